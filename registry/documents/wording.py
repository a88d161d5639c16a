"""How printed documents word days, codes and places: in Chinese, whatever the screen speaks."""

from datetime import date
from typing import Final

from hukou.kernel.codes import Scheme, of

SHORT_SEX: Final = {"1": "男", "2": "女"}
BORN_HERE: Final = "birth"


def written(day: date | None) -> str:
    """Return a day as forms write it: 2026年3月8日."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def sex(code: str) -> str:
    return SHORT_SEX.get(code) or named(Scheme.SEX, code)


def named(scheme: Scheme, code: str) -> str:
    """Return what a code stands for; text that is no code of the set is printed as it is."""
    known = of(scheme)
    return known.name(code) if code in known else code


def height(centimetres: int | None) -> str:
    return f"{centimetres}厘米" if centimetres else ""


def arrival(on: date | None, where_from: str, reason: str) -> str:
    """Return when and from where somebody came, as one sentence of the form."""
    if on is None:
        return ""
    if reason == BORN_HERE:
        return f"{written(on)}出生登记"
    return f"{written(on)}由{where_from}迁来" if where_from else f"{written(on)}登记"
