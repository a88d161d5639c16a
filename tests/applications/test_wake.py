"""Waking the workers (唤醒): a broker that is away fails nobody's application."""

from typing import NoReturn

import pytest
from celery import Celery, current_app
from django.conf import settings
from kombu.exceptions import OperationalError

from applications.actions import accept, draft, due_verifications, submit
from applications.errors import ActionNotAllowed
from applications.wake import ASSESS
from applications.workflow import Status
from tests.connectors.files import waiting
from tests.filing import (
    answer,
    answer_all,
    counter,
    family_of_five,
    filed,
    fresh,
    settlement,
)


@pytest.mark.django_db(transaction=True)
def test_an_application_is_handed_in_although_the_broker_is_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*_: object, **__: object) -> NoReturn:
        raise OperationalError

    here, five = counter(), family_of_five()
    written = draft(settlement(five), by=here.auxiliary)
    monkeypatch.setattr(Celery, "send_task", refused)

    submit(written.pk, by=here.auxiliary)

    assert fresh(written.pk).status == Status.SUBMITTED
    assert len(due_verifications(limit=100)) == 11


@pytest.mark.django_db(transaction=True)
def test_nobody_is_woken_for_what_was_not_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    woken: list[object] = []
    here, five = counter(), family_of_five()
    written = draft(settlement(five), by=here.auxiliary)
    monkeypatch.setattr(Celery, "send_task", lambda *call, **_: woken.append(call))

    submit(written.pk, by=here.auxiliary)
    before = len(woken)
    with pytest.raises(ActionNotAllowed):
        submit(written.pk, by=here.auxiliary)

    assert (before, len(woken)) == (11, 11)


@pytest.mark.django_db(transaction=True)
def test_an_assessment_is_woken_by_acceptance_or_by_the_last_answer_after_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    woken: list[str] = []
    here, five = counter(), family_of_five()
    early, late = filed(here, settlement(five)), waiting(status=Status.ACCEPTED)
    monkeypatch.setattr(Celery, "send_task", lambda _, task, **__: woken.append(task))

    answer_all(early)
    assert woken.count(ASSESS) == 0
    accept(early.pk, by=here.officer)
    assert woken.count(ASSESS) == 1
    answer(late, "owned")
    assert woken.count(ASSESS) == 2


def test_a_sweep_does_not_wait_behind_the_work_it_finds() -> None:
    """Row P19: behind a backlog a sweep would expire, and lost work would wait for the backlog."""
    queues = current_app.amqp.queues
    work, sweeps = queues["celery"], queues["sweeps"]
    woken = {each["options"]["queue"] for each in settings.CELERY_BEAT_SCHEDULE.values()}

    assert woken == {"sweeps"}
    assert set(queues.consume_from) == {work.name, "sweeps"}  # by every worker
    assert work.routing_key != sweeps.routing_key  # nothing reaches both
