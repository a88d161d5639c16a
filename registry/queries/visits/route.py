"""In which order doors are visited (走访路线): as plates follow each other in a street."""

import re
from typing import Final

from registry.models import ELEMENTS, Address

DIGITS: Final = re.compile(r"(\d+)")

Part = tuple[int, int, str]
Key = tuple[tuple[Part, ...], ...]


def route_key(address: Address | None) -> Key:
    """Return by what an address is ordered: community, street, plate number, then inside it.

    Numbers count as numbers (9号 before 12号), full-width ones as well. Who has no address comes
    last.
    """
    if address is None:
        return (((2, 0, ""),),)
    written = [address.division.code, *(getattr(address, name) for name in ELEMENTS)]
    return tuple(_parts(text) for text in written)


def _parts(text: str) -> tuple[Part, ...]:
    pieces = [piece for piece in DIGITS.split(text) if piece]
    return tuple((0, int(each), "") if each.isdecimal() else (1, 0, each) for each in pieces)
