"""What a request wrote (写入), as PostgreSQL counts it: no table is left out."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from django.db import connection, transaction

Answer = TypeVar("Answer")

ROWS: Final = """
SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables
WHERE n_tup_ins + n_tup_upd + n_tup_del > 0
"""
LOGS: Final = frozenset({"registry_disclosure", "django_session", "applications_receivedmessage"})
"""What a reading leaves behind, that it was made, and by whom; and what a forged message does."""


def written(ask: Callable[[], Answer]) -> tuple[Answer, frozenset[str]]:
    """Ask, put everything back as it was, and return the answer and the tables written to.

    Logs of readings are left out. PostgreSQL counts rows that are rolled back too.
    """
    before = _counts()
    with undone():
        answer = ask()
        after = _counts()
    changed = {name for name, rows in after.items() if rows != before.get(name, 0)}
    return answer, frozenset(changed - LOGS)


@contextmanager
def undone() -> Iterator[None]:
    """Put everything back as it was; what waits for the commit of this is forgotten with it."""
    before, waiting = transaction.savepoint(), list(connection.run_on_commit)
    try:
        yield
    finally:
        transaction.savepoint_rollback(before)
        connection.run_on_commit = waiting


def _counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(ROWS)
        return dict(cursor.fetchall())
