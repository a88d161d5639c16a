"""One question on its way: claimed, asked, recorded; whatever the agency does, the file goes on."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

import pytest
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings
from redis import Redis

from applications import tasks
from applications.actions import claim_verification
from applications.connectors import AGENCIES, reconnect
from applications.models import Verification, VerificationStatus
from applications.workflow import Status
from hukou.beat import QUEUE
from hukou.kernel import clock
from tests.connectors.conftest import NUMBER, SECRET
from tests.connectors.files import waiting
from tests.connectors.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db(transaction=True)
STATEMENTS: Final = 14  # beginnings and ends of transactions among them


@pytest.fixture(autouse=True)
def agencies(settings: Settings, sandbox: SandboxProcess, redis: Redis) -> Iterator[None]:
    """All agencies are played by the sandbox."""
    del redis  # empty: no breaker is open
    settings.AGENCIES = {
        slug: {"url": f"{sandbox.url}/{slug}", "secret": SECRET} for slug in AGENCIES
    }
    yield
    reconnect()


def asked(row: Verification) -> Verification:
    """Let a worker take the row once; return what became of it."""
    tasks.verify(str(row.pk))
    row.refresh_from_db()
    return row


def test_an_answer_is_stored_with_its_receipt(sandbox: SandboxProcess) -> None:
    sandbox.plant(NUMBER, "dwelling.tenure", "owned")
    row = asked(waiting())

    assert (row.status, row.value) == (VerificationStatus.ANSWERED, "owned")
    assert row.receipt["receipt"] == sandbox.seen()["requests"][str(row.pk)]["receipt"]
    assert row.next_attempt_at is None


def test_a_question_takes_so_many_statements_and_no_more(
    sandbox: SandboxProcess, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Row P18: taken in two transactions, and what may be woken then looked for."""
    sandbox.plant(NUMBER, "dwelling.tenure", "owned")
    asked(waiting())  # what is read once is read
    row = waiting()

    with django_assert_num_queries(STATEMENTS):
        tasks.verify(str(row.pk))
    assert Verification.objects.get(pk=row.pk).status == VerificationStatus.ANSWERED


def test_no_record_is_an_answer_and_no_fact() -> None:
    row = asked(waiting())

    assert (row.status, row.value) == (VerificationStatus.UNKNOWN_TO_AGENCY, None)


@pytest.mark.parametrize("mode", ["slow", "silent", "down", "busy", "garbage"])
def test_a_question_that_found_no_answer_stays_and_is_asked_again_later(
    sandbox: SandboxProcess, settings: Settings, mode: str
) -> None:
    """Given up on after half a second where it is too late."""
    settings.AGENCY_TIMEOUT = 0.5
    sandbox.plant(NUMBER, "dwelling.tenure", "owned")
    sandbox.behave("housing", mode, seconds=1)
    row = asked(waiting())

    assert (row.status, row.value, row.attempts) == (VerificationStatus.PENDING, None, 1)
    assert row.next_attempt_at is not None
    assert row.next_attempt_at > clock.now()
    assert row.last_error


@pytest.mark.parametrize("mode", ["wrong", "wrong_person"])
def test_an_answer_that_cannot_be_believed_is_no_fact_and_needs_a_person(
    sandbox: SandboxProcess, mode: str
) -> None:
    sandbox.plant(NUMBER, "dwelling.tenure", "owned")
    sandbox.behave("housing", mode)
    row = asked(waiting())

    assert (row.status, row.value) == (VerificationStatus.BY_HAND, None)
    assert row.receipt == {}
    assert row.last_error
    assert NUMBER not in row.last_error


def test_an_agency_that_recovers_is_asked_again_by_itself(sandbox: SandboxProcess) -> None:
    sandbox.plant(NUMBER, "dwelling.tenure", "owned")
    sandbox.behave("housing", "down")
    row = asked(waiting())
    sandbox.behave("housing", "ok")

    with clock.frozen(clock.now() + timedelta(minutes=5)):
        assert asked(row).status == VerificationStatus.ANSWERED


