"""How one indicator turns facts into points (计分方法): exact, and None while a fact is unknown.

Points are fractions, so that a share of 20 points among three inventors stays what it is. Each
formula names its facts, says its sum in words, and nothing else: caps, choices and conditions stand
around it, in `scheme`. Each also stands as SQL in `hukou.law.setwise` (`worths`, `reach`).
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

Values: TypeAlias = Mapping[str, Any]
ZERO = Fraction(0)
PLACES = 4
PARTS = 10**PLACES
MOST_PLACES = 18
YEAR = 12  # months


@dataclass(frozen=True, slots=True)
class Worth:
    """What a formula comes to, and the sum in words."""

    points: Fraction
    words: str


def told(number: Fraction | Decimal | int) -> str:
    """Return a number as people write it: exact where a decimal can be, else to four places."""
    exact = Fraction(number)
    places = next((n for n in range(PLACES) if (exact * 10**n).denominator == 1), PLACES)
    scaled = round(exact * 10**places)
    return format(Decimal(scaled).scaleb(-places), "f")


def exact(number: Fraction) -> str:
    """Return a number to its last digit: as a decimal where it is one, else as a fraction (20/3).

    `Fraction` reads both back.
    """
    for places in range(MOST_PLACES + 1):
        if (scaled := number * 10**places).denominator == 1:
            return format(Decimal(scaled.numerator).scaleb(-places), "f")
    return f"{number.numerator}/{number.denominator}"


def rounded_down(number: Fraction) -> Decimal:
    """Return a number to four places, never more than it is."""
    return Decimal(number * PARTS // 1).scaleb(-PLACES)


class Formula(ABC):
    """Facts in, points out."""

    __slots__ = ()

    @property
    @abstractmethod
    def facts(self) -> tuple[str, ...]:
        """What it rests on."""

    @abstractmethod
    def worth(self, values: Values) -> Worth | None:
        """Return the points, or None while a fact they rest on is unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flat(Formula):
    """The same points for everybody the indicator's condition holds of."""

    points: Fraction

    @property
    def facts(self) -> tuple[str, ...]:
        return ()

    def worth(self, _: Values) -> Worth:
        return Worth(self.points, told(self.points))


