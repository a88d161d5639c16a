"""Two workers report one late step at the same moment: the office above is told once (A05)."""

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import Any

import pytest

from applications.actions import escalate_deadline
from applications.models import Application, Deadline, OutboxEvent
from tests.factories import ApplicationFactory, DeadlineFactory
from tests.filing import counter
from tests.race.at_once import at_once, named

pytestmark = pytest.mark.django_db(transaction=True)


def two_reports() -> list[Callable[[], object]]:
    office = counter().office
    late = DeadlineFactory.create(
        application=ApplicationFactory.create(submitted=True, office=office)
    )
    return [partial(escalate_deadline, late.pk)] * 2


def test_a_late_step_is_reported_once_however_many_workers_look() -> None:
    assert named(at_once(*two_reports())) == ["Deadline", "Deadline"]
    assert OutboxEvent.objects.count() == 1


def test_without_the_lock_it_would_be_reported_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """A control: the first has not committed when the second looks whether it is overdue still."""
    calls = two_reports()
    first = Event()
    tell = type(OutboxEvent.objects).tell

    def unlocked(deadline_id: int) -> tuple[Application, Deadline]:
        deadline = Deadline.objects.get(id=deadline_id)
        return deadline.application, deadline

    def late(*args: Any, **data: Any) -> object:
        first.wait(timeout=1)  # shorter than a lock is waited for
        return tell(*args, **data)

    monkeypatch.setattr("applications.actions.deadlines._locked", unlocked)
    monkeypatch.setattr(type(OutboxEvent.objects), "tell", late)
    at_once(*calls)
    assert OutboxEvent.objects.count() == 2
