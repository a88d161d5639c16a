"""An agency that fails again and again is left alone for a while (熔断)."""

from typing import NoReturn

import pytest
from redis import Redis

from applications.connectors.breaker import Breaker
from applications.connectors.errors import (
    AgencyBusy,
    AgencyError,
    AgencyUnreachable,
    AnswerRefused,
    CircuitOpen,
    QuestionRefused,
)
from applications.connectors.shared_state import connect

NOBODY = "redis://127.0.0.1:9/0"


def fail(breaker: Breaker, error: AgencyError, *, times: int = 1) -> None:
    def ask() -> NoReturn:
        raise error

    for _ in range(times):
        with pytest.raises(type(error)):
            breaker.call(ask)


def test_it_opens_after_failures_in_a_row_and_then_asks_nobody() -> None:
    breaker = Breaker("housing", redis=None, failures=3)
    fail(breaker, AgencyUnreachable("down"), times=3)

    with pytest.raises(CircuitOpen) as caught:
        breaker.call(lambda: pytest.fail("was asked"))

    assert not caught.value.permanent
    assert caught.value.retry_after == breaker.rest


def test_a_success_between_failures_starts_the_count_again() -> None:
    breaker = Breaker("housing", redis=None, failures=3)
    fail(breaker, AgencyUnreachable("down"), times=2)
    breaker.call(lambda: None)
    fail(breaker, AgencyUnreachable("down"), times=2)

    assert not breaker.is_open


def test_after_its_rest_one_good_answer_closes_it() -> None:
    breaker = Breaker("housing", redis=None, failures=1, rest=0)
    fail(breaker, AgencyUnreachable("down"))

    assert breaker.call(lambda: "answer") == "answer"
    assert not breaker.is_open


def test_after_its_rest_one_failure_opens_it_again() -> None:
    breaker = Breaker("housing", redis=None, failures=3, rest=0)
    fail(breaker, AgencyUnreachable("down"), times=3)
    fail(breaker, AgencyUnreachable("still down"))

    assert breaker.is_open


@pytest.mark.parametrize("error", [QuestionRefused("400"), AgencyBusy("429")])
def test_a_refused_question_or_a_busy_agency_is_no_outage(error: AgencyError) -> None:
    breaker = Breaker("housing", redis=None, failures=1)
    fail(breaker, error, times=5)

    assert not breaker.is_open


def test_answers_that_must_be_refused_are_an_outage() -> None:
    breaker = Breaker("housing", redis=None, failures=2)
    fail(breaker, AnswerRefused("another person"), times=2)

    assert breaker.is_open


def test_all_workers_share_what_one_has_learnt(redis: Redis) -> None:
    first = Breaker("housing", redis=redis, failures=2)
    second = Breaker("housing", redis=redis, failures=2)
    fail(first, AgencyUnreachable("down"))
    fail(second, AgencyUnreachable("down"))

    assert first.is_open
    with pytest.raises(CircuitOpen):
        first.call(lambda: pytest.fail("was asked"))


def test_after_its_rest_one_worker_tries_and_the_others_wait(redis: Redis) -> None:
    first = Breaker("housing", redis=redis, failures=1, rest=0)
    second = Breaker("housing", redis=redis, failures=1, rest=0)
    fail(first, AgencyUnreachable("down"))

    def try_while_the_second_comes() -> str:
        with pytest.raises(CircuitOpen):
            second.call(lambda: pytest.fail("was asked"))
        return "answer"

    assert first.call(try_while_the_second_comes) == "answer"
    assert second.call(lambda: "answer") == "answer"


def test_a_trial_that_failed_leaves_the_next_one_free(redis: Redis) -> None:
    breaker = Breaker("housing", redis=redis, failures=1, rest=0)
    fail(breaker, AgencyUnreachable("down"), times=3)

    assert breaker.call(lambda: "answer") == "answer"


def test_one_agency_is_not_left_alone_for_another(redis: Redis) -> None:
    fail(Breaker("housing", redis=redis, failures=1), AgencyUnreachable("down"))

    assert Breaker("education", redis=redis, failures=1).call(lambda: "answer") == "answer"


def test_a_flushed_redis_leaves_each_worker_its_own_memory(redis: Redis) -> None:
    breaker = Breaker("housing", redis=redis, failures=1)
    fail(breaker, AgencyUnreachable("down"))
    redis.flushall()

    assert breaker.is_open


def test_without_redis_it_still_opens() -> None:
    breaker = Breaker("housing", redis=connect(NOBODY), failures=2)
    fail(breaker, AgencyUnreachable("down"), times=2)

    assert breaker.is_open


def test_without_redis_agencies_are_still_asked() -> None:
    assert Breaker("housing", redis=connect(NOBODY)).call(lambda: "answer") == "answer"
