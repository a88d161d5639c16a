"""How much of us one agency may take: calls a second, and workers that wait for it (限流)."""

import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from pytest_django.fixtures import Settings
from redis import Redis

from applications import tasks
from applications.actions import claim_verification, due_verifications
from applications.connectors import AGENCIES, AgencyFull, longest_call, reconnect
from applications.connectors.errors import AgencyBusy
from applications.connectors.gate import HELD, SLOW, Gate
from applications.connectors.shared_state import connect
from applications.models import Verification
from hukou.kernel import clock
from tests.connectors.conftest import NUMBER, SECRET
from tests.connectors.files import waiting
from tests.connectors.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db(transaction=True)


def gate(redis: Redis | None, *, rate: float = 1000, most: int = 1000, lasts: float = 5) -> Gate:
    return Gate("housing", rate=rate, waiting=most, lasts=lasts, redis=redis)


def passes(through: Gate) -> bool:
    try:
        with through.passage():
            return True
    except AgencyFull:
        return False


def test_no_more_calls_pass_in_a_second_than_the_rate(redis: Redis) -> None:
    """Two workers share one count."""
    first, second = gate(redis, rate=5), gate(redis, rate=5)

    passed = [passes(each) for _ in range(10) for each in (first, second)]

    assert 5 <= sum(passed) <= 6  # the sixth has come due meanwhile


def test_who_is_held_back_is_told_when_the_next_call_is_due(redis: Redis) -> None:
    held = gate(redis, rate=2)
    while passes(held):
        pass

    with pytest.raises(AgencyFull) as caught, held.passage():
        pass

    assert caught.value.retry_after is not None
    assert 0 < caught.value.retry_after <= 0.5
    assert not caught.value.permanent
    assert not caught.value.is_outage
    time.sleep(caught.value.retry_after)
    assert passes(held)


def test_a_rate_below_one_a_second_lets_one_through(redis: Redis) -> None:
    slow = gate(redis, rate=0.1)

    assert [passes(slow), passes(slow)] == [True, False]


def test_a_slow_agency_keeps_no_more_workers_waiting_than_it_may(redis: Redis) -> None:
    narrow = gate(redis, most=1)
    with narrow.passage():
        assert passes(narrow)  # it may yet be fast
        time.sleep(SLOW + 0.05)
        with pytest.raises(AgencyFull) as caught, narrow.passage():
            pass
        assert caught.value.retry_after == HELD

    assert passes(narrow)


def test_an_agency_that_falls_silent_does_not_have_every_worker_before_it_is_slow(
    redis: Redis,
) -> None:
    silent = gate(redis, most=2)
    with ExitStack() as inside:
        for _ in range(3):  # those that may wait, and one to find out
            inside.enter_context(silent.passage())

        assert silent.is_full()
        assert not passes(silent)
    assert not silent.is_full()


def test_an_agency_that_answers_may_have_as_many_more_as_it_answered_lately(redis: Redis) -> None:
    lively = gate(redis, most=1)
    assert all(passes(lively) for _ in range(3))

    with ExitStack() as inside:
        for _ in range(1 + 1 + 3):
            inside.enter_context(lively.passage())
        assert not passes(lively)


def test_a_failure_is_no_answer(redis: Redis) -> None:
    failing = gate(redis, most=1)
    with pytest.raises(AgencyBusy), failing.passage():
        raise AgencyBusy("the agency asks to slow down")

    with failing.passage(), failing.passage():
        assert not passes(failing)


def test_a_killed_worker_is_not_waited_for_longer_than_a_call_lasts(redis: Redis) -> None:
    narrow = gate(redis, most=1, lasts=SLOW + 0.3)
    killed = narrow.passage()
    killed.__enter__()
    time.sleep(SLOW + 0.1)
    assert not passes(narrow)

    time.sleep(0.3)
    assert passes(narrow)


def test_one_agencys_calls_are_not_anothers(redis: Redis) -> None:
    housing = gate(redis, rate=1)
    assert [passes(housing), passes(housing)] == [True, False]

    assert passes(Gate("education", rate=1, waiting=1, lasts=5, redis=redis))


@pytest.mark.parametrize("redis_url", [None, "redis://127.0.0.1:9/0"])
def test_without_redis_nobody_is_held_back(redis_url: str | None) -> None:
    away = connect(redis_url) if redis_url else None

    assert all(passes(gate(away, rate=1)) for _ in range(3))


# --- the questions that are held back ------------------------------------------------------------


@pytest.fixture
def connected(settings: Settings, sandbox: SandboxProcess, redis: Redis) -> Iterator[Redis]:
    settings.AGENCIES = {
        slug: {"url": f"{sandbox.url}/{slug}", "secret": SECRET, "rate": "0.1"} for slug in AGENCIES
    }
    sandbox.plant(NUMBER, "dwelling.tenure", "owned")
    yield redis
    reconnect()


def test_a_question_that_was_held_back_was_not_asked_and_comes_again_soon(
    connected: Redis, sandbox: SandboxProcess
) -> None:
    del connected
    first, second = waiting(), waiting()
    for row in (first, second):
        tasks.verify(str(row.pk))
        row.refresh_from_db()

    assert (first.status, first.attempts) == ("answered", 1)
    assert (second.status, second.attempts, second.last_error) == ("pending", 0, "")
    assert second.next_attempt_at is not None
    assert 0 < (second.next_attempt_at - clock.now()).total_seconds() <= 20
    assert str(second.pk) not in sandbox.seen()["requests"]


def test_a_question_of_an_agency_that_has_enough_workers_stays_due(
    connected: Redis, settings: Settings
) -> None:
    settings.AGENCIES = {slug: {**each, "waiting": "1"} for slug, each in settings.AGENCIES.items()}
    row = waiting()
    full = gate(connected, most=1)
    with full.passage(), full.passage():
        tasks.verify(str(row.pk))
        assert due_verifications(limit=3) == []

    left = Verification.objects.get(pk=row.pk)
    assert (left.attempts, left.next_attempt_at) == (0, row.next_attempt_at)
    assert due_verifications(limit=3) == [row.pk]


def test_a_heap_of_one_agencys_questions_stands_before_nobody_elses(connected: Redis) -> None:
    del connected
    heap = [waiting() for _ in range(4)]
    other = waiting("education", "education.level")

    found = due_verifications(limit=3)

    assert found == [heap[0].pk, other.pk, heap[1].pk]


def test_what_a_dead_worker_had_in_hand_comes_before_what_waited_longer(connected: Redis) -> None:
    """P19: behind a backlog it would be answered when all that came before it is."""
    del connected
    backlog = [waiting() for _ in range(3)]
    in_hand = waiting()
    assert claim_verification(in_hand.pk) is not None

    with clock.frozen(clock.now() + longest_call()):
        assert due_verifications(limit=2) == [in_hand.pk, backlog[0].pk]


def test_of_an_agency_that_is_left_alone_nobody_is_woken_until_its_rest_is_over(
    connected: Redis, sandbox: SandboxProcess, settings: Settings
) -> None:
    settings.AGENCIES = {slug: {**each, "rate": "100"} for slug, each in settings.AGENCIES.items()}
    sandbox.behave("housing", "down")
    rows = [waiting() for _ in range(7)]
    for row in rows:
        tasks.verify(str(row.pk))
    Verification.objects.update(next_attempt_at=clock.now())
    assert due_verifications(limit=10) == []
    assert claim_verification(rows[0].pk) is None

    connected.hset("hukou:breaker:housing", "opened_at", str(clock.now().timestamp() - 60))
    assert len(due_verifications(limit=10)) == 1
