"""Anybody at all before a points scheme: values on, below and above each of its numbers, unknowns.

What is tried of each fact follows from the scheme itself, so a new scheme is tried without a word
here.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any, Final

from hypothesis import strategies as st

from hukou.law import Facts, FactType, Kind, load_law
from hukou.law.conditions import BARE, Leaf, leaves
from hukou.law.facts import AGE
from hukou.law.points.formulas import ByYear, Falling, Formula, Per, Steps, Stints, Sustained
from hukou.law.points.scheme import Scheme
from hukou.law.setwise import Scoring
from tests.law.populace import read

Choices = Mapping[str, tuple[Any, ...]]
EDGE: Final = date(1979, 1, 1)
"""The day of birth that a year's announcement names."""
HALF: Final = Decimal("0.5")


def asked_by(scheme: Scheme, on: date) -> tuple[FactType, ...]:
    """Return the facts by which a scheme can come out one way or another."""
    law = load_law()
    columns = set(Scoring(scheme=scheme, vocabulary=law.vocabulary, on=on).facts)
    return tuple(each for name, each in law.vocabulary.facts.items() if name in columns)


def choices(scheme: Scheme, on: date) -> Choices:
    """Return what is tried of each fact: around every number that the scheme names of it."""
    around = _numbers(scheme)
    return {
        each.name: tuple(dict.fromkeys(_tried(each, around.get(each.name, set()))))
        for each in asked_by(scheme, on)
    }


def _numbers(scheme: Scheme) -> dict[str, set[Fraction]]:
    found: dict[str, set[Fraction]] = {}
    parts = [part for line in scheme.indicators for part in line.parts]
    for formula in (part.formula for part in parts):
        for fact in formula.facts:
            found.setdefault(fact, set()).update(_of_formula(formula))
    rule = scheme.regulation.channels[scheme.channel].rule
    asked = [rule.conditions, *(one for each in rule.readings for one in (each.whom, each.when))]
    for leaf in (leaf for each in asked for leaf in leaves(each)):
        found.setdefault(leaf.fact, set()).update(_of_leaf(leaf))
    return found


def _of_formula(formula: Formula) -> set[Fraction]:
    match formula:
        case Per() | ByYear():
            return {formula.every * times for times in (1, 2, 5, 9)}
        case Steps():
            return {least for least, _ in formula.steps}
        case Sustained():
            return _of_formula(formula.steps)
        case Stints():
            return {Fraction(months) for months in (12, 24, 60)}
        case Falling():
            return {formula.first or Fraction(18), formula.last, formula.last + 30}
    return set()


def _of_leaf(leaf: Leaf) -> Iterator[Fraction]:
    if leaf.op not in BARE and isinstance(leaf.required, int | Decimal):
        yield Fraction(leaf.required)


def _tried(fact: FactType, around: set[Fraction]) -> Iterator[Any]:
    numbers = sorted(around)
    match fact.kind:
        case Kind.ENUM:
            yield from fact.values
        case Kind.INT:
            ages = (17, 18, 40, 41, 45, 46) if fact.name == AGE else (0, 1, 2, 3)
            near = (int(each) + step for each in numbers for step in (-1, 0, 1))
            yield from _possible(fact, (*ages, *near, int(fact.maximum or 0)))
        case Kind.DECIMAL:
            steps = (Decimal("-0.01"), Decimal(0), Decimal("0.01"))
            exact = [Decimal(str(float(each))) + step for each in numbers for step in steps]
            yield from _possible(fact, (Decimal(0), *exact))
        case Kind.DECIMALS:
            yield from ((), (HALF,), *_years(numbers))
        case _:
            yield from OTHERS.get(fact.kind, ("甲", "o'clock"))


OTHERS: Final[Mapping[Kind, tuple[Any, ...]]] = {
    Kind.BOOL: (True, False),
    Kind.INTS: ((), (1,), (3,), (3, 3, 3), (7, 11, 2), (13, 1, 29), (1, 1, 1)),
    Kind.DATE: tuple(EDGE + timedelta(days=step) for step in (-1, 0, 1, 400, 9000)),
    Kind.CODE: ("440100", "440106", "330800", "440000"),
}


def _years(numbers: list[Fraction]) -> Iterator[tuple[Decimal, ...]]:
    for each in (Decimal(str(float(number))) for number in numbers):
        yield (each - Decimal("0.01"), each, each + HALF)
        yield (each,) * 7
        yield (each,) * 40 + (each + HALF,) * 20


def _possible(fact: FactType, values: tuple[Any, ...]) -> Iterator[Any]:
    least = fact.minimum if isinstance(fact.minimum, Decimal) else Decimal(0)
    return (each for each in values if least <= each <= (fact.maximum or 0))


def applicant(random: Random, tried: Choices, on: date) -> Facts:
    """Return somebody about whom much, little or everything is known."""
    told = random.choice((0.3, 0.8, 0.95, 1.0))
    raw = {fact: random.choice(values) for fact, values in tried.items() if random.random() < told}
    return read(raw, on)


def applicants(scheme: Scheme, on: date) -> st.SearchStrategy[Facts]:
    """Return people as hypothesis draws and shrinks them."""
    optional = {fact: st.sampled_from(values) for fact, values in choices(scheme, on).items()}
    return st.fixed_dictionaries({}, optional=optional).map(lambda raw: read(raw, on))
