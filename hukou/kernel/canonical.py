"""One spelling of a value (规范化), so that its digest (摘要) means the value, not the layout.

Canonical text is JSON with sorted keys and no spaces. Decimals are strings without trailing zeros,
days and instants are ISO 8601 (instants in UTC), and floats are refused: they would make two
machines disagree. Whoever keeps a digest keeps the id of its suite beside it, so that a register
can turn to national algorithms (国密) without losing what was sealed before.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Final, Literal, assert_never
from uuid import UUID

from cryptography.hazmat.primitives import hashes

Suite = Literal["sha256", "sm3"]
PLAIN: Final = frozenset({str, int, bool, type(None)})
"""What is spelt as it is, and most of what there is."""


def canonical_json(value: object) -> str:
    """Return the canonical text of a value.

    Raises:
        TypeError: it holds a float, a key that is no text, or something without one spelling.
    """
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(value: object, suite: Suite = "sha256") -> str:
    """Return the digest of a value's canonical text, 64 hexadecimal characters in either suite."""
    return digest_bytes(canonical_json(value).encode("utf-8", errors="surrogatepass"), suite)


def chain(previous: str, value: object, suite: Suite = "sha256") -> str:
    """Return the digest that seals a value behind the one before; changing any breaks all after.

    The first value of a chain follows the empty text.
    """
    return digest([previous, value], suite)


def digest_bytes(data: bytes, suite: Suite = "sha256") -> str:
    """Return the digest of bytes as they are, such as an uploaded file's."""
    if suite == "sha256":
        return hashlib.sha256(data).hexdigest()
    if suite == "sm3":
        hashed = hashes.Hash(hashes.SM3())
        hashed.update(data)
        return hashed.finalize().hex()
    assert_never(suite)


def _plain(value: object) -> object:
    return value if type(value) in PLAIN else _unfolded(value)


def _unfolded(value: object) -> object:
    match value:
        case Mapping():
            return {_key(key): _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case set() | frozenset():
            return sorted((_plain(each) for each in value), key=canonical_json)
        case Enum():
            return _plain(value.value)
        case None | bool() | int() | str():
            return value
        case _:
            return _spelt(value)


def _spelt(value: object) -> str:
    match value:
        case Decimal() if value.is_finite():
            return f"{value.normalize() + 0:f}"
        case datetime() if value.tzinfo is not None:
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date() if not isinstance(value, datetime):
            return value.isoformat()
        case UUID():
            return str(value)
        case _:
            message = f"no canonical spelling for {type(value).__name__}"
            raise TypeError(message)


def _key(key: object) -> str:
    if isinstance(key, Enum):
        key = key.value
    if not isinstance(key, str):
        message = f"a canonical key is text, not {type(key).__name__}"
        raise TypeError(message)
    return key
