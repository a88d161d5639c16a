"""What a formula of points comes to, as SQL: whole numbers of a unit, so that shares stay exact.

Points are fractions at the desk. Here they are counted in a unit small enough for all of them: of
twenty points among three inventors each has 20/3, which is 20 thirds, and no digit is ever cut off.
A formula's sum is only asked where its fact is known; around it stand conditions and caps
(`scores`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import singledispatch
from typing import Final

from hukou.law.facts import LONGEST_LIST
from hukou.law.points.formulas import (
    YEAR,
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
from hukou.law.setwise.words import FALSE, name, select
from hukou.law.vocabulary import Kind, Vocabulary

MOST_PLACES: Final = 28
WRITTEN_OUT: Final = 12
"""How many numbers of a list are written out one by one."""
WHOLE: Final = "bigint"
ENDLESS: Final = "numeric"
"""Where the scores of a population do not fit into 64 bits: slower, as exact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How points are written: `unit` is how many make one point, `kept` the type of the sums."""

    unit: int
    kept: str
    vocabulary: Vocabulary
    longest: Mapping[str, int]
    """How long lists are, by the fact, where that is known."""

    def points(self, points: Fraction) -> str:
        """Return points as a whole number of the unit. Raises ValueError where they are none."""
        scaled = points * self.unit
        if scaled.denominator != 1:
            raise ValueError(f"{points} is no whole number of 1/{self.unit}")
        return f"{_signed(scaled.numerator)}::{self.kept}"

    def is_whole(self, fact: str) -> bool:
        return self.vocabulary[fact].kind in {Kind.INT, Kind.INTS}


@singledispatch
def worth(formula: Formula, scale: Scale) -> str:
    """Return the points of somebody of whom the formula's fact is known."""
    del scale
    raise NotImplementedError(f"{type(formula).__name__} is not written in SQL: write it here")


@worth.register
def _(formula: Flat, scale: Scale) -> str:
    return scale.points(formula.points)


@worth.register
def _(formula: Per, scale: Scale) -> str:
    number = name(formula.fact)
    if formula.less:
        number = f"({number} - coalesce({name(formula.less)}, 0))"
    whole = scale.is_whole(formula.fact) and (not formula.less or scale.is_whole(formula.less))
    if formula.less or _can_be_negative(formula.fact, scale.vocabulary):
        number = f"greatest({number}, 0)"
    full = _full(number, formula.every, scale, whole=whole)
    if formula.most is not None:
        full = f"least({full}, {int(formula.most)})"
    return f"({full} * {scale.points(formula.points)})"


@worth.register
def _(formula: First, scale: Scale) -> str:
    number, first, then = name(formula.fact), formula.points, formula.then
    some = f"({scale.points(first)} + ({number} - 1) * {scale.points(then)})"
    return f"(case when {number} = 0 then {scale.points(Fraction(0))} else {some} end)"


@worth.register
def _(formula: Steps, scale: Scale) -> str:
    return _stepped(name(formula.fact), formula, scale)


@worth.register
def _(formula: Table, scale: Scale) -> str:
    return _tabled(formula.fact, formula.points, scale)


@worth.register
def _(formula: Grid, scale: Scale) -> str:
    row, nothing = name(formula.row), scale.points(Fraction(0))
    ranks = scale.vocabulary[formula.row].values
    cells = " ".join(
        f"when {ranks.index(each)}::smallint then {_tabled(formula.column, points, scale)}"
        for each, points in formula.points.items()
    )
    return f"(case {row} {cells} else {nothing} end)"


@worth.register
def _(formula: Shares, scale: Scale) -> str:
    points = scale.points(formula.points)
    if scale.kept == WHOLE:
        return _over_each(formula.fact, lambda each: f"{points} / {each}", scale)
    return _over_each(formula.fact, lambda each: f"div({points}, {each})", scale)


@worth.register
def _(formula: ByYear, scale: Scale) -> str:
    points, most = scale.points(formula.points), scale.points(formula.most)
    whole = scale.is_whole(formula.fact)

    def year(each: str) -> str:
        return f"least({_full(each, formula.every, scale, whole=whole)} * {points}, {most})"

    return _over_each(formula.fact, year, scale)


