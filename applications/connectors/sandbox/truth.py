"""What the played agencies know: one row per person and fact, in a SQLite file."""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

PATIENCE: Final = 10.0  # seconds a reader waits for a writer

SCHEMA: Final = """
create table if not exists truth (
    identity_number text not null,
    fact text not null,
    related text not null default '',
    value text not null,
    primary key (identity_number, fact, related)
) without rowid
"""
LOOKUP: Final = """
select value from truth
where identity_number in (?, '*') and fact in (?, ?) and related in (?, '')
order by identity_number = '*', fact = ? desc, related desc limit 1
"""


ANYBODY: Final = "*"
"""Whom a fact is of that holds for whoever is asked about and has none of their own."""


class Truth(NamedTuple):
    """One fact of one person; `related` is the other person's number where it takes two.

    A fact written `housing:dwelling.tenure` is what that one agency says, whatever is true; None
    there says that it has no record.
    """

    identity_number: str
    fact: str
    value: object
    related: str = ""


def write_truth(path: Path, rows: Iterable[Truth]) -> int:
    """Add `rows` to the file, replacing what it said of the same; return how many."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, timeout=PATIENCE)) as connection, connection:
        connection.execute(SCHEMA)
        return connection.executemany(
            "insert or replace into truth (identity_number, fact, value, related)"
            " values (?, ?, ?, ?)",
            ((row.identity_number, row.fact, json.dumps(row.value), row.related) for row in rows),
        ).rowcount


def read_truth(
    path: Path, identity_number: str, fact: str, *, related: str = "", desk: str = ""
) -> object | None:
    """Return what this desk knows, or None where nothing is on record; the file may come later."""
    if not path.exists():
        return None
    address = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=PATIENCE)) as connection:
        own = f"{desk}:{fact}"
        found = connection.execute(LOOKUP, (identity_number, fact, own, related, own)).fetchone()
    value: object = json.loads(found[0]) if found else None
    return value
