"""The servers of this run seen from below: raw connections, past Django and past our rights."""

import os
from typing import Any

import psycopg
from django.db import connection


def plain() -> psycopg.Connection[tuple[Any, ...]]:
    """Return a connection as the application role, with psycopg's own defaults."""
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


def owner() -> psycopg.Connection[tuple[Any, ...]]:
    """Return a connection that may do what the application may not: truncate, vacuum."""
    return psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True)


def wait_for_python() -> None:
    """Let Django's connection lie idle in a transaction while Python counts for minutes."""
    with connection.cursor() as cursor:
        cursor.execute("set idle_in_transaction_session_timeout = 0")


def vacuum() -> None:
    """Let the planner know the tables, as it does in a register that has run for a day."""
    with owner() as raw:
        raw.execute("vacuum analyze")