@dataclass(frozen=True, slots=True, kw_only=True)
class OfFact(Formula):
    """A formula over one fact; unknown, it is worth nobody knows what."""

    fact: str

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    def worth(self, values: Values) -> Worth | None:
        known = values.get(self.fact)
        return None if known is None else self.of(known, values)

    @abstractmethod
    def of(self, known: Any, values: Values) -> Worth:  # noqa: ANN401 - facts are of many kinds
        """Return what a known fact is worth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Per(OfFact):
    """So many points for each full `every`: months that fill no year count for nothing (每满).

    The part that `less` tells (补缴、转入) does not count; where nobody told one, all of it does.
    No more than `most` of them count.
    """

    less: str = ""
    most: Fraction | None = None
    every: Fraction
    points: Fraction

    def of(self, known: Any, values: Values) -> Worth:  # noqa: ANN401
        number = max(Fraction(known) - Fraction(values.get(self.less) or 0), ZERO)
        full = number // self.every
        full = full if self.most is None else min(full, int(self.most))
        sum_ = f"{full} × {told(self.points)}"
        if self.every != 1:
            sum_ = f"{told(number)} ÷ {told(self.every)} → {sum_}"
        return Worth(full * self.points, sum_)


@dataclass(frozen=True, slots=True, kw_only=True)
class First(OfFact):
    """So many points for the first, so many for each further one."""

    points: Fraction
    then: Fraction

    def of(self, known: Any, values: Values) -> Worth:  # noqa: ANN401, ARG002
        if not known:
            return Worth(ZERO, "0")
        more = int(known) - 1
        words = f"{told(self.points)} + {more} × {told(self.then)}" if more else told(self.points)
        return Worth(self.points + more * self.then, words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps(OfFact):
    """The points of the highest step that a number has reached; 以上 includes the number itself."""

    steps: tuple[tuple[Fraction, Fraction], ...]
    """From which number on, and the points; from the lowest."""

    def of(self, known: Any, values: Values) -> Worth:  # noqa: ANN401, ARG002
        reached = [step for step in self.steps if step[0] <= Fraction(known)]
        if not reached:
            return Worth(ZERO, f"{told(known)} < {told(self.steps[0][0])}")
        least, points = reached[-1]
        return Worth(points, f"{told(known)} ≥ {told(least)} → {told(points)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(OfFact):
    """The points of a value; a value that is not listed has none."""

    points: Mapping[str, Fraction]

    def of(self, known: Any, values: Values) -> Worth:  # noqa: ANN401, ARG002
        points = self.points.get(str(known), ZERO)
        return Worth(points, told(points))


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid(Formula):
    """The points of two values together (学历、学位): by the one, then by the other."""

    row: str
    column: str
    points: Mapping[str, Mapping[str, Fraction]]

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.row, self.column)

    def worth(self, values: Values) -> Worth | None:
        row, column = values.get(self.row), values.get(self.column)
        if row is None or column is None:
            return None
        points = self.points.get(str(row), {}).get(str(column), ZERO)
        return Worth(points, told(points))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares(OfFact):
    """Points divided by each number of a list: a patent among its inventors, exactly."""

    points: Fraction

    def of(self, known: Any, values: Values) -> Worth:  # noqa: ANN401, ARG002
        words = " + ".join(f"{told(self.points)} ÷ {each}" for each in known) or "0"
        return Worth(sum((self.points / each for each in known), ZERO), words)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByYear(OfFact):
    """So many points for each full `every` of a year, at most `most` points in a year."""

    every: Fraction
    points: Fraction
    most: Fraction

    def of(self, known: Any, values: Values) -> Worth:  # noqa: ANN401, ARG002
        yearly = [min(Fraction(each) // self.every * self.points, self.most) for each in known]
        return Worth(sum(yearly, ZERO), " + ".join(told(each) for each in yearly) or "0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Falling(OfFact):
    """Full points from one number up to another, fewer by `minus` for each beyond, never below 0.

    Below the first number, where there is one, there are none.
    """

    first: Fraction | None
    last: Fraction
    points: Fraction
    minus: Fraction

    def of(self, known: Any, values: Values) -> Worth:  # noqa: ANN401, ARG002
        if self.first is not None and known < self.first:
            return Worth(ZERO, f"{told(known)} < {told(self.first)}")
        beyond = max(Fraction(known) - self.last, ZERO)
        if not beyond:
            return Worth(self.points, told(self.points))
        left = max(self.points - beyond * self.minus, ZERO)
        return Worth(left, f"{told(self.points)} − {told(beyond)} × {told(self.minus)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stints(Formula):
    """Months of several kinds, together no more than `within` tells: the dearest kind first.

    Each full twelve of a kind earn its points (年限之和不超过另一年限). The part of `within` that
    `less` tells does not count.
    """

    within: str
    less: str = ""
    kinds: tuple[tuple[str, Fraction], ...]
    """The fact that counts the months, and the points of a full year."""

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.within, *(fact for fact, _ in self.kinds))

    def worth(self, values: Values) -> Worth | None:
        if any(values.get(name) is None for name in self.facts):
            return None
        bound = Fraction(values[self.within]) - Fraction(values.get(self.less) or 0)
        left, points, words = max(bound, ZERO), ZERO, []
        for fact, yearly in self.kinds:
            counted = min(Fraction(values[fact]), left)
            left -= counted
            points += counted // YEAR * yearly
            words.append(f"{told(counted)} ÷ {YEAR} → {counted // YEAR} × {told(yearly)}")
        return Worth(points, " + ".join(words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sustained(OfFact):
    """The points of the highest step reached in `months` of the last `of` months, latest first."""

    of_last: int
    months: int
    steps: Steps

    def of(self, known: Any, values: Values) -> Worth:  # noqa: ANN401
        reached = sorted(known[: self.of_last], reverse=True)
        if len(reached) < self.months:
            return Worth(ZERO, f"{len(reached)} < {self.months}")
        return self.steps.of(reached[self.months - 1], values)
