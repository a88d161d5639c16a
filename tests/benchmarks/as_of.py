"""Who was where on any day, as known on any day, beside raw SQL for the same rows."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle, islice
from typing import Any, Final, NamedTuple, TypeAlias

import psycopg
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat

from hukou.kernel import clock
from hukou.stack.house import House
from registry.models import Particulars, Residence
from registry.queries import Book, BookMember, Scope, household_on
from tests.benchmarks import _county
from tests.benchmarks._pace import Doer, rates
from tests.benchmarks._servers import plain
from tests.benchmarks._sql import MEMBERS, REGISTRATION
from tests.measuring import Figure

ASKED: Final = 2_000
AT_A_TIME: Final = 100
GOAL: Final = "<=2"
FIRST_DAY: Final = date(2015, 1, 1)
# Every office and field: nothing is kept from a row that the yardstick reads.
ALL: Final = Scope("benchmark", office_ids=None, fields=frozenset({"number", "address"}))


class Question(NamedTuple):
    """Whom, or which household, on which day."""

    key: int
    on: date


Asked: TypeAlias = Callable[[Question], object]
Raw: TypeAlias = psycopg.Connection[tuple[Any, ...]]


def figures(house: House, *, large: bool) -> Iterator[Figure]:
    """Give milliseconds a question: of a person, of a household, and as once known."""
    del house
    yield _county.load()
    asked = ASKED * 10 if large else ASKED
    with plain() as raw:
        yield from of_people(questions(_county.residents(asked)), raw)
        households = questions(_county.households(asked))
        yield from of_households(households, raw)
    yield from as_known(households)


def of_people(asked: Sequence[Question], raw: Raw) -> Iterator[Figure]:
    """A call of the ORM spends its time on making SQL; the statement itself shows its plan."""
    yield Figure("registration_differs", differing(asked, by_orm, by_sql(raw)), goal="==0")
    yield Figure("sequential_scans", registration(asked[0]).explain().count("Seq Scan"), goal="==0")
    made = {question: registration(question).query.sql_with_params() for question in asked}

    def as_the_orm_writes_it(question: Question) -> object:
        statement, given = made[question]
        return raw.execute(statement.encode(), given).fetchall()

    yield beside("registration_ms", asked, as_the_orm_writes_it, by_sql(raw), GOAL)
    yield beside("registration_with_making_sql_ms", asked, by_orm, by_sql(raw))


def of_households(asked: Sequence[Question], raw: Raw) -> Iterator[Figure]:
    yield Figure("household_differs", differing(asked, members, members_by_sql(raw)), goal="==0")
    yield beside("household_ms", asked, members, members_by_sql(raw), GOAL)


def as_known(asked: Sequence[Question]) -> Iterator[Figure]:
    """Correct a tenth of the register; ask what it said before, beside what it says now."""
    before = {question: book(question) for question in asked}
    instant = clock.now()
    correct()

    def once(question: Question) -> Book | None:
        return household_on(question.key, on=question.on, known_on=instant, scope=ALL)

    def remembered(question: Question) -> object:
        return undated(once(question))

    yield Figure("as_known_differs", differing(asked, remembered, before.get), goal="==0")
    yield Figure("corrected_since", differing(asked, book, before.get), goal=">=1")
    yield beside("household_as_known_ms", asked, once, book)


def questions(keys: Iterable[int]) -> list[Question]:
    """Ask about each on a day of the past years, the same days in every run."""
    chance = random.Random(_county.SEED)  # noqa: S311 - not a secret
    days = (clock.today() - FIRST_DAY).days
    return [Question(key, FIRST_DAY + timedelta(days=chance.randint(0, days))) for key in keys]


def differing(asked: Sequence[Question], one: Asked, other: Asked) -> int:
    """Return how many questions the two answer differently."""
    return sum(one(question) != other(question) for question in asked)


def beside(
    name: str, asked: Sequence[Question], ours: Asked, yardstick: Asked, goal: str = ""
) -> Figure:
    """Return the milliseconds a question takes us, beside the yardstick's."""
    mine, its = rates(_asking(asked, ours), _asking(asked, yardstick))
    return Figure(name, 1000 / mine, 1000 / its, goal)


def _asking(asked: Sequence[Question], answer: Asked) -> Doer:
    endless = cycle(asked)
    return lambda: len([answer(question) for question in islice(endless, AT_A_TIME)])


# --- the ways to ask ----------------------------------------------------------------------------


def registration(question: Question) -> QuerySet[Residence, tuple[Any, ...]]:
    found = Residence.objects.on(question.on).filter(person_id=question.key)
    return found.values_list("household_id", "relation", "period", "arrived_on")


def by_orm(question: Question) -> object:
    return list(registration(question))


def by_sql(raw: Raw) -> Asked:
    return lambda question: raw.execute(REGISTRATION, [question.key, question.on]).fetchall()


def book(question: Question) -> Book | None:
    return household_on(question.key, on=question.on, scope=ALL)


def members(question: Question) -> object:
    """Return a book in the yardstick's columns."""
    found = book(question)
    if found is None:
        return []
    household = (
        *(found.id, found.number, found.kind, found.name, found.office_id, found.office_name),
        *(found.address, found.division_code),
    )
    return sorted((*household, *_member(each)) for each in found.members)


def _member(member: BookMember) -> tuple[Any, ...]:
    person = (member.person_id, member.identity_number, member.name, member.sex, member.birth_date)
    stay = (member.arrived_on, member.arrived_from, member.reason_in, member.since)
    return (*person, member.ethnicity, member.relation, *stay)


def members_by_sql(raw: Raw) -> Asked:
    def ask(question: Question) -> object:
        asked = {"household": question.key, "on": question.on}
        return sorted(raw.execute(MEMBERS, asked).fetchall())

    return ask


def undated(found: Book | None) -> Book | None:
    """Return what a book says, but not as of when it says so."""
    return found and replace(found, known_on=None)


def correct() -> None:
    """Correct a tenth of the names and of the residences, as an officer does who finds errors."""
    names = Particulars.objects.annotate(remainder=F("id") % 10).filter(remainder=3)
    names.update(name=Concat("name", Value("改")))
    stays = Residence.objects.annotate(remainder=F("id") % 10).filter(remainder=5)
    stays.update(arrived_from="更正后的迁出地")