@worth.register
def _(formula: Falling, scale: Scale) -> str:
    number = name(formula.fact)
    all_, none = scale.points(formula.points), scale.points(Fraction(0))
    parts = formula.minus * scale.unit / formula.last.denominator
    beyond = f"({number} * {formula.last.denominator} - {_signed(formula.last.numerator)})"
    minus = f"({beyond} * {_number(parts)}::{scale.kept})::{scale.kept}"
    below = FALSE if formula.first is None else f"{number} < {_number(formula.first)}"
    return (
        f"(case when {below} then {none}"
        f" when {number} <= {_number(formula.last)} then {all_}"
        f" else greatest({all_} - {minus}, {none}) end)"
    )


@worth.register
def _(formula: Stints, scale: Scale) -> str:
    left, parts = name(formula.within), []
    if formula.less:
        left = f"{left} - coalesce({name(formula.less)}, 0)"
    for fact, yearly in formula.kinds:
        counted = f"least({name(fact)}, greatest({left}, 0))"
        parts.append(
            f"{_full(counted, Fraction(YEAR), scale, whole=True)} * {scale.points(yearly)}"
        )
        left = f"{left} - {name(fact)}"
    return f"({' + '.join(parts)})"


@worth.register
def _(formula: Sustained, scale: Scale) -> str:
    column, place = name(formula.fact), formula.months
    latest = f"unnest({column}[:{formula.of_last}]) each"
    least = select(("each",), latest, end=f" order by each desc offset {place - 1} limit 1")
    points = select((_stepped("each", formula.steps, scale),), f"({least}) sustained")
    nothing = scale.points(Fraction(0))
    return f"(case when cardinality({column}) < {place} then {nothing} else ({points}) end)"


# --- parts ----------------------------------------------------------------------------------------


def _tabled(fact: str, points: Mapping[str, Fraction], scale: Scale) -> str:
    """Return the points of an enum's value, which is kept as its place in the vocabulary."""
    values = scale.vocabulary[fact].values
    alike: dict[Fraction, list[str]] = {}
    for value, each in points.items():
        alike.setdefault(each, []).append(f"{values.index(value)}::smallint")
    listed = " ".join(
        f"when {name(fact)} in ({', '.join(ranks)}) then {scale.points(each)}"
        for each, ranks in alike.items()
    )
    return f"(case {listed} else {scale.points(Fraction(0))} end)"


def _stepped(number: str, steps: Steps, scale: Scale) -> str:
    reached = " ".join(
        f"when {number} >= {_number(least)} then {scale.points(points)}"
        for least, points in reversed(steps.steps)
    )
    return f"(case {reached} else {scale.points(Fraction(0))} end)"


def _full(number: str, every: Fraction, scale: Scale, *, whole: bool) -> str:
    """Return how many full `every` a number holds: never rounded, `div` cuts exactly."""
    if every == 1 and whole:
        return number
    if whole and every.denominator == 1:
        return f"({number} / {every.numerator})"
    parts = number if every.denominator == 1 else f"({number} * {every.denominator})"
    cut = f"div({parts}, {every.numerator})"
    return cut if scale.kept == ENDLESS else f"{cut}::{WHOLE}"


def _over_each(fact: str, value: Callable[[str], str], scale: Scale) -> str:
    """Return a sum over the numbers of a list; an empty list, as most are, costs nothing.

    Where the lists are short their numbers are written out, which several processes of the database
    may work on at once; over what a query within the query sums up they do not.
    """
    column, nothing = name(fact), scale.points(Fraction(0))
    longest = scale.longest.get(fact, LONGEST_LIST)
    if longest <= WRITTEN_OUT:
        sum_ = " + ".join(
            f"case when cardinality({column}) >= {at} then {value(f'{column}[{at}]')}"
            f" else {nothing} end"
            for at in range(1, longest + 1)
        )
    else:
        total = select((f"sum({value('each')})",), f"unnest({column}) each")
        sum_ = f"({total})::{scale.kept}"
    return f"(case when cardinality({column}) = 0 then {nothing} else {sum_ or nothing} end)"


def _can_be_negative(fact: str, vocabulary: Vocabulary) -> bool:
    least = vocabulary[fact].minimum
    return not isinstance(least, Decimal) or least < 0


def _number(exact: Fraction) -> str:
    """Return a constant of the pack, which was written as a decimal, to its last digit."""
    places = next(at for at in range(MOST_PLACES) if (exact * 10**at).denominator == 1)
    if not places:
        return _signed(exact.numerator)
    return f"({Decimal(int(exact * 10**places)).scaleb(-places):f}::numeric)"


def _signed(number: int) -> str:
    return str(number) if number >= 0 else f"({number})"
