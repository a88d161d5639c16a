"""The servers of this run seen from below: raw connections, past Django and past our rights."""

import os
from typing import Any

import psycopg


def plain() -> psycopg.Connection[tuple[Any, ...]]:
    """Return a connection as the application role, with psycopg's own defaults."""
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


def owner() -> psycopg.Connection[tuple[Any, ...]]:
    """Return a connection that may do what the application may not: truncate, vacuum."""
    return psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True)


def vacuum() -> None:
    """Let the planner know the tables, as it does in a register that has run for a day."""
    with owner() as connection:
        connection.execute("vacuum analyze")
