"""Which place lies within which (行政区划), by the digits of division codes."""

from typing import Final

COUNTY_DIGITS: Final = 6


def stem(code: str) -> str:
    """Return the digits that say something: `330800` is `3308`, `330802004000` is `330802004`."""
    county, below = code[:COUNTY_DIGITS], code[COUNTY_DIGITS:]
    if below.strip("0"):
        return code[:9] if below[3:] in {"", "000"} else code
    while len(county) > 2 and county.endswith("00"):  # noqa: PLR2004 - a province has two digits
        county = county[:-2]
    return county


def lies_within(code: str, area: str) -> bool | None:
    """Whether the place `code` lies in `area`; None when `code` is too coarse to tell."""
    place, whole = stem(code), stem(area)
    if place.startswith(whole):
        return True
    return None if whole.startswith(place) else False


def county_of(code: str) -> str | None:
    """Return the county (县级) of a place, or None when the code names something larger."""
    county = code[:COUNTY_DIGITS]
    return None if county.endswith("00") else county
