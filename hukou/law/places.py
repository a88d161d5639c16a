"""Which place lies within which (行政区划), where a code may be too coarse to tell."""

from hukou.kernel import division_code


def stem(code: str) -> str:
    """Return the digits that say something: `330800` is `3308`, `330802004000` is `330802004`."""
    return division_code.stem(division_code.without_padding(code))


def lies_within(code: str, area: str) -> bool | None:
    """Whether the place `code` lies in `area`; None when `code` is too coarse to tell."""
    place, whole = stem(code), stem(area)
    if place.startswith(whole):
        return True
    return None if whole.startswith(place) else False


def county_of(code: str) -> str | None:
    """Return the county (县级) of a place, or None when the code names something larger."""
    return division_code.county(division_code.without_padding(code))
