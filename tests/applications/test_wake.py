"""Waking the workers (唤醒): a broker that is away fails nobody's application."""

from typing import NoReturn

import pytest
from celery import Celery
from kombu.exceptions import OperationalError

from applications.actions import draft, due_verifications, submit
from applications.errors import ActionNotAllowed
from applications.workflow import Status
from tests.filing import counter, family_of_five, fresh, settlement


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
