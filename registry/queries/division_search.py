"""Finding a community or village by what an officer types (选择村、社区): name, pinyin or code."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from hukou.kernel import division_code
from hukou.kernel.name_keys import fold_pinyin, name_initials, name_pinyin
from registry.models import Division, DivisionLevel

SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class Place:
    """A community or village, with the names above it and the keys it is found by."""

    code: str
    path: str
    keys: tuple[str, ...]

    def rank(self, typed: str) -> int:
        """Return how well the place answers: 1 is best, 0 not at all."""
        if typed.isascii():
            folded = fold_pinyin(typed)
            answers = (
                self.code.startswith(typed),
                bool(folded) and any(key.startswith(folded) for key in self.keys),
                bool(folded) and any(folded in key for key in self.keys),
            )
        else:
            wanted = typed.split()
            answers = (
                self.path.endswith(typed),
                all(part in self.path for part in wanted),
                False,
            )
        return answers.index(True) + 1 if True in answers else 0


def find_places(typed: str, *, areas: Iterable[str], on: date, limit: int = SHOWN) -> list[Place]:
    """Return the places that answer in the counties of these areas: the areas' own, best first.

    A county's places are read once a day and process; divisions change a few times a year.
    """
    wanted = typed.strip()
    if not wanted:
        return []
    own = tuple(areas)
    counties = sorted({county for code in own if (county := division_code.county(code))})
    ranked = [
        (not place.code.startswith(own), rank, place)
        for county in counties
        for place in _places(county, on)
        if (rank := place.rank(wanted))
    ]
    return [place for *_, place in sorted(ranked, key=lambda each: each[:2])][:limit]


def place_of(code: str, *, on: date) -> Place | None:
    """Return one community or village by its 12-digit code."""
    county = division_code.county(code) or ""
    return next((place for place in _places(county, on) if place.code == code), None)


@lru_cache(maxsize=64)
def _places(county: str, on: date) -> tuple[Place, ...]:
    rows = (
        Division.objects.on(on)
        .filter(level=DivisionLevel.VILLAGE, code__startswith=county)
        .order_by("code")
        .values_list("code", "name", "parent__name", "parent__parent__name")
    )
    return tuple(
        Place(code, f"{county_name}{township}{name}", _keys(name, township))
        for code, name, township, county_name in rows
    )


def _keys(name: str, township: str) -> tuple[str, ...]:
    both = f"{township}{name}"
    return tuple(key(text) for text in (name, both) for key in (name_pinyin, name_initials))
