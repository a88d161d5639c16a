"""Changing the database by hand, as its superuser, and taking it back."""

# ruff: noqa: S608 - forging is what this file is for, with keys of its own making

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.core.management import CommandError, call_command
from django.db import connection

from hukou.stack.passwords import Passwords
from hukou.stack.postgres import SUPERUSER

TABLES: Final = (
    "registry_entry",
    "registry_entrychain",
    "registry_seal",
    "registry_disclosure",
    "registry_residence",
    "applications_transition",
    "applications_decision",
    "applications_assessment",
)


class Forgery(NamedTuple):
    """Statements of a superuser, and what must be said of them."""

    statements: Sequence[str]
    said: str


@contextmanager
def superuser() -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """Connect past every right and trigger, and keep a copy of the tables."""
    with psycopg.connect(_address(), autocommit=True) as by_hand:
        by_hand.execute("set session_replication_role = replica")
        for table in TABLES:
            by_hand.execute(f"create temporary table kept_{table} as select * from {table}")
        yield by_hand


def _address() -> str:
    """Return the address of the test database for its superuser."""
    password = Passwords(Path(os.environ["HUKOU_DATA"], "passwords.json"))[SUPERUSER]
    parts = urlsplit(os.environ["DATABASE_URL"])
    place = f"{SUPERUSER}:{password}@{parts.hostname}:{parts.port}"
    name = connection.settings_dict["NAME"]
    return urlunsplit(parts._replace(netloc=place, path=f"/{name}"))


def tampered(
    by_hand: psycopg.Connection[tuple[Any, ...]], forgery: Forgery, *, heads: Path | None = None
) -> str:
    """Make a change, return what `verify_register` says of it, and take it back."""
    for statement in forgery.statements:
        by_hand.execute(statement)
    told = verified(heads=heads)
    for table in TABLES:
        by_hand.execute(f"delete from {table}")
        by_hand.execute(f"insert into {table} overriding system value select * from kept_{table}")
    return told


def verified(*, heads: Path | None = None) -> str:
    """Return what the command prints: its last line where all holds, else everything."""
    told = StringIO()
    try:
        call_command("verify_register", heads=heads, stdout=told)
    except CommandError:
        return told.getvalue()
    return told.getvalue().splitlines()[-1]
