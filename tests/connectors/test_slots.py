"""What a slot of the workers keeps from task to task: its connection, while that works."""

from collections.abc import Iterator
from typing import Final

import pytest
from django.db import connection

from applications.tasks import sweep
from hukou.celery import Fixup, app

pytestmark = pytest.mark.django_db(transaction=True)

PID: Final = "select pg_backend_pid()"
END: Final = "select pg_terminate_backend(%s)"


@pytest.fixture(autouse=True)
def own_connection() -> Iterator[None]:
    yield
    connection.close()


def session() -> int:
    """Return the session of the server that a statement runs in."""
    with connection.cursor() as cursor:
        cursor.execute(PID)
        return int(cursor.fetchone()[0])


def next_task() -> None:
    """Do what Celery does between two tasks."""
    slots = Fixup(app).worker_fixup
    slots.on_task_postrun(sender=sweep)
    slots.on_task_prerun(sender=sweep)


def test_a_slot_keeps_its_session_from_task_to_task() -> None:
    before = session()

    next_task()

    assert session() == before


def test_a_session_that_the_server_ended_is_made_good_before_the_next_task() -> None:
    before = session()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("reset role")  # of the tests: only whoever signed in may end a session
        cursor.execute(END, [before])
    other.close()

    next_task()

    assert session() != before
