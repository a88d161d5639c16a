"""Deadlines (时限): each is watched by itself, and every file ends (A05)."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection

from applications.actions import escalate_deadline, lapse, put_off_report, remind_deadline
from applications.errors import ActionNotAllowed, MayNotHandle
from applications.models import Deadline, OutboxEvent, Step
from applications.queries.due import due_deadlines, near_deadlines, soon_until
from applications.queries.watch import watch_counts
from applications.queries.worklists import counts
from applications.tasks import escalate_one
from applications.workflow import Status
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput, NotFound
from registry.models import PostingRole
from registry.queries import scope_of
from tests.applications.life import city_approver
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


def test_while_it_stays_undone_it_is_reported_one_office_higher_each_time(here: Counter) -> None:
    """A05: station to county, three working days later county to city, and no further."""
    city = city_approver(here).postings.get().office
    monday = datetime(2026, 6, 8, 9, 0, tzinfo=clock.ZONE)
    late = DeadlineFactory.create(
        application=ApplicationFactory.create(submitted=True, office=here.office)
    )

    with clock.frozen(monday):
        first = escalate_deadline(late.pk)
        assert first.reported_to == here.bureau
        assert first.again_at == datetime(2026, 6, 12, tzinfo=clock.ZONE)
        assert due_deadlines(limit=10) == []
    with clock.frozen(monday + timedelta(days=4)):
        assert due_deadlines(limit=10) == [late.pk]
        second = escalate_deadline(late.pk)
        assert (second.reported_to, second.again_at) == (city, None)
    with clock.frozen(monday + timedelta(days=60)):
        assert due_deadlines(limit=10) == []
    told = [event.data["reported_to"] for event in OutboxEvent.objects.order_by("id")]
    assert told == [here.bureau.pk, city.pk]


def test_what_was_done_in_between_goes_no_higher(here: Counter) -> None:
    city_approver(here)
    late = DeadlineFactory.create(
        application=ApplicationFactory.create(submitted=True, office=here.office)
    )
    escalate_deadline(late.pk)
    Deadline.objects.meet(at=clock.now())
    with clock.frozen(clock.now() + timedelta(days=30)):
        escalate_deadline(late.pk)
    assert OutboxEvent.objects.count() == 1


def poison(deadline: Deadline) -> None:
    """Break one row for good: whoever reports it meets an error of the database."""
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        cursor.execute(
            "create function poison() returns trigger language plpgsql as "
            "$$ begin raise exception 'poison'; end $$"
        )
        cursor.execute(
            "create trigger poison before update of escalated_at on applications_deadline "
            f"for each row when (new.id = {deadline.pk}) execute function poison()"
        )


def sweep(limit: int = 10) -> list[int]:
    """Report what is due, as the workers do; return what went wrong."""
    failed = []
    for deadline_id in due_deadlines(limit=limit):
        try:
            escalate_one(deadline_id)
        except DatabaseError:
            failed.append(deadline_id)
    return failed


def test_one_broken_file_never_stops_the_others() -> None:
    """A05 (Digit-Core #1404): it is told apart, the others are reported in the same batch."""
    batch = [DeadlineFactory.create(application__submitted=True) for _ in range(3)]
    poison(batch[1])

    assert sweep() == [batch[1].pk]

    broken = Deadline.objects.get(escalated_at=None)
    assert broken == batch[1]
    assert (broken.failures, broken.last_error) == (1, "ProgrammingError")
    assert OutboxEvent.objects.count() == 2


def test_a_broken_file_does_not_stand_before_the_others_in_the_next_batch() -> None:
    """Even where a batch holds one: it waits behind them, twice as long each time."""
    batch = [DeadlineFactory.create(application__submitted=True) for _ in range(3)]
    poison(batch[0])

    assert [sweep(limit=1) for _ in range(3)] == [[batch[0].pk], [], []]
    assert OutboxEvent.objects.count() == 2

    waits = []
    for hours in (1, 2, 100):
        with clock.frozen(clock.now() + timedelta(hours=hours)):
            assert sweep() == [batch[0].pk]
            again_at = Deadline.objects.get(pk=batch[0].pk).again_at
            assert again_at is not None
            waits.append(again_at - clock.now())
    assert waits == [timedelta(minutes=20), timedelta(minutes=40), timedelta(minutes=80)]


def test_what_is_mended_is_reported_after_all() -> None:
    [late] = [DeadlineFactory.create(application__submitted=True)]
    put_off_report(late.pk, error="InternalError")
    assert due_deadlines(limit=10) == []
    with clock.frozen(clock.now() + timedelta(minutes=10)):
        assert escalate_deadline(late.pk).failures == 0
    assert OutboxEvent.objects.count() == 1


def test_somebody_is_reminded_once_of_a_step_whose_last_day_is_near() -> None:
    """A05: two working days ahead; over a weekend that is four days."""
    due = datetime(2026, 6, 16, tzinfo=clock.ZONE)  # Monday the 15th is the last day
    near = DeadlineFactory.create(application__submitted=True, due_at=due)
    wednesday = datetime(2026, 6, 10, 9, 0, tzinfo=clock.ZONE)

    with clock.frozen(wednesday):
        assert near_deadlines(limit=10) == []
    with clock.frozen(wednesday + timedelta(days=1)):
        assert near_deadlines(limit=10) == [near.pk]
        remind_deadline(near.pk)
        remind_deadline(near.pk)
        assert near_deadlines(limit=10) == []

    [event] = OutboxEvent.objects.all()
    assert (event.type, event.data["step"]) == ("deadline.near", "accept")


def test_due_soon_means_the_same_in_every_list(here: Counter) -> None:
    """What somebody is reminded of stands on the lists, and nothing else does."""
    now = datetime(2026, 6, 10, 9, 0, tzinfo=clock.ZONE)
    scope = scope_of(here.chief, on=now.date())
    step = DeadlineFactory.create(
        application=ApplicationFactory.create(submitted=True, office=here.office)
    )

    def listed(due: datetime) -> list[int]:
        Deadline.objects.filter(pk=step.pk).update(due_at=due)
        with clock.frozen(now):
            return [
                len(near_deadlines(limit=10)),
                counts(scope, now=now)["due_soon"],
                watch_counts(scope, now=now)["near"],
            ]

    until = soon_until(now)
    assert listed(until) == [1, 1, 1]
    assert listed(until + timedelta(seconds=1)) == [0, 0, 0]


def test_nobody_is_reminded_of_what_was_done() -> None:
    done = DeadlineFactory.create(
        application__submitted=True, due_at=clock.now() + timedelta(hours=1), met_at=clock.now()
    )
    assert near_deadlines(limit=10) == []
    remind_deadline(done.pk)
    assert not OutboxEvent.objects.exists()


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
