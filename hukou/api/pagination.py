"""Pages by key, not by number: `{"results": […], "next": cursor or null}`.

A cursor says after which row the next page begins and nothing else: no total, which would tell
how many records there are that the reader may not see.
"""

import base64
import binascii
import json
from collections.abc import Sequence

from hukou.kernel.errors import InvalidInput

LARGEST_PAGE = 100


def page_of(results: Sequence[object], *, next_cursor: str | None = None) -> dict[str, object]:
    return {"results": list(results), "next": next_cursor}


def encode_cursor(*key: str | int) -> str:
    """Make an opaque cursor of the last row's sort key; the key holds ids, never personal data."""
    text = json.dumps(key, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_cursor(cursor: str, *kinds: type) -> tuple[str | int, ...]:
    """Read a cursor back as values of these kinds; anything else is refused, naming `cursor`."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        key = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError) as unreadable:
        raise InvalidInput("not a cursor of this service", field="cursor") from unreadable
    if not isinstance(key, list) or [type(value) for value in key] != list(kinds):
        raise InvalidInput("not a cursor of this list", field="cursor")
    if any(isinstance(value, int) and not 0 <= value < 2**63 for value in key):
        raise InvalidInput("not a cursor of this list", field="cursor")
    return tuple(key)
