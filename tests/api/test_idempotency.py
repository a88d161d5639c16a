"""A request that creates or decides happens once, however often it is sent."""

from collections.abc import Iterator
from typing import Any

import pytest
from rest_framework.test import APIClient

from registry.actions.answers import DatabaseStore
from tests.api.toy_urls import OrderView

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.toy_urls")]


@pytest.fixture(autouse=True)
def done() -> Iterator[list[Any]]:
    OrderView.done.clear()
    yield OrderView.done
    OrderView.done.clear()


def order(body: dict[str, Any], key: str = "k1") -> Any:  # noqa: ANN401 - a test response
    client = APIClient(raise_request_exception=False)
    return client.post("/orders", body, format="json", headers={"Idempotency-Key": key})


def test_the_same_request_gets_the_same_answer_and_is_done_once(done: list[Any]) -> None:
    first, second = order({"what": 1}), order({"what": 1})

    assert len(done) == 1
    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert second["ETag"] == first["ETag"]
    assert second["Location"] == first["Location"]
    assert second["Idempotent-Replayed"] == "true"


def test_another_body_under_the_same_key_is_refused(done: list[Any]) -> None:
    order({"what": 1})

    answer = order({"what": 2})

    assert (answer.status_code, len(done)) == (422, 1)
    assert answer.json()["type"] == "/problems/idempotency-key-reused"


def test_without_a_key_every_request_counts(done: list[Any]) -> None:
    order({"what": 1}, key="")
    order({"what": 1}, key="")

    assert len(done) == 2


def test_keys_of_one_body_are_not_those_of_another(done: list[Any]) -> None:
    order({"what": 1}, key="a")
    order({"what": 1}, key="b")

    assert len(done) == 2


def test_a_refused_request_frees_its_key(done: list[Any]) -> None:
    assert order({"refuse": True}).status_code == 409

    assert order({"what": 1}).status_code == 201
    assert len(done) == 1


def test_a_request_that_is_told_to_try_again_may_do_so(done: list[Any]) -> None:
    assert order({"busy": True}).status_code == 503

    assert order({"what": 1}).status_code == 201
    assert len(done) == 1


def test_a_request_that_broke_off_may_be_sent_again(done: list[Any]) -> None:
    """What it may have done is guarded by the workflow, which takes no step twice."""
    assert order({"break": True}).status_code == 500

    assert order({"what": 1}).status_code == 201
    assert len(done) == 1


def test_an_answer_is_never_claimed_again() -> None:
    store = DatabaseStore()
    store.claim("p", "k", digest="d")
    store.remember("p", "k", status=201, body={"data": 1})

    kept = store.claim("p", "k", digest="d")

    assert kept == ("d", 201, {"data": 1})


def test_one_principal_cannot_read_answers_of_another() -> None:
    store = DatabaseStore()
    store.claim("client:a", "k", digest="d")

    assert store.claim("client:b", "k", digest="d") is None


@pytest.mark.parametrize("key", ["k" * 201, "户", "a\tb"])
def test_a_key_that_cannot_be_kept_is_refused(key: str) -> None:
    answer = order({"what": 1}, key=key)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "Idempotency-Key")
