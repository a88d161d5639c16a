"""How one indicator turns facts into points (计分方法): exact, and None while a fact is unknown.

Points are fractions, so that a share of 20 points among three inventors stays what it is. Each
formula names its facts, says its sum in words, and nothing else: caps, choices and conditions stand
around it, in `scheme`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol, TypeAlias

Values: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Worth:
    """What a formula comes to, and the sum in words."""

    points: Fraction
    words: str


class Formula(Protocol):
    """Facts in, points out."""

    @property
    def facts(self) -> tuple[str, ...]: ...

    def worth(self, values: Values) -> Worth | None:
        """Return the points, or None while a fact they rest on is unknown."""
        ...


def told(number: Fraction | Decimal | int) -> str:
    """Return a number as people write it: exact where a decimal can be, else to four places."""
    exact = Fraction(number)
    places = next((n for n in range(5) if (exact * 10**n).denominator == 1), 4)
    scaled = round(exact * 10**places)
    return format(Decimal(scaled).scaleb(-places), "f")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A number, less the part of it that does not count: never below nothing.

    Where nobody said that a part does not count, the number counts as a whole.
    """

    fact: str
    less: str = ""

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    def of(self, values: Values) -> Fraction | None:
        whole = values.get(self.fact)
        if whole is None:
            return None
        return max(Fraction(whole) - Fraction(values.get(self.less) or 0), Fraction(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Per:
    """So many points for each full `every`: months that fill no year count for nothing (每满)."""

    counted: Counted
    every: Fraction
    points: Fraction

    @property
    def facts(self) -> tuple[str, ...]:
        return self.counted.facts

    def worth(self, values: Values) -> Worth | None:
        number = self.counted.of(values)
        if number is None:
            return None
        full = number // self.every
        sum_ = full * self.points
        if self.every == 1:
            return Worth(sum_, f"{full} × {told(self.points)}")
        return Worth(sum_, f"{told(number)} ÷ {told(self.every)} → {full} × {told(self.points)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """So many points for the first, so many for each further one."""

    fact: str
    points: Fraction
    then: Fraction

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    def worth(self, values: Values) -> Worth | None:
        count = values.get(self.fact)
        if count is None:
            return None
        if not count:
            return Worth(Fraction(0), "0")
        more = int(count) - 1
        words = f"{told(self.points)} + {more} × {told(self.then)}" if more else told(self.points)
        return Worth(self.points + more * self.then, words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flat:
    """The same points for everybody the indicator's condition holds of."""

    points: Fraction
    facts: tuple[str, ...] = ()

    def worth(self, _: Values) -> Worth:
        return Worth(self.points, told(self.points))


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """The points of the highest step that a number has reached; the step itself is reached."""

    fact: str
    steps: tuple[tuple[Fraction, Fraction], ...]
    """From which number on, and the points; from the lowest."""

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    def worth(self, values: Values) -> Worth | None:
        number = values.get(self.fact)
        if number is None:
            return None
        reached = [step for step in self.steps if step[0] <= Fraction(number)]
        if not reached:
            return Worth(Fraction(0), f"{told(number)} < {told(self.steps[0][0])}")
        least, points = reached[-1]
        return Worth(points, f"{told(number)} ≥ {told(least)} → {told(points)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The points of a value; a value that is not listed has none."""

    fact: str
    points: Mapping[str, Fraction]

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    def worth(self, values: Values) -> Worth | None:
        value = values.get(self.fact)
        if value is None:
            return None
        points = self.points.get(str(value), Fraction(0))
        return Worth(points, told(points))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Points divided by each number of a list: a patent among its inventors, exactly."""

    fact: str
    points: Fraction

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    def worth(self, values: Values) -> Worth | None:
        among = values.get(self.fact)
        if among is None:
            return None
        shares = [self.points / each for each in among]
        words = " + ".join(f"{told(self.points)} ÷ {each}" for each in among) or "0"
        return Worth(sum(shares, Fraction(0)), words)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByYear:
    """So many points for each full `every` of a year, at most `most` points in a year."""

    fact: str
    every: Fraction
    points: Fraction
    most: Fraction

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    def worth(self, values: Values) -> Worth | None:
        years = values.get(self.fact)
        if years is None:
            return None
        yearly = [min(Fraction(each) // self.every * self.points, self.most) for each in years]
        words = " + ".join(told(each) for each in yearly) or "0"
        return Worth(sum(yearly, Fraction(0)), words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Falling:
    """Full points from one number up to another, fewer by `minus` for each beyond, never below 0.

    Below the first number there are none.
    """

    fact: str
    first: Fraction
    last: Fraction
    points: Fraction
    minus: Fraction

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    def worth(self, values: Values) -> Worth | None:
        number = values.get(self.fact)
        if number is None:
            return None
        if number < self.first:
            return Worth(Fraction(0), f"{number} < {told(self.first)}")
        beyond = max(Fraction(number) - self.last, Fraction(0))
        if not beyond:
            return Worth(self.points, told(self.points))
        left = max(self.points - beyond * self.minus, Fraction(0))
        return Worth(left, f"{told(self.points)} − {told(beyond)} × {told(self.minus)}")
