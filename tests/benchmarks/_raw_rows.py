"""The rows that applications left behind, and how fast raw SQL stores the same ones again."""

import time
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

import psycopg
from django.apps import apps
from psycopg import sql

from tests.benchmarks._servers import owner

SCHEMA: Final = "yardstick"
ROOMS: Final = ("registry", "applications")
Counts: TypeAlias = dict[str, int]
Connection: TypeAlias = psycopg.Connection[tuple[Any, ...]]


def counts() -> Counts:
    """Return how many rows each of our tables holds."""
    rooms = map(apps.get_app_config, ROOMS)
    tables = [model._meta.db_table for room in rooms for model in room.get_models()]
    with owner() as connection:
        return {table: _count(connection, table) for table in tables}


def added(before: Counts, after: Counts) -> Counts:
    """Return how many rows came, by table, where any did."""
    return {table: after[table] - before[table] for table in after if after[table] != before[table]}


def rate_of_storing(rows: Mapping[str, int], *, applications: int) -> float:
    """Return applications a second: the newest rows of each table, one INSERT each, one commit."""
    with owner() as connection:
        stored = {table: _newest(connection, table, count) for table, count in rows.items()}
        connection.execute(sql.SQL("create schema {}").format(sql.Identifier(SCHEMA)))
        for table in rows:
            names = (sql.Identifier(SCHEMA, table), sql.Identifier(table))
            connection.execute(sql.SQL("create table {} (like {} including all)").format(*names))
        started = time.perf_counter()
        for share in range(applications):
            with connection.transaction():
                for table, all_rows in stored.items():
                    _store(connection, table, all_rows[share::applications])
        return applications / (time.perf_counter() - started)


def _count(connection: Connection, table: str) -> int:
    counting = sql.SQL("select count(*) from {}").format(sql.Identifier(table))
    row = connection.execute(counting).fetchone()
    return int(row[0]) if row else 0


def _newest(connection: Connection, table: str, count: int) -> list[str]:
    newest = sql.SQL("select to_jsonb(t)::text from {} t order by ctid desc limit %s")
    rows = connection.execute(newest.format(sql.Identifier(table)), [count])
    return [text for (text,) in rows]


def _store(connection: Connection, table: str, rows: Sequence[str]) -> None:
    name = sql.Identifier(SCHEMA, table)
    statement = sql.SQL("insert into {0} select * from jsonb_populate_record(null::{0}, %s::jsonb)")
    for row in rows:
        connection.execute(statement.format(name), [row])
