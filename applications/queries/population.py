"""Judging whole populations inside PostgreSQL (成批判断), by the law compiled to SQL.

People are copied into a table of the schema `judging`, judged by two statements, and read back as
short answers. The tables belong to the transaction that made them: nobody else ever sees them, and
a run that is killed leaves nothing behind.

    with people_table(population) as people:      # one transaction, many regulations
        load_people(people, population, families)
        with judged(regulation_compiled, people) as answers_in:
            ...                                   # SQL over answers_in.families, .companions
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from operator import itemgetter
from typing import Final
from uuid import uuid4

from django.db import connection, transaction

from hukou.law import (
    Asked,
    Compiled,
    Facts,
    FamilyAnswer,
    Mode,
    Population,
    Regulation,
    load_law,
    setwise,
)
from hukou.law.setwise import NO_CHECKS

AT_A_TIME: Final = 20_000
"""Families of one table: enough for set-wise work, few enough to hold their answers."""
SETTINGS: Final = (
    "work_mem = '256MB'",
    "parallel_setup_cost = 10",
    "parallel_tuple_cost = 0.001",
    "jit = off",
)
"""For this work only: a row costs hundreds of comparisons, of which the planner counts few, so it
would keep to one core; and compiling them takes longer than judging thousands of families."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyFacts:
    """A family before the law: facts as `parse_facts` read them, and where they would settle."""

    applicant: Facts
    companions: Sequence[Facts] = ()
    division: str | None = None

    def people(self) -> list[Facts]:
        return [self.applicant, *self.companions]


@dataclass(frozen=True, slots=True)
class Judged:
    """Where the answers about a population are: the columns are told by `setwise.families`."""

    families: str
    companions: str


def judge_population(
    regulation: Regulation,
    *,
    on: date,
    families: Iterable[FamilyFacts],
    mode: Mode | str = Mode.DECIDE,
    channel: str | None = None,
    activated_on: date | None = None,
) -> Iterator[FamilyAnswer]:
    """Yield what `judge` would say of each family in short, in the order given.

    Raises:
        InvalidInput: no such channel.
    """
    law = load_law()
    compiled = setwise.compiled(
        Asked(
            regulation=regulation,
            vocabulary=law.vocabulary,
            on=on,
            mode=Mode(mode),
            channel=channel,
            activated_on=activated_on,
        )
    )
    population = setwise.population_of(law.vocabulary, [regulation])
    remaining = iter(families)
    while some := list(islice(remaining, AT_A_TIME)):
        with people_table(population) as people:
            load_people(people, population, some)
            with judged(compiled, people) as found:
                answers = list(answers_in(found, compiled))
        yield from answers


@contextmanager
def people_table(population: Population, checks: Mapping[str, str] = NO_CHECKS) -> Iterator[str]:
    """Make an empty table of people for one transaction; yield its name.

    `checks` are what the database lets a column hold.
    """
    people = f"judging.people_{uuid4().hex}"
    with transaction.atomic():
        with connection.cursor() as cursor:
            for setting in SETTINGS:
                cursor.execute(f"set local {setting}")
            cursor.execute(population.create(people, checks=checks))
        yield people
        with connection.cursor() as cursor:
            cursor.execute(f"drop table {people}")


def load_people(
    people: str, population: Population, families: Iterable[FamilyFacts], *, first: int = 1
) -> int:
    """Copy families in, numbered from `first`; return how many people they are."""
    loaded = 0
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(population.copy(people)) as copy,
    ):
        for number, family in enumerate(families, start=first):
            members = family.people()
            copy.write(population.rows(number, members, family.division))
            loaded += len(members)
    with connection.cursor() as cursor:
        cursor.execute(f"analyze {people}")
    return loaded


@contextmanager
def judged(compiled: Compiled, people: str, *, reasons: bool = True) -> Iterator[Judged]:
    """Judge a table of people into two tables of the same transaction.

    `people` was filled by `load_people`, or has those columns and was analysed; a million people
    are judged in a minute.
    """
    found = Judged(f"{people}_families", f"{people}_companions")
    with connection.cursor() as cursor:
        families = setwise.families(compiled, people, reasons=reasons)
        cursor.execute(f"create unlogged table {found.families} as {families}")
        companions = setwise.companions(compiled, people, found.families, reasons=reasons)
        cursor.execute(f"create unlogged table {found.companions} as {companions}")
        yield found
        cursor.execute(f"drop table {found.companions}, {found.families}")


def answers_in(found: Judged, compiled: Compiled) -> Iterator[FamilyAnswer]:
    """Yield the answers in the order of the families' numbers; they were judged with reasons."""
    with connection.cursor() as cursor:
        cursor.execute(setwise.select("*", found.companions, end=" order by 1, 2"))
        with_them = {
            number: list(rows) for number, rows in groupby(cursor.fetchall(), itemgetter(0))
        }
        cursor.execute(setwise.select("*", found.families, end=" order by 1"))
        for row in cursor.fetchall():
            yield setwise.family_answer(compiled, row, with_them.get(row[0], ()))
