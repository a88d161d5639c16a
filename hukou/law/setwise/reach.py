"""How fine and how far points go: the unit in which all are whole, and what sums can come to.

The unit follows from the scheme (`grain`) and from what occurs among the people (`occurring`): no
number of inventors is guessed beforehand. What sums can come to (`span`) follows from the greatest
values of the vocabulary, to which the database holds the columns (`bound`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import singledispatch
from math import lcm
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
from hukou.law.points.scheme import Indicator
from hukou.law.setwise.words import name, select
from hukou.law.vocabulary import Kind, Vocabulary


@dataclass(frozen=True, slots=True)
class Span:
    """Between what points lie, both included."""

    least: Fraction
    most: Fraction

    def __add__(self, other: "Span") -> "Span":
        return Span(self.least + other.least, self.most + other.most)

    def capped(self, cap: Fraction | None) -> "Span":
        if cap is None:
            return self
        return Span(min(self.least, cap), min(self.most, cap))

    def scaled(self, unit: int) -> "Span":
        return Span(self.least * unit, self.most * unit)


NOTHING: Final = Span(Fraction(0), Fraction(0))


def over(*points: Fraction) -> Span:
    """Return the span of such points, of which there may also be none."""
    return Span(min(*points, Fraction(0)), max(*points, Fraction(0)))


# --- the grain: what a unit must divide -----------------------------------------------------------


@singledispatch
def grain(formula: Formula) -> int:
    """Return the least number of parts in which the formula's own numbers are whole."""
    raise NotImplementedError(f"{type(formula).__name__} has no grain: write it here")


def grain_of(*points: Fraction) -> int:
    return lcm(*(each.denominator for each in points))


@grain.register
def _(formula: Flat | Per | Shares) -> int:
    return grain_of(formula.points)


@grain.register
def _(formula: First) -> int:
    return grain_of(formula.points, formula.then)


@grain.register
def _(formula: Steps) -> int:
    return grain_of(*(points for _, points in formula.steps))


@grain.register
def _(formula: Table) -> int:
    return grain_of(*formula.points.values())


@grain.register
def _(formula: ByYear) -> int:
    return grain_of(formula.points, formula.most)


@grain.register
def _(formula: Falling) -> int:
    return lcm(grain_of(formula.points), formula.minus.denominator * formula.last.denominator)


@grain.register
def _(formula: Grid) -> int:
    return grain_of(*_cells(formula))


@grain.register
def _(formula: Stints) -> int:
    return grain_of(*(yearly for _, yearly in formula.kinds))


@grain.register
def _(formula: Sustained) -> int:
    return grain(formula.steps)


def occurring(formula: Formula, vocabulary: Vocabulary, table: str) -> str | None:
    """Return the query for the numbers that the unit must divide as well, one a row."""
    if isinstance(formula, Shares):
        column = name(formula.fact)
        lists = f"select distinct {column} from {table} where cardinality({column}) > 0"  # noqa: S608 - the pack's
        return (
            f"select distinct each::numeric from ({lists} offset '0') lists, unnest({column}) each"  # noqa: S608
        )
    if isinstance(formula, Falling) and vocabulary[formula.fact].kind is Kind.DECIMAL:
        places = f"coalesce(max(scale({name(formula.fact)})), 0)"
        return select((f"10::numeric ^ {places}",), table)
    return None


# --- the span: whether sums fit into 64 bits ------------------------------------------------------


@singledispatch
def span(formula: Formula, vocabulary: Vocabulary) -> Span:
    """Return between what the points of a formula lie, whatever anybody's facts are."""
    del vocabulary
    raise NotImplementedError(f"{type(formula).__name__} has no span: write it here")


@span.register
def _(formula: Flat, _: Vocabulary) -> Span:
    return over(formula.points)


@span.register
def _(formula: Per, vocabulary: Vocabulary) -> Span:
    return over(_greatest(formula.fact, vocabulary) // formula.every * formula.points)


@span.register
def _(formula: First, vocabulary: Vocabulary) -> Span:
    more = max(_greatest(formula.fact, vocabulary) - 1, Fraction(0))
    return over(formula.points, formula.points + more * formula.then)


@span.register
def _(formula: Steps, _: Vocabulary) -> Span:
    return over(*(points for _, points in formula.steps))


@span.register
def _(formula: Table, _: Vocabulary) -> Span:
    return over(*formula.points.values())


@span.register
def _(formula: Shares, _: Vocabulary) -> Span:
    return over(formula.points * LONGEST_LIST)


@span.register
def _(formula: ByYear, vocabulary: Vocabulary) -> Span:
    year = _greatest(formula.fact, vocabulary) // formula.every * formula.points
    return over(formula.most * LONGEST_LIST, min(year, formula.most) * LONGEST_LIST)


@span.register
def _(formula: Falling, vocabulary: Vocabulary) -> Span:
    beyond = max(_greatest(formula.fact, vocabulary) - formula.last, Fraction(0))
    return over(formula.points, max(formula.points - beyond * formula.minus, Fraction(0)))


@span.register
def _(formula: Grid, _: Vocabulary) -> Span:
    return over(*_cells(formula))


@span.register
def _(formula: Stints, vocabulary: Vocabulary) -> Span:
    spans = [over(_greatest(fact, vocabulary) // YEAR * each) for fact, each in formula.kinds]
    return sum(spans, NOTHING)


@span.register
def _(formula: Sustained, vocabulary: Vocabulary) -> Span:
    return span(formula.steps, vocabulary)


def _cells(grid: Grid) -> list[Fraction]:
    return [points for row in grid.points.values() for points in row.values()]


def _greatest(fact: str, vocabulary: Vocabulary) -> Fraction:
    """Return the greatest number that a fact can be; the database refuses more (`bounds`)."""
    return Fraction(vocabulary[fact].maximum or 0)


# --- lines and columns ----------------------------------------------------------------------------


def grain_of_lines(lines: Sequence[Indicator]) -> int:
    """Return the least number of parts in which every number of these lines is whole."""
    found = 1
    for line in lines:
        caps = [each for each in (line.cap, *(part.cap for part in line.parts)) if each is not None]
        found = lcm(found, grain_of(*caps), *(grain(part.formula) for part in line.parts))
    return found


def span_of_line(indicator: Indicator, vocabulary: Vocabulary) -> Span:
    spans = [
        span(part.formula, vocabulary).capped(part.cap) + over(Fraction(0))
        for part in indicator.parts
    ]
    if indicator.best_only:
        highest = over(*(each.most for each in spans), *(each.least for each in spans))
        return highest.capped(indicator.cap)
    return sum(spans, NOTHING).capped(indicator.cap)


def bound(vocabulary: Vocabulary, fact: str) -> str:
    """Return what a number's column must hold to; a list is as long as facts may be."""
    kind, column = vocabulary[fact].kind, name(fact)
    least, most = vocabulary[fact].minimum, vocabulary[fact].maximum
    if kind in {Kind.INT, Kind.DECIMAL} and isinstance(least, Decimal) and most is not None:
        return f"{column} between {literal(least)} and {literal(most)}"
    if kind in {Kind.INTS, Kind.DECIMALS} and isinstance(least, Decimal):
        ranged = f"{literal(least)} <= all({column}) and {literal(most or 0)} >= all({column})"
        whole = f"array_position({column}, null) is null"
        return f"cardinality({column}) <= {LONGEST_LIST} and {whole} and {ranged}"
    return ""


def literal(number: Decimal | int) -> str:
    """Return an exact constant."""
    return format(number, "f") if isinstance(number, Decimal) else f"({number})"
