"""The transition table, walked in full: on paper, and on real applications."""

from itertools import product
from typing import Final

import pytest

from applications.errors import ActionNotAllowed
from applications.models import Application, Transition
from applications.workflow import OPEN, TRANSITIONS, Action, Status, next_status
from hukou.kernel import clock
from tests.factories import ApplicationFactory

ALLOWED: Final = [(s, a) for s, actions in TRANSITIONS.items() for a in actions]
FORBIDDEN: Final = [pair for pair in product(Status, Action) if pair not in ALLOWED]


def test_every_status_is_in_the_table() -> None:
    assert set(TRANSITIONS) == set(Status)


def test_every_status_can_be_reached() -> None:
    reached = {Status.DRAFT} | {next_status(s, a) for s, a in ALLOWED}
    assert reached == set(Status)


def test_from_every_open_status_there_is_a_way_to_an_end() -> None:
    ends = set(Status) - set(OPEN)
    for status in OPEN:
        reached = {status}
        for _ in Status:
            reached |= {after for one in reached for after in TRANSITIONS[one].values()}
        assert reached & ends, status


@pytest.mark.parametrize(("status", "action"), FORBIDDEN)
def test_anything_not_in_the_table_is_refused(status: Status, action: Action) -> None:
    with pytest.raises(ActionNotAllowed) as refusal:
        next_status(status, action)
    assert refusal.value.facts["allowed"] == list(TRANSITIONS[status])


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "action"), ALLOWED)
def test_a_step_is_taken_and_logged(status: Status, action: Action) -> None:
    application: Application = ApplicationFactory.create(status=status)

    application.take(action, by=None, at=clock.now(), note="测试")

    [step] = Transition.objects.all()
    assert (step.before, step.action, step.after) == (status, action, TRANSITIONS[status][action])
    assert (application.status, application.revision) == (step.after, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "action"), FORBIDDEN)
def test_a_refused_step_leaves_no_trace(status: Status, action: Action) -> None:
    application: Application = ApplicationFactory.create(status=status)

    with pytest.raises(ActionNotAllowed):
        application.take(action, by=None, at=clock.now())

    assert not Transition.objects.exists()
    assert Application.objects.get(id=application.pk).status == status
