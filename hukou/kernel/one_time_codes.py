"""One-time codes (动态口令): time-based codes (RFC 6238), recovery codes, and how they are kept."""

import base64
import hashlib
import hmac
import secrets
from typing import Final

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

STEP: Final = 30
"""Seconds that one code is shown for."""
DIGITS: Final = 6
SEED_BYTES: Final = 20  # RFC 4226 4, R6: 160 bits
DRIFT: Final = 1
"""Steps a clock may be off: the code before and the one after are taken as well."""
LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0 O 1 I L: people copy these by hand."""
SPOKEN: Final = 10
HALF: Final = SPOKEN // 2


class SeedUnreadable(Exception):
    """The seed was sealed under another SECRET_KEY: the authenticator must be enrolled again."""


def new_seed() -> bytes:
    return secrets.token_bytes(SEED_BYTES)


def code_at(seed: bytes, step: int) -> str:
    """Return the six digits of a step (count of half minutes since 1970)."""
    return _totp(seed).generate(step * STEP).decode()


def step_of(seed: bytes, code: str, *, at: float, after: int | None) -> int | None:
    """Return the step a code belongs to; None if it is wrong, or not later than `after`.

    A code is taken once: whoever reads it over a shoulder comes too late (RFC 6238 5.2).
    """
    if not (code.isascii() and code.isdigit() and len(code) == DIGITS):
        return None
    now = int(at) // STEP
    for step in range(now - DRIFT, now + DRIFT + 1):
        if (after is None or step > after) and hmac.compare_digest(code_at(seed, step), code):
            return step
    return None


def written(seed: bytes) -> str:
    """Return a seed as people type it into an authenticator: base32 in groups of four."""
    text = base64.b32encode(seed).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def address(seed: bytes, *, account: str, issuer: str) -> str:
    """Return the otpauth:// address that an authenticator reads from a QR code."""
    return _totp(seed).get_provisioning_uri(account, issuer)


def spoken_code() -> str:
    """Return a code to be handed over or written down, `K7Q2M-9XWTP`: 49 bits."""
    text = "".join(secrets.choice(LETTERS) for _ in range(SPOKEN))
    return f"{text[:HALF]}-{text[HALF:]}"


def digest(code: str, *, key: str) -> str:
    """Return what is kept of a spoken code: it cannot be guessed back without the key."""
    plain = "".join(each for each in code.upper() if each in LETTERS)
    return hmac.new(_derived(key, "spoken"), plain.encode(), hashlib.sha256).hexdigest()


def seal(seed: bytes, *, key: str) -> bytes:
    """Encrypt a seed: a copy of the database alone shows no codes."""
    return _box(key).encrypt(seed)


def unseal(sealed: bytes, *, key: str) -> bytes:
    """Return the seed. Raises SeedUnreadable."""
    try:
        return _box(key).decrypt(sealed)
    except InvalidToken as wrong:
        raise SeedUnreadable from wrong


def _totp(seed: bytes) -> TOTP:
    # SHA-1 is what every authenticator reads; as a keyed hash it is not broken.
    return TOTP(seed, DIGITS, SHA1(), STEP, enforce_key_length=False)  # noqa: S303


def _box(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derived(key, "seed")))


def _derived(key: str, purpose: str) -> bytes:
    return hmac.new(key.encode(), f"hukou:{purpose}".encode(), hashlib.sha256).digest()
