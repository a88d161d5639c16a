"""Storing many new rows at once by COPY: constraints and triggers hold, INSERT's toll goes."""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Field, JSONField, Model
from django.db.models.expressions import DatabaseDefault
from psycopg import sql

Row = TypeVar("Row", bound=Model)


def copy_in(rows: list[Row]) -> list[Row]:
    """Give new rows of one table keys where they have none, store them, and return them.

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
    keyless = [row for row in rows if row.pk is None]
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)",
            [table, len(keyless)],
        )
        for row, key in zip(keyless, chain.from_iterable(cursor.fetchall()), strict=True):
            row.pk = key


def _left_to_database(row: Model, field: "Field[Any, Any]") -> bool:
    return isinstance(getattr(row, field.attname), DatabaseDefault)


def _reader(field: "Field[Any, Any]") -> Callable[[Model], Any]:
    name = field.attname
    if isinstance(field, JSONField):
        return lambda row: field.get_db_prep_save(getattr(row, name), connection)
    return lambda row: getattr(row, name)


def insert_select(model: type[Model], columns: Mapping[str, str], *, source: str) -> str:
    """Return an INSERT of SQL expressions by column; other columns get what the model gives them.

    For rows that are in the database already and need not travel through here.
    """
    told = dict(columns)
    for field in model._meta.concrete_fields:
        column = str(field.column)
        if column in told or field.primary_key or field.has_db_default():
            continue
        told[column] = _written(field)
    names = ", ".join(f'"{name}"' for name in told)
    table = model._meta.db_table
    return f"INSERT INTO {table} ({names}) SELECT {', '.join(told.values())} FROM {source}"  # noqa: S608


def _written(field: "Field[Any, Any]") -> str:
    """Return the default of a column as SQL: text, number or nothing."""
    default = field.get_db_prep_save(field.get_default(), connection)
    if default is None:
        return "NULL"
    if isinstance(default, bool | int):
        return str(default)
    if isinstance(default, str):
        return "'" + default.replace("'", "''").replace("%", "%%") + "'"
    message = f"{field} needs a value of its own"
    raise TypeError(message)
