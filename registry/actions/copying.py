"""Storing many new rows at once by COPY: constraints and triggers hold, INSERT's toll goes."""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Field, JSONField, Model
from django.db.models.expressions import DatabaseDefault
from psycopg import sql

Row = TypeVar("Row", bound=Model)


def copy_in(rows: list[Row]) -> list[Row]:
    """Give new rows of one table their keys, store them, and return them.

    Columns that the database fills in (`recorded_at`) stay unread. Runs inside the caller's
    transaction.
    """
    if not rows:
        return rows
    _give_keys(rows)
    meta = rows[0]._meta
    fields = [field for field in meta.concrete_fields if not _left_to_database(rows[0], field)]
    columns = sql.SQL(", ").join([sql.Identifier(str(field.column)) for field in fields])
    table = sql.Identifier(meta.db_table)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(table, columns)
    readers = [_reader(field) for field in fields]
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        for row in rows:
            copy.write_row([read(row) for read in readers])
    return rows


def _give_keys(rows: Sequence[Model]) -> None:
    table = rows[0]._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)",
            [table, len(rows)],
        )
        for row, key in zip(rows, chain.from_iterable(cursor.fetchall()), strict=True):
            row.pk = key


def _left_to_database(row: Model, field: "Field[Any, Any]") -> bool:
    return isinstance(getattr(row, field.attname), DatabaseDefault)


def _reader(field: "Field[Any, Any]") -> Callable[[Model], Any]:
    name = field.attname
    if isinstance(field, JSONField):
        return lambda row: field.get_db_prep_save(getattr(row, name), connection)
    return lambda row: getattr(row, name)
