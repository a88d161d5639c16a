"""What fails again and again waits longer each time, so that a sweep reaches the others (A05)."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import TypeVar
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, OperationalError, connection

from applications import tasks
from applications.actions import assess_if_ready, put_off
from applications.models import Application, Deadline, OutboxEvent, Setback, Work
from applications.queries.due import due_assessments, due_comparisons, near_deadlines
from applications.queries.operations import stuck_files
from applications.workflow import Status
from hukou.kernel import clock
from registry.queries import scope_of
from tests.factories import ApplicationFactory, DeadlineFactory
from tests.filing import Counter, accepted, answer_all, family_of_five, fresh, settlement

pytestmark = pytest.mark.django_db
Key = TypeVar("Key")


def poison(row: Deadline) -> None:
    """Break one row for good: whoever reminds of it meets an error of the database."""
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        cursor.execute(
            "create function poison() returns trigger language plpgsql as "
            "$$ begin raise exception 'poison'; end $$"
        )
        cursor.execute(
            "create trigger poison before update of reminded_at on applications_deadline "
            f"for each row when (new.id = {row.pk}) execute function poison()"
        )


def swept(
    due: Callable[..., Sequence[Key]], task: Callable[[str], None], *, limit: int
) -> list[Key]:
    """Do what is due, as workers do; return what was taken, whatever came of it."""
    taken = list(due(limit=limit))
    for each in taken:
        with suppress(DatabaseError, StopIteration):
            task(str(each))
    return taken


@pytest.fixture
def three(here: Counter) -> list[Application]:
    """Three files that wait for nobody; the two oldest, which name nobody, cannot be assessed."""
    files = [ApplicationFactory.create(accepted=True, office=here.office) for _ in range(2)]
    ready = accepted(here, settlement(family_of_five()))
    answer_all(ready)
    return [*files, ready]


def test_a_sweep_reaches_the_good_file_behind_those_that_always_fail(
    three: list[Application],
) -> None:
    bad = {each.pk for each in three[:2]}

    first = swept(due_assessments, tasks.assess, limit=2)
    second = swept(due_assessments, tasks.assess, limit=2)

    assert set(first) == bad
    assert second == [three[2].pk]
    assert fresh(three[2].pk).status == Status.ASSESSED
    assert {each.subject for each in Setback.objects.all()} == bad


def test_without_waiting_they_would_stand_before_it_for_ever(three: list[Application]) -> None:
    """The control: the same sweeps by an action that notes nothing."""

    def assess(application_id: str) -> None:
        assess_if_ready(UUID(application_id))

    taken = [swept(due_assessments, assess, limit=2) for _ in range(3)]

    assert {each for sweep in taken for each in sweep} == {each.pk for each in three[:2]}
    assert fresh(three[2].pk).status == Status.ACCEPTED


def test_it_waits_twice_as_long_each_time_a_day_at_most() -> None:
    subject, waits = uuid4(), []

    for _ in range(13):
        setback = put_off(Work.ASSESS, subject, error="KeyError")
        waits.append(round((setback.again_at - clock.now()).total_seconds()))

    assert waits[:3] == [30, 60, 120]
    assert waits[-1] == 86_400
    for _ in range(20):
        put_off(Work.ASSESS, subject, error="KeyError")
    assert Setback.objects.get().failures == 33


def test_what_is_mended_is_assessed_after_all_and_the_setback_goes(here: Counter) -> None:
    ready = accepted(here, settlement(family_of_five()))
    answer_all(ready)
    put_off(Work.ASSESS, ready.pk, error="KeyError")
    assert due_assessments(limit=10) == []

    with clock.frozen(clock.now() + timedelta(seconds=31)):
        assert due_assessments(limit=10) == [ready.pk]
        tasks.assess(str(ready.pk))

    assert fresh(ready.pk).status == Status.ASSESSED
    assert not Setback.objects.exists()


def test_a_database_that_is_away_says_nothing_of_the_row(here: Counter) -> None:
    ready = accepted(here, settlement(family_of_five()))
    answer_all(ready)

    def away(*_: object) -> None:
        raise OperationalError

    with pytest.raises(OperationalError), connection.execute_wrapper(away):
        tasks.assess(str(ready.pk))

    assert not Setback.objects.exists()
    assert due_assessments(limit=10) == [ready.pk]


def test_a_reminder_that_always_fails_stands_before_no_other() -> None:
    soon = clock.now() + timedelta(hours=1)
    batch = [
        DeadlineFactory.create(application__submitted=True, due_at=soon + timedelta(minutes=n))
        for n in range(3)
    ]
    poison(batch[0])

    def remind(deadline_id: str) -> None:
        tasks.remind_one(int(deadline_id))

    taken = [swept(near_deadlines, remind, limit=1) for _ in range(3)]

    assert taken == [[each.pk] for each in batch]
    assert OutboxEvent.objects.filter(type="deadline.near").count() == 2
    kept = Deadline.objects.get(pk=batch[0].pk)
    assert (kept.failures, kept.last_error) == (1, "ProgrammingError")


def test_a_reminder_put_off_never_delays_the_report() -> None:
    soon = clock.now() + timedelta(minutes=2)
    near = DeadlineFactory.create(application__submitted=True, due_at=soon)
    poison(near)
    with pytest.raises(DatabaseError):
        tasks.remind_one(near.pk)

    with clock.frozen(soon):
        assert list(Deadline.objects.overdue(clock.now())) == [near]


def test_a_comparison_that_was_put_off_is_not_taken_meanwhile() -> None:
    subject = uuid4()
    put_off(Work.COMPARE, subject, error="KeyError")

    assert due_comparisons(limit=10) == []
    assert Setback.objects.waiting(Work.COMPARE, now=clock.now()).get().subject == subject
    assert not Setback.objects.waiting(Work.ASSESS, now=clock.now()).exists()


def test_who_is_in_charge_sees_the_stuck_files_of_their_own_area(here: Counter) -> None:
    mine = ApplicationFactory.create(accepted=True, office=here.office)
    others = ApplicationFactory.create(accepted=True)
    for each in (mine, others):
        put_off(Work.ASSESS, each.pk, error="KeyError")

    [shown] = stuck_files(scope_of(here.chief, on=clock.today()))

    assert (shown.number, shown.setback.subject) == (mine.number, mine.pk)
    assert (shown.setback.failures, shown.setback.last_error) == (1, "KeyError")
    assert stuck_files(scope_of(here.approver, on=clock.today())) == [shown]
