"""Division codes (行政区划代码): GB/T 2260 counties, statistical townships, villages, beats.

A code is kept at the length of its level: 6 digits down to county (330000, 330800, 330802), 9 for
a township, 12 for a village or neighbourhood, 15 for a police beat. Cities without counties (东莞
441900) have townships that hang on the prefecture's own six digits.
"""

import re
import unicodedata
from enum import StrEnum
from typing import Final

from hukou.kernel.errors import InvalidInput

_FORM: Final = re.compile(r"[1-9][0-9]{1,14}", re.ASCII)
_LENGTHS: Final = (2, 4, 6, 9, 12, 15)
_COUNTY: Final = 6
_PREFECTURE: Final = 4
_SEGMENT: Final = 3


class Level(StrEnum):
    """How deep in the tree a division (区划) lies."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"
    BEAT = "beat"


_LEVELS: Final = dict(zip(_LENGTHS, Level, strict=True))


class BadDivisionCode(InvalidInput):
    """A division code has 6, 9, 12 or 15 digits (or 2 or 4, for a province or prefecture)."""

    code = "division-code"
    zh = "区划代码应为6、9、12或15位数字。请从区划列表中选择。"
    usual_field = "division"


def parse(text: str, *, field: str = "division") -> str:
    """Return the code at the length of its level: 33 and 330000000000 are both 330000.

    Raises:
        BadDivisionCode: it has another form. Whether such a division exists is not asked here.
    """
    code = unicodedata.normalize("NFKC", text).strip()
    if not _FORM.fullmatch(code) or len(code) not in _LENGTHS:
        raise BadDivisionCode(field=field)
    if code[2:4] == "00" and code[4:6] not in ("", "00"):
        raise BadDivisionCode(field=field)
    return without_padding(code).ljust(_COUNTY, "0")


def without_padding(code: str) -> str:
    """Return a code at the length of its level: 330802004000 is the township 330802004."""
    while len(code) > _COUNTY and code.endswith("000"):
        code = code[:-_SEGMENT]
    return code


def stem(code: str) -> str:
    """Return the digits every division inside this one begins with."""
    if len(code) > _COUNTY:
        return code
    while code.endswith("00"):
        code = code[:-2]
    return code


def level(code: str) -> Level:
    """Return the level of a code; 441900 is a prefecture, 441900003 a township."""
    return _LEVELS[len(stem(code))]


def parent(code: str) -> str | None:
    """Return the code one level up; None above a province.

    Counties directly under a province (419001) have a placeholder prefecture (419000) above them.
    """
    if len(code) > _COUNTY:
        return code[:-_SEGMENT]
    above = stem(code)[:-2]
    return above.ljust(_COUNTY, "0") if above else None


def ancestors(code: str) -> list[str]:
    """Return the codes above, nearest first."""
    above = parent(code)
    return [] if above is None else [above, *ancestors(above)]


def within(code: str, area: str) -> bool:
    """Whether a division is the area or lies inside it; nothing lies inside an empty area."""
    return bool(stem(area)) and stem(code).startswith(stem(area))


def province(code: str) -> str:
    """Return the province's six digits."""
    return code[:2].ljust(_COUNTY, "0")


def prefecture(code: str) -> str:
    """Return the first four digits, by which a register too large for one server is divided."""
    return code[:_PREFECTURE]


def county(code: str) -> str | None:
    """Return the county's six digits; None for a code above county.

    In a city without counties it is the city's own code.
    """
    return code[:_COUNTY] if len(stem(code)) >= _COUNTY else None
