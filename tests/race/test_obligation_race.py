"""Two officers at one duty: it is done once, on one piece of evidence (E12)."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Final

import pytest

from applications.actions import complete_obligation
from applications.actions import obligations as room
from applications.models import ObligationProgress, ObligationStep
from applications.models.obligation import ObligationProgressQuerySet
from registry.models import PostingRole
from tests.cast import station
from tests.race.at_once import at_once, named

pytestmark = pytest.mark.django_db(transaction=True)
DUE: Final = date(2017, 10, 31)


def complete_twice() -> list[str]:
    approver = station(PostingRole.COUNTY_APPROVER, code="330802000000").officer
    calls = [
        partial(
            complete_obligation,
            "qzf-county-measures",
            due_on=DUE,
            adopted_on=DUE,
            official_number=number,
            by=approver,
        )
        for number in ("柯政发〔2017〕9号", "柯政发〔2017〕10号")
    ]
    return named(at_once(*calls))


def test_a_duty_completed_twice_at_once_is_done_once() -> None:
    assert complete_twice() == ["DutyAlreadyDone", "ObligationStep"]
    assert ObligationStep.objects.count() == 1
    assert ObligationProgress.objects.count() == 1


def test_without_the_lock_it_would_be_done_twice(
    monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> None:
    """A control: both find the duty open, and both write."""

    def unlocked(
        rows: ObligationProgressQuerySet, obligation: str, due_on: date | None
    ) -> ObligationProgress:
        return rows.get(obligation=obligation, due_on=due_on)

    step = vars(room)["_step"]

    def late(*args: Any, **told: Any) -> ObligationStep:
        both_have_read()
        written: ObligationStep = step(*args, **told)
        return written

    ObligationProgress.objects.create(obligation="qzf-county-measures", due_on=DUE)
    monkeypatch.setattr(ObligationProgressQuerySet, "hold", unlocked)
    monkeypatch.setattr(room, "_step", late)

    assert complete_twice() == ["ObligationStep", "ObligationStep"]
    assert ObligationStep.objects.count() == 2
