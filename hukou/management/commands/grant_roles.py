"""Gives the application role what it needs, and no way to rewrite history."""

from collections.abc import Iterator
from typing import Any, Final

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.models import Model
from psycopg import sql

ROLE: Final = "hukou_app"


def append_only_tables() -> set[str]:
    """Return the tables whose models say `append_only = True`: read and insert, nothing else.

    A model's `changeable` columns are the exception; what triggers write is only read.
    """
    return {model._meta.db_table for model in _models() if getattr(model, "append_only", False)}


def rights() -> dict[str, str]:
    """Return what the application may do to each table beside reading it."""
    return {model._meta.db_table: _rights(model) for model in _models()}


def _rights(model: type[Model]) -> str:
    if getattr(model, "written_by_triggers", False):
        return ""
    if not getattr(model, "append_only", False):
        return "insert, update, delete"
    columns = ", ".join(getattr(model, "changeable", ()))
    return f"insert, update ({columns})" if columns else "insert"


def _models() -> Iterator[type[Model]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model


def grant() -> None:
    """Grant table by table; safe to repeat, also after a table became append-only."""
    role = sql.Identifier(ROLE)
    with connection.cursor() as cursor:
        cursor.execute("select from pg_roles where rolname = %s", [ROLE])
        if cursor.fetchone() is None:
            cursor.execute(sql.SQL("create role {} nologin").format(role))
        existing = set(connection.introspection.table_names(cursor))
        database = sql.Identifier(connection.settings_dict["NAME"])
        # A table of the session's own would go before ours where a name has no schema.
        cursor.execute(sql.SQL("revoke temporary on database {} from public").format(database))
        for statement in (
            "grant usage on schema public to {}",
            "revoke all on all tables in schema public from {}",
            "grant select on all tables in schema public to {}",
            "grant usage, select on all sequences in schema public to {}",
            # Populations that are judged set-wise: no name without a schema is looked up there.
            "grant usage, create on schema judging to {}",
        ):
            cursor.execute(sql.SQL(statement).format(role))
        for table, may in sorted(rights().items()):
            if may and table in existing:
                cursor.execute(
                    sql.SQL("grant {} on {} to {}").format(
                        sql.SQL(may), sql.Identifier(table), role
                    )
                )


class Command(BaseCommand):
    help = "Grant the application role its rights; run it as the owner after every migration."
    requires_system_checks = ()

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        grant()
        kept = ", ".join(sorted(append_only_tables())) or "none"
        self.stdout.write(f"{ROLE} may not change: {kept}")