def test_an_agency_that_stays_down_leaves_the_others_alone(sandbox: SandboxProcess) -> None:
    sandbox.behave("housing", "down")
    rows = [asked(waiting()) for _ in range(8)]
    other = asked(waiting("education", "education.level"))

    assert {row.status for row in rows} == {VerificationStatus.PENDING}
    assert other.status == VerificationStatus.UNKNOWN_TO_AGENCY
    # The breaker opened after five: the last three were not sent, and not lost either.
    assert sandbox.seen()["agencies"]["housing"]["calls"] == 5
    assert Verification.objects.outstanding().filter(agency="housing").count() == 8


def test_a_promised_answer_is_waited_for(sandbox: SandboxProcess) -> None:
    sandbox.behave("housing", "late")
    row = asked(waiting())

    assert row.status == VerificationStatus.AWAITED
    assert row.next_attempt_at is not None
    assert row.next_attempt_at > clock.now()


def test_a_promise_that_is_not_kept_leads_to_another_question(sandbox: SandboxProcess) -> None:
    sandbox.plant(NUMBER, "dwelling.tenure", "owned")
    sandbox.behave("housing", "late")
    row = asked(waiting())
    sandbox.behave("housing", "ok")

    with clock.frozen(clock.now() + timedelta(hours=1)):
        assert asked(row).status == VerificationStatus.ANSWERED


def test_a_task_that_runs_twice_asks_once(sandbox: SandboxProcess) -> None:
    row = asked(waiting())
    asked(row)

    assert sandbox.seen()["requests"][str(row.pk)]["calls"] == 1


def test_a_question_in_another_workers_hand_is_left_to_it(sandbox: SandboxProcess) -> None:
    row = waiting()
    Verification.objects.filter(id=row.pk).update(
        next_attempt_at=clock.now() + timedelta(seconds=5)
    )

    assert asked(row).status == VerificationStatus.PENDING
    assert sandbox.seen()["requests"] == {}


def test_a_question_whose_worker_died_is_asked_again(sandbox: SandboxProcess) -> None:
    sandbox.plant(NUMBER, "dwelling.tenure", "owned")
    row = waiting()
    claim_verification(row.pk)

    with clock.frozen(clock.now() + timedelta(minutes=1)):
        assert asked(row).status == VerificationStatus.ANSWERED


def test_a_file_that_has_ended_asks_nobody(sandbox: SandboxProcess) -> None:
    asked(waiting(status=Status.WITHDRAWN))

    assert sandbox.seen()["requests"] == {}


def test_a_question_that_is_gone_is_no_trouble() -> None:
    row = waiting()
    row.delete()

    tasks.verify("6f9619ff-8b86-4d01-b42d-00c04fc964ff")


# --- the sweep ---------------------------------------------------------------------------------


def woken(redis: Redis) -> int:
    """Return how many a sweep woke: before the backlog, in its own queue."""
    return int(redis.llen(QUEUE))


def test_a_lost_wake_up_is_made_good(redis: Redis) -> None:
    waiting()
    tasks.sweep()

    assert woken(redis) == 1


def test_nobody_is_woken_for_what_is_not_due(redis: Redis) -> None:
    row = waiting()
    Verification.objects.filter(id=row.pk).update(
        next_attempt_at=clock.now() + timedelta(minutes=1)
    )
    waiting(status=Status.WITHDRAWN)
    tasks.sweep()

    assert woken(redis) == 0


def test_files_that_wait_for_nobody_are_assessed(redis: Redis) -> None:
    row = waiting(status=Status.ACCEPTED)
    Verification.objects.filter(id=row.pk).update(
        status=VerificationStatus.ANSWERED, value="owned", next_attempt_at=None
    )
    tasks.sweep()

    assert woken(redis) == 1


def test_files_that_wait_for_somebody_are_not_assessed(redis: Redis) -> None:
    row = waiting(status=Status.ACCEPTED)
    Verification.objects.filter(id=row.pk).update(
        status=VerificationStatus.BY_HAND, next_attempt_at=None
    )
    tasks.sweep()

    assert woken(redis) == 0
