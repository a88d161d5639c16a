"""Anybody at all before a regulation: values on, below and above each of its thresholds, unknowns.

What is tried of each fact follows from the regulation itself, so a new pack is tried without a
word here. Favourable values come more often: a population in which nobody is ever accepted shows
little.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final, NamedTuple

from hypothesis import strategies as st

from hukou.kernel.periods import add_years
from hukou.law import Companion, Facts, FactType, Kind, Regulation, load_law, parse_facts
from hukou.law.conditions import BARE, Leaf, leaves
from hukou.law.facts import AGE, BIRTH
from hukou.law.setwise.columns import conditions_of
from tests.law.people import DAY

PLACES: Final = (
    "330000", "330800", "330800000000", "330802", "330802004", "330802004001", "330824", "330100",
    "440000", "440700", "440703", "440222", "440222101", "441900003", "522700", "522701", "110101",
)  # fmt: skip
"""Coarse and fine, padded and not, inside and outside of every jurisdiction."""
TEXTS: Final = ("甲", 'a"b', "o'clock", "back\\slash", "line\nbreak\ttab")
RELATION: Final = "relation.kind"
MOST: Final = 6
SOMEWHERE: Final = 0.4
"""How often it is said where they would settle: most places are elsewhere, and then silent."""
Choices = Mapping[str, tuple[Any, ...]]


class Household(NamedTuple):
    """An applicant, who would come along, and where they would settle."""

    applicant: Facts
    companions: tuple[Facts, ...]
    division: str | None

    def named(self) -> list[Companion]:
        return [Companion(str(at), facts) for at, facts in enumerate(self.companions, start=1)]


def choices(regulation: Regulation, on: date = DAY) -> Choices:
    """Return what is tried of each fact of the vocabulary."""
    asked: dict[str, list[Leaf]] = {}
    for condition in conditions_of(regulation):
        for leaf in leaves(condition):
            asked.setdefault(leaf.fact, []).append(leaf)
    facts = load_law().vocabulary.facts.values()
    return {fact.name: tuple(_tried(fact, asked.get(fact.name, []), on)) for fact in facts}


def _tried(fact: FactType, asked: list[Leaf], on: date) -> Iterator[Any]:
    wanted = [each for leaf in asked if leaf.op not in BARE for each in _listed(leaf.required)]
    match fact.kind:
        case Kind.BOOL:
            yield from (True, True, False)
        case Kind.ENUM:
            yield from (*fact.values, *wanted)
        case Kind.INT:
            ages = (0, 17, 18, 54, 55, 59, 60) if fact.name == AGE else (0, 1)
            around = [int(each) + step for each in wanted for step in (-1, 0, 1, 12)]
            yield from _possible(fact, (*ages, *around, int(fact.maximum or 0)))
        case Kind.DECIMAL:
            steps = (Decimal("-0.01"), Decimal(0), Decimal("0.01"), Decimal(1000))
            around_exactly = [Decimal(each) + step for each in wanted for step in steps]
            yield from _possible(fact, (Decimal(0), *around_exactly))
        case Kind.DATE:
            yield from _days(on)
            yield from (each + timedelta(days=step) for each in wanted for step in (-1, 0, 1))
        case Kind.CODE:
            yield from PLACES
        case Kind.TEXT:
            yield from (*TEXTS, *wanted)
        case _:
            yield from ((), (1,), (1, 2))


def _listed(required: object) -> tuple[Any, ...]:
    return required if isinstance(required, tuple) else (required,)


def _possible(fact: FactType, values: tuple[Any, ...]) -> list[Any]:
    return [each for each in values if 0 <= each <= (fact.maximum or 0)]


def _days(on: date) -> Iterator[date]:
    """Yield days around the birthdays on which an age of the law is reached."""
    for years in (0, 16, 18, 50, 55, 60):
        birthday = add_years(on, -years)
        yield from (birthday + timedelta(days=step) for step in (-1, 0, 1) if years or step < 1)
    yield add_years(on, -30)


def household(random: Random, tried: Choices, on: date = DAY) -> Household:
    """Return a family about whom much, little or everything is known."""
    told = random.choice((0.15, 0.5, 0.85, 1.0))
    return Household(
        _person(random, tried, told, on),
        tuple(_person(random, tried, told, on) for _ in range(random.randint(0, MOST))),
        random.choice(PLACES) if random.random() < SOMEWHERE else None,
    )


def _person(random: Random, tried: Choices, told: float, on: date) -> Facts:
    raw = {fact: random.choice(values) for fact, values in tried.items() if random.random() < told}
    return read(raw, on)


def read(raw: dict[str, Any], on: date) -> Facts:
    """Return the facts; an age follows from a date of birth where both were drawn."""
    if BIRTH in raw:
        raw.pop(AGE, None)
    return parse_facts(raw, on=on)


def households(regulation: Regulation, on: date = DAY) -> st.SearchStrategy[Household]:
    """Return families as hypothesis draws and shrinks them."""
    tried = choices(regulation, on)
    optional = {fact: st.sampled_from(values) for fact, values in tried.items()}
    person = st.fixed_dictionaries({}, optional=optional).map(lambda raw: read(raw, on))
    return st.builds(
        Household,
        person,
        st.lists(person, max_size=MOST).map(tuple),
        st.sampled_from((None, *PLACES)),
    )
