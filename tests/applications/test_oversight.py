"""Deadlines (时限): each escalates by itself, and every file ends."""

from datetime import datetime, timedelta

import pytest

from applications.actions import escalate_deadline, lapse
from applications.errors import ActionNotAllowed, MayNotHandle
from applications.models import Deadline, OutboxEvent, Step
from applications.queries.due import due_deadlines
from applications.workflow import Status
from hukou.kernel import clock
from hukou.kernel.errors import DomainError, InvalidInput, NotFound
from registry.models import PostingRole
from tests.factories import ApplicationFactory, DeadlineFactory
from tests.filing import Counter, fresh, posted

pytestmark = pytest.mark.django_db


def test_a_missed_deadline_is_reported_to_the_office_above(here: Counter) -> None:
    late = DeadlineFactory.create(
        application=ApplicationFactory.create(submitted=True, office=here.office)
    )

    escalate_deadline(late.pk)

    [event] = OutboxEvent.objects.all()
    assert (event.type, event.data["step"], event.data["reported_to"]) == (
        "deadline.overdue",
        "accept",
        here.bureau.pk,
    )
    assert due_deadlines(limit=10) == []


def test_reporting_twice_reports_once() -> None:
    late = DeadlineFactory.create(application__submitted=True)
    escalate_deadline(late.pk)
    escalate_deadline(late.pk)
    assert OutboxEvent.objects.count() == 1


def test_a_deadline_that_was_met_or_has_not_come_is_not_reported() -> None:
    coming = clock.now() + timedelta(days=1)
    met = DeadlineFactory.create(application__accepted=True, met_at=clock.now())
    ahead = DeadlineFactory.create(application__accepted=True, due_at=coming)

    for each in (met, ahead):
        escalate_deadline(each.pk)

    assert not OutboxEvent.objects.exists()
    assert due_deadlines(limit=10) == []


def test_an_applicant_who_does_not_supplement_lets_the_application_lapse() -> None:
    late = DeadlineFactory.create(application__supplement=True, step=Step.SUPPLEMENT)

    escalate_deadline(late.pk)

    application = fresh(late.application_id)
    assert (application.status, application.transitions.get().by) == (Status.LAPSED, None)
    assert application.ended_at is not None


def test_one_deadline_that_cannot_be_escalated_leaves_the_others_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    batch = [DeadlineFactory.create(application__submitted=True) for _ in range(3)]
    poisoned = batch[1].application.pk
    tell = type(OutboxEvent.objects).tell

    def choke(queryset: object, type_: str, application: object, **data: object) -> object:
        if getattr(application, "pk", None) == poisoned:
            message = "poison"
            raise DomainError(message)
        return tell(queryset, type_, application, **data)

    monkeypatch.setattr(type(OutboxEvent.objects), "tell", choke)
    failed = []
    for deadline_id in due_deadlines(limit=10):
        try:
            escalate_deadline(deadline_id)
        except DomainError:
            failed.append(deadline_id)

    assert failed == [batch[1].pk]
    assert Deadline.objects.filter(escalated_at=None).get() == batch[1]


def test_a_deadline_that_does_not_exist_is_not_found() -> None:
    with pytest.raises(NotFound):
        escalate_deadline(10**9)


def test_an_officer_ends_a_file_that_can_go_no_further(here: Counter) -> None:
    stuck = ApplicationFactory.create(supplement=True, office=here.office)

    lapse(stuck.pk, by=here.officer, reason="申请人失联")

    step = fresh(stuck.pk).transitions.get()
    assert (step.by, step.note) == (here.officer, "申请人失联")


def test_ending_a_file_needs_a_reason_and_the_right_post(here: Counter) -> None:
    stuck = ApplicationFactory.create(supplement=True, office=here.office)
    with pytest.raises(InvalidInput):
        lapse(stuck.pk, by=here.officer, reason="")
    with pytest.raises(MayNotHandle):
        lapse(stuck.pk, by=posted(here.bureau, PostingRole.SYSTEM_ADMINISTRATOR), reason="清理")
    assert fresh(stuck.pk).status == Status.SUPPLEMENT


def test_receiving_staff_do_not_end_a_file(here: Counter) -> None:
    stuck = ApplicationFactory.create(supplement=True, office=here.office)
    with pytest.raises(MayNotHandle):
        lapse(stuck.pk, by=here.auxiliary, reason="无法补正")
    assert fresh(stuck.pk).status == Status.SUPPLEMENT


def test_a_file_that_is_being_handled_does_not_lapse(here: Counter) -> None:
    handled = ApplicationFactory.create(accepted=True, office=here.office)
    with pytest.raises(ActionNotAllowed):
        lapse(handled.pk, by=here.officer, reason="清理")


def test_deadlines_pass_at_midnight_here(here: Counter) -> None:
    application = ApplicationFactory.create(submitted=True, office=here.office)
    at = datetime(2026, 6, 8, 23, 30, tzinfo=clock.ZONE)
    deadline = Deadline.objects.open(application, Step.SUPPLEMENT, at=at)
    assert deadline.due_at == datetime(2026, 7, 9, tzinfo=clock.ZONE)
