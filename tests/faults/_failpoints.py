"""Dying at a statement boundary: a forked process runs one action and ends before statement N.

The process is a real one with a connection of its own; it ends by `os._exit`, so nothing is rolled
back, released or closed by its own hand. Between two statements an action does nothing that lasts,
so its boundaries are: before each statement, before COMMIT, and after it, before anybody is woken.
"""

import os
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, Final, NoReturn

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

DIED: Final = 9
COUNTING: Final = -1
DONE: Final = 0
REFUSED: Final = 1
BEFORE_COMMIT: Final = "before COMMIT"
AFTER_COMMIT: Final = "after COMMIT"
TABLES: Final = """
SELECT tablename FROM pg_tables
WHERE schemaname = 'public' AND tablename <> 'django_migrations' ORDER BY 1
"""
ROWS: Final = "SELECT count(*), md5(string_agg(t::text, '' ORDER BY t::text)) FROM {} t"
OTHERS: Final = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""

Act = Callable[[], object]


class Failpoint:
    """Counts the boundaries an action passes, and ends the process at one of them.

    At `COUNTING` it passes all of them, ends before COMMIT and tells their names.

    `torn` commits what was written so far before it ends: what an action that is not one
    transaction would leave behind.
    """

    def __init__(self, at: int, told: int, *, torn: bool) -> None:
        self.at = at
        self.told = told
        self.torn = torn
        self.passed: list[str] = []
        self._commit = connection.commit

    def __call__(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,  # noqa: ANN401 - Django's own
        many: bool,
        context: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """Stand before a statement; Django calls this around each."""
        self.reach(f"before {' '.join(str(sql).split())[:60]}")
        return execute(sql, params, many, context)

    def commit(self) -> None:
        """Stand before COMMIT and after it."""
        self.reach(BEFORE_COMMIT)
        self._commit()
        self.reach(AFTER_COMMIT)

    def reach(self, boundary: str) -> None:
        if self.at == len(self.passed):
            if self.torn:
                connection.connection.commit()
            self._die(boundary)
        self.passed.append(boundary)
        if self.at == COUNTING and boundary == BEFORE_COMMIT:
            self._die("\n".join(self.passed))

    def _die(self, told: str) -> NoReturn:
        os.write(self.told, told.encode())
        os._exit(DIED)


def run(act: Act, *, at: int, torn: bool = False) -> tuple[int, str]:
    """Run an action in a process of its own; return how it ended, and at which boundary."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        _run_and_end(act, Failpoint(at, writing, torn=torn))
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        boundary = told.read().decode()
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status), boundary


def _run_and_end(act: Act, failpoint: Failpoint) -> None:
    """Go on as a new process: the parent's connection is left alone, not closed."""
    with suppress(BaseException):
        try:
            inherited, connection.connection = connection.connection, None
            connection.ensure_connection()
            setattr(connection, "commit", failpoint.commit)  # noqa: B010 - of this process only
            with connection.execute_wrapper(failpoint):
                act()
            del inherited
            os._exit(DONE)
        except Exception:  # noqa: BLE001 - told by how the process ends
            os.write(failpoint.told, traceback.format_exc(limit=-1).encode())
    os._exit(REFUSED)


def boundaries(act: Act) -> list[str]:
    """Return every boundary up to COMMIT, in a process that dies there: nothing is changed."""
    code, told = run(act, at=COUNTING)
    names = told.splitlines()
    assert (code, names[-1]) == (DIED, BEFORE_COMMIT), told
    return names


def register_now() -> dict[str, tuple[int, str]]:
    """Return count and digest of every table, once nobody else is connected any more."""
    with connection.cursor() as cursor:
        _wait_alone(cursor)
        cursor.execute(TABLES)
        tables = [name for (name,) in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(ROWS.format(table))
            found[table] = cursor.fetchone()
    return found


def _wait_alone(cursor: Any) -> None:  # noqa: ANN401 - Django's own wrapper
    """Wait until the server has noticed that the other process is gone, and undone its work."""
    for _ in range(1000):
        cursor.execute(OTHERS)
        if cursor.fetchone() == (0,):
            return
        cursor.execute("SELECT pg_sleep(0.005)")
    message = "the connection of a dead process is still there"
    raise AssertionError(message)


def breaches() -> Iterator[str]:
    """Yield every breach of an invariant, as `verify_register` finds them."""
    for path in settings.INVARIANTS:
        for check in import_string(path):
            if not check.warns_only:
                yield from (f"{check.name}: {breach}" for breach in check.breaches())
