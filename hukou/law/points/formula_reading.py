"""Reading the formulas of `points.yaml` (计分方法): each names its facts and its exact numbers."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final

from hukou.law.points.formulas import (
    ByYear,
    Falling,
    First,
    Flat,
    Formula,
    Grid,
    Per,
    Shares,
    Steps,
    Stints,
    Sustained,
    Table,
)
from hukou.law.sections import Section
from hukou.law.vocabulary import NUMBERS, Kind, Vocabulary

LISTS: Final = frozenset({Kind.INTS, Kind.DECIMALS})
ENUM: Final = frozenset({Kind.ENUM})
MONTHS: Final = frozenset({Kind.INT})


def number_of(section: Section, key: str) -> Fraction:
    value = section.required(key)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise section.wrong(f"{key!r} is an exact number")
    return Fraction(value)


def _fact(section: Section, key: str, vocabulary: Vocabulary, kinds: frozenset[Kind]) -> str:
    name = section.text(key)
    if name not in vocabulary or vocabulary[name].kind not in kinds:
        raise section.wrong(f"{key!r} names a fact that is {' or '.join(sorted(kinds))}")
    return name


def _per(section: Section, vocabulary: Vocabulary) -> Formula:
    every = number_of(section, "every") if section.has("every") else Fraction(1)
    if every <= 0:
        raise section.wrong("'every' is more than nothing")
    return Per(
        fact=_fact(section, "fact", vocabulary, NUMBERS),
        less=_fact(section, "less", vocabulary, NUMBERS) if section.has("less") else "",
        most=number_of(section, "most") if section.has("most") else None,
        every=every,
        points=number_of(section, "points"),
    )


def _first(section: Section, vocabulary: Vocabulary) -> Formula:
    return First(
        fact=_fact(section, "fact", vocabulary, frozenset({Kind.INT})),
        points=number_of(section, "points"),
        then=number_of(section, "then"),
    )


def _flat(section: Section, _: Vocabulary) -> Formula:
    return Flat(points=number_of(section, "points"))


def _steps(section: Section, vocabulary: Vocabulary) -> Formula:
    return _rising(section, _fact(section, "fact", vocabulary, NUMBERS))


def _rising(section: Section, fact: str) -> Steps:
    inner = section.sections("steps")
    steps = tuple((number_of(each, "from"), number_of(each, "points")) for each in inner)
    for each in inner:
        each.close()
    if not steps or any(before[0] >= after[0] for before, after in pairwise(steps)):
        raise section.wrong("'steps' rise from one to the next")
    return Steps(fact=fact, steps=steps)


def _table(section: Section, vocabulary: Vocabulary) -> Formula:
    fact = _fact(section, "fact", vocabulary, ENUM)
    return Table(fact=fact, points=_by_value(section.section("points"), fact, vocabulary))


def _by_value(section: Section, fact: str, vocabulary: Vocabulary) -> Mapping[str, Fraction]:
    _check_values(section, fact, vocabulary)
    return {str(value): number_of(section, value) for value in section.raw}


def _check_values(section: Section, fact: str, vocabulary: Vocabulary) -> None:
    if unknown := set(section.raw) - set(vocabulary[fact].values):
        raise section.wrong(f"{fact} is never {min(unknown)!r}")


def _grid(section: Section, vocabulary: Vocabulary) -> Formula:
    row, column = (_fact(section, key, vocabulary, ENUM) for key in ("row", "column"))
    points = section.section("points")
    _check_values(points, row, vocabulary)
    return Grid(
        row=row,
        column=column,
        points={
            value: _by_value(points.section(value), column, vocabulary) for value in points.raw
        },
    )


def _shares(section: Section, vocabulary: Vocabulary) -> Formula:
    fact = _fact(section, "fact", vocabulary, LISTS)
    return Shares(fact=fact, points=number_of(section, "points"))


def _by_year(section: Section, vocabulary: Vocabulary) -> Formula:
    if number_of(section, "points") > number_of(section, "most"):
        raise section.wrong("'most' is what a year may come to, not less than its first 'points'")
    return ByYear(
        fact=_fact(section, "fact", vocabulary, LISTS),
        every=number_of(section, "every"),
        points=number_of(section, "points"),
        most=number_of(section, "most"),
    )


def _falling(section: Section, vocabulary: Vocabulary) -> Formula:
    return Falling(
        fact=_fact(section, "fact", vocabulary, NUMBERS),
        first=number_of(section, "first") if section.has("first") else None,
        last=number_of(section, "last"),
        points=number_of(section, "points"),
        minus=number_of(section, "minus"),
    )


def _stints(section: Section, vocabulary: Vocabulary) -> Formula:
    inner = section.sections("kinds")
    kinds = tuple(
        (_fact(each, "fact", vocabulary, MONTHS), number_of(each, "points")) for each in inner
    )
    for each in inner:
        each.close()
    if not kinds or any(before[1] < after[1] for before, after in pairwise(kinds)):
        raise section.wrong("'kinds' come with the dearest first")
    return Stints(
        within=_fact(section, "within", vocabulary, MONTHS),
        less=_fact(section, "less", vocabulary, MONTHS) if section.has("less") else "",
        kinds=kinds,
    )


def _sustained(section: Section, vocabulary: Vocabulary) -> Formula:
    fact = _fact(section, "fact", vocabulary, frozenset({Kind.DECIMALS}))
    of_last, months = section.required("of_last"), section.required("months")
    if {type(of_last), type(months)} != {int} or not 0 < months <= of_last:
        raise section.wrong("'months' of 'of_last': {of_last: 48, months: 36}")
    return Sustained(fact=fact, of_last=of_last, months=months, steps=_rising(section, fact))


FORMULAS: Final[Mapping[str, Callable[[Section, Vocabulary], Formula]]] = {
    "per": _per,
    "first": _first,
    "flat": _flat,
    "steps": _steps,
    "table": _table,
    "grid": _grid,
    "shares": _shares,
    "by_year": _by_year,
    "falling": _falling,
    "stints": _stints,
    "sustained": _sustained,
}
"""The kinds of formula by the word of the file."""
