"""Loading a county with every check, key and chain, beside COPY of the same rows as they are."""

import hashlib
import io
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

import psycopg
from django.apps import apps
from psycopg import sql

from applications.management.commands import generate_county
from hukou.stack.house import House
from registry.actions import PersonDetails, load_people
from registry.models import Person
from tests.benchmarks._county import generate
from tests.benchmarks._pace import ROUNDS, medians
from tests.benchmarks._servers import owner
from tests.measuring import Figure

TABLES: Final = (
    "registry_person",
    "registry_heldnumber",
    "registry_particulars",
    "registry_household",
    "registry_address",
    "registry_householdaddress",
    "registry_entry",
    "registry_residence",
)
KEPT: Final = frozenset({"registry_division"})
PEOPLE: Final = 30_000
GOAL: Final = ">=0.5"
"""Half of what the same indices, checks and triggers let COPY do."""
ACTION: Final = load_people.__name__
Rows: TypeAlias = Mapping[str, bytes]


def figures(house: House, *, large: bool) -> Iterator[Figure]:
    """Count people a second, from the first row to the commit that checks every household."""
    del house
    people = PEOPLE * 10 if large else PEOPLE
    rounds = [one_round(people) for _ in range(ROUNDS)]
    ours, copied = medians([[each.ours for each in rounds], [each.copied for each in rounds]])
    yield Figure("tables_differ", sum(each.differing for each in rounds), goal="==0")
    yield Figure("people_a_second", ours, copied, GOAL)


class Round(NamedTuple):
    """People a second by our actions and by COPY, and how many tables came out different."""

    ours: float
    copied: float
    differing: int


def one_round(people: int) -> Round:
    with owner() as connection:
        empty(connection)
        ours = seconds_of_loading(people)
        count = Person.objects.count()
        before = {table: taken(connection, table) for table in TABLES}
        copied = seconds_of_copying(connection, before)
        after = {table: taken(connection, table) for table in TABLES}
    differing = sum(digest(before[table]) != digest(after[table]) for table in TABLES)
    return Round(count / ours, count / copied, differing)


def empty(connection: psycopg.Connection[Any]) -> None:
    """Forget the county of the round before, offices and sign-ins included; divisions stay."""
    rooms = [apps.get_app_config(room) for room in ("registry", "applications", "oauth2_provider")]
    tables = {model._meta.db_table for room in rooms for model in room.get_models()}
    names = [sql.Identifier(table) for table in sorted(tables - KEPT)]
    connection.execute(sql.SQL("truncate {} cascade").format(sql.SQL(", ").join(names)))


def seconds_of_loading(people: int) -> float:
    """Return how long the register's own actions took for a made-up county, with their commit."""
    started: list[float] = []

    def noting_the_start(people: Iterable[PersonDetails]) -> dict[str, int]:
        started.append(time.perf_counter())
        return load_people(people)

    setattr(generate_county, ACTION, noting_the_start)
    try:
        generate(people=people)
    finally:
        setattr(generate_county, ACTION, load_people)
    return time.perf_counter() - started[0]


def seconds_of_copying(connection: psycopg.Connection[Any], rows: Rows) -> float:
    """Empty the tables, and return how long COPY takes to fill them again, with its commit."""
    names = sql.SQL(", ").join(sql.Identifier(table) for table in TABLES)
    connection.execute(sql.SQL("truncate {} cascade").format(names))
    started = time.perf_counter()
    with connection.transaction(), connection.cursor() as cursor:
        for table in TABLES:
            statement = sql.SQL("copy {} from stdin").format(sql.Identifier(table))
            with cursor.copy(statement) as copy:
                copy.write(rows[table])
    return time.perf_counter() - started


def taken(connection: psycopg.Connection[Any], table: str) -> bytes:
    """Return every row of a table in COPY's own form, in the order of the keys."""
    kept = io.BytesIO()
    statement = sql.SQL("copy (select * from {} order by id) to stdout")
    with connection.cursor().copy(statement.format(sql.Identifier(table))) as copy:
        for block in copy:
            kept.write(block)
    return kept.getvalue()


def digest(rows: bytes) -> str:
    return hashlib.sha256(rows).hexdigest()
