"""Whether anybody at all could meet a condition (可满足性), and which clauses exclude each other.

A tree is searched way by way: of `any` one member, of `all` every member. The leaves chosen so far
are tried, fact by fact, on the few values at which their answers can change: the values written in
them, their neighbours, the ends of the domain. The tests are those of the judge, so both agree.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final, TypeAlias

from hukou.law.comparisons import COUNTY_OF_DESTINATION, SAME_COUNTY
from hukou.law.conditions import Condition, Every, Leaf, Values
from hukou.law.facts import AGE, AGE_FROM_NEXT_DAY
from hukou.law.places import county_of, stem
from hukou.law.vocabulary import NUMBERS, FactType, Kind, Vocabulary

Way: TypeAlias = tuple[Leaf, ...]

ELSEWHERE: Final = ("110101001001", "650102001001")
FILLS: Final = ("101001001001", "281002002002", "523003003003")
"""Places inside an area, far from one another: digits put behind its own."""
LENGTH: Final = 12


class Search:
    """Looks for somebody who meets a condition at places of one jurisdiction."""

    def __init__(self, vocabulary: Vocabulary, jurisdiction: str) -> None:
        """Take the words of the law and the place a text speaks of."""
        self.vocabulary = vocabulary
        self.jurisdiction = jurisdiction
        self.conflict: Way = ()
        """The leaves of one fact that excluded each other first."""

    def finds(self, condition: Condition) -> bool:
        """Whether somebody could meet it; where nobody can, `conflict` tells by which leaves."""
        self.conflict = ()
        return next(self.ways((condition,)), None) is not None

    def ways(self, pending: Sequence[Condition], chosen: Way = ()) -> Iterator[Way]:
        """Yield each way to meet all conditions that somebody could go: its leaves."""
        if not pending:
            yield chosen
            return
        first, rest = pending[0], pending[1:]
        if isinstance(first, Leaf):
            more = (*chosen, first)
            same = tuple(each for each in more if each.fact == first.fact)
            if self._together(same):
                yield from self.ways(rest, more)
            elif not self.conflict:
                self.conflict = same
        elif isinstance(first, Every):
            yield from self.ways((*first.members, *rest), chosen)
        else:
            for member in first.members:
                yield from self.ways((member, *rest), chosen)

    def _together(self, same: Way) -> bool:
        """Whether one value answers every one of these leaves of one fact."""
        fact = self.vocabulary[same[0].fact]
        return any(
            all(leaf.test(values) is True for leaf in same)
            for values in candidates(fact, same, self.jurisdiction)
        )


def candidates(fact: FactType, asked: Iterable[Leaf], jurisdiction: str) -> Iterator[Values]:
    """Yield the values of a fact at which the answers of these leaves can change."""
    written = tuple(each for leaf in asked for each in _written(leaf.required))
    if fact.name == AGE:
        yield from _ages(fact, written)
    elif fact.kind is Kind.CODE:
        yield from _places(fact, written, jurisdiction)
    else:
        for value in _plain(fact, written):
            yield {fact.name: value}


def _written(required: object) -> tuple[Any, ...]:
    return required if isinstance(required, tuple) else (required,)


def _plain(fact: FactType, written: Sequence[Any]) -> Iterable[object]:
    if fact.kind is Kind.BOOL:
        return (True, False)
    if fact.kind is Kind.ENUM:
        return fact.values
    if fact.kind in NUMBERS:
        return _numbers(fact, written)
    if fact.kind is Kind.TEXT:
        return (*written, "".join(map(str, written)) + "·")
    return ((),)


def _numbers(fact: FactType, written: Sequence[Any]) -> Iterator[int | Decimal]:
    lowest = fact.minimum if isinstance(fact.minimum, Decimal) else Decimal(0)
    highest = fact.maximum if fact.maximum is not None else lowest
    values = {Decimal(each) for each in written if not isinstance(each, bool)}
    near = {value + step for value in values for step in (-1, 1)}
    ordered = sorted(values)
    between = {(one + other) / 2 for one, other in pairwise(ordered)}
    for value in sorted({lowest, highest, *values, *near, *between}):
        if lowest <= value <= highest:
            if fact.kind is not Kind.INT:
                yield value
            elif value == value.to_integral_value():
                yield int(value)


def _ages(fact: FactType, written: Sequence[Any]) -> Iterator[Values]:
    """Yield ages counted both ways: on a birthday the second is one year less."""
    around = tuple(each + 1 for each in written if type(each) is int)
    for age in _numbers(fact, (*written, *around)):
        for counted in {age, max(age - 1, type(age)(0))}:
            yield {AGE: age, AGE_FROM_NEXT_DAY: counted}


def _places(fact: FactType, written: Sequence[Any], jurisdiction: str) -> Iterator[Values]:
    """Yield places inside and outside of what is named, with a county one could settle in."""
    named = [str(each) for each in written if each != SAME_COUNTY and not isinstance(each, bool)]
    areas = [stem(each) for each in (*named, jurisdiction)]
    places = [*ELSEWHERE, *named, *(_inside(area, fill) for area in areas for fill in FILLS)]
    counties = _counties(places, jurisdiction)
    for place in places:
        for county in counties:
            yield {fact.name: place, COUNTY_OF_DESTINATION: county}


def _inside(area: str, fill: str) -> str:
    return (area + fill)[:LENGTH]


def _counties(places: Iterable[str], jurisdiction: str) -> list[str]:
    found: Mapping[str, None] = dict.fromkeys(
        county
        for place in places
        if stem(place).startswith(stem(jurisdiction)) and (county := county_of(place)) is not None
    )
    return list(found)
