"""Loading a county with every check, key and chain, beside COPY of the same rows as they are."""

import hashlib
import io
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

import psycopg
from psycopg import sql

from applications.management.commands import generate_county
from hukou.stack.house import House
from registry.actions import PersonDetails, load_people
from registry.models import Person
from tests.benchmarks._county import PEOPLE, generate
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
GOAL: Final = ">=0.5"
"""Half of what the same indices, checks and triggers let COPY do."""
ACTION: Final = load_people.__name__
Rows: TypeAlias = Mapping[str, bytes]


def figures(house: House, *, large: bool) -> Iterator[Figure]:
    """Count people a second, from the first row to the commit that checks every household."""
    del house
    ours = seconds_of_loading(PEOPLE * 3 if large else PEOPLE)
    people = Person.objects.count()
    with owner() as connection:
        before = {table: taken(connection, table) for table in TABLES}
        copied = seconds_of_copying(connection, before)
        after = {table: taken(connection, table) for table in TABLES}
    differing = [table for table in TABLES if digest(before[table]) != digest(after[table])]
    yield Figure("tables_differ", len(differing), goal="==0")
    yield Figure("people_a_second", people / ours, people / copied, GOAL)


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
