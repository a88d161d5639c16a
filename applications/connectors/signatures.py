"""Signatures of answers that agencies send later (Standard Webhooks 1.0, HMAC-SHA256)."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

TOLERANCE: Final = timedelta(minutes=5)
ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
_PREFIX: Final = "whsec_"


class SignatureRefused(Exception):
    """The message does not come from who it says, or not from now."""


class SignatureStale(SignatureRefused):
    """The signature is good, and of another time: a message kept back, or sent again."""


def sign(body: bytes, *, message_id: str, secret: str, at: datetime) -> dict[str, str]:
    """Return the three headers that vouch for `body`."""
    timestamp = str(int(at.timestamp()))
    signature = _signature(message_id, timestamp, body, secret)
    return {ID: message_id, TIMESTAMP: timestamp, SIGNATURE: f"v1,{signature}"}


def verify_signature(headers: Mapping[str, str], body: bytes, secret: str, now: datetime) -> str:
    """Return the message id when `body` was signed with `secret` within five minutes of `now`.

    Header names are matched without regard to case; several signatures, separated by spaces,
    let a secret be changed without an outage.

    Raises:
        SignatureRefused: a header is missing, or no signature fits.
        SignatureStale: a signature fits, and the time is off.
    """
    given = {name.lower(): value for name, value in headers.items()}
    if not is_signed(given, body, secret):
        raise SignatureRefused("the signature does not fit the message, or it has no id")
    if not _is_fresh(given[TIMESTAMP], now):
        raise SignatureStale("the time of the message is more than 5 minutes off")
    return given[ID]


def is_signed(headers: Mapping[str, str], body: bytes, secret: str) -> bool:
    """Whether one of the signatures fits, whenever it was made; header names in lower case."""
    told = [headers.get(name, "") for name in (ID, TIMESTAMP, SIGNATURE)]
    if not secret or not told[0] or not all(map(_is_text, told)):
        return False
    message_id, timestamp, signatures = told
    expected = f"v1,{_signature(message_id, timestamp, body, secret)}".encode()
    offered = signatures.encode().split(b" ")
    # The time taken must not tell how much of a signature was right.
    return any(hmac.compare_digest(expected, candidate) for candidate in offered)


def _is_text(told: str) -> bool:
    """Whether it can be written as UTF-8, and stored: JSON can escape half of a pair, and NUL."""
    return "\0" not in told and not any("\ud800" <= each <= "\udfff" for each in told)


def _is_fresh(timestamp: str, now: datetime) -> bool:
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):  # noqa: PLR2004
        return False
    return abs(now.timestamp() - int(timestamp)) <= TOLERANCE.total_seconds()


def _signature(message_id: str, timestamp: str, body: bytes, secret: str) -> str:
    signed = b".".join((message_id.encode(), timestamp.encode(), body))
    return base64.b64encode(hmac.digest(_key(secret), signed, hashlib.sha256)).decode()


def _key(secret: str) -> bytes:
    """A secret of the standard's form is base64 behind a prefix; any other is used as it is."""
    if secret.startswith(_PREFIX):
        try:
            return base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
        except binascii.Error:
            pass
    return secret.encode()
