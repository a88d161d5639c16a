"""The same key from two clients at once: one is carried out, whoever comes first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

from registry.actions import DatabaseStore
from registry.models import StoredAnswer
from tests.api.toy_urls import OrderView

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.api.toy_urls"),
]
CLIENTS = 8


def at_once(do: Any) -> list[Any]:  # noqa: ANN401 - what a client does
    together = Barrier(CLIENTS)

    def one(number: int) -> Any:  # noqa: ANN401
        together.wait()
        try:
            return do(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(one, range(CLIENTS)))


def order(_: int) -> int:
    answer = APIClient().post(
        "/orders", {"what": 1}, format="json", headers={"Idempotency-Key": "same"}
    )
    status: int = answer.status_code
    return status


def test_of_many_at_once_one_is_done() -> None:
    OrderView.done.clear()

    statuses = at_once(order)

    assert len(OrderView.done) == 1
    assert set(statuses) <= {201, 409}
    assert 201 in statuses
    assert order(0) == 201
    assert len(OrderView.done) == 1


def test_of_many_claims_at_once_one_holds() -> None:
    """While whoever holds it lives: a session that ends lets go."""
    store, all_asked = DatabaseStore(), Barrier(CLIENTS)

    def ask(_: int) -> object:
        claim = store.claim("p", "k", digest="d")
        all_asked.wait()
        return claim

    claims = at_once(ask)

    assert claims.count(None) == 1


def elsewhere(do: Callable[[], object]) -> object:
    """Do something in a session of its own, which ends with it."""

    def one() -> object:
        try:
            return do()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(one).result()


def test_a_request_still_at_work_is_not_started_again() -> None:
    store = DatabaseStore()
    assert store.claim("p", "k", digest="d") is None

    assert elsewhere(lambda: store.claim("p", "k", digest="d")) == ("d", None, None)
    store.leave("p", "k")
    assert elsewhere(lambda: store.claim("p", "k", digest="d")) is None


def test_a_claim_whose_session_died_is_free_at_once() -> None:
    """A server that is killed, or whose database is, keeps nobody waiting (P19)."""
    store = DatabaseStore()
    assert elsewhere(lambda: store.claim("p", "k", digest="d")) is None

    assert store.claim("p", "k", digest="d") is None


def test_an_answered_key_is_not_held() -> None:
    store = DatabaseStore()
    store.claim("p", "k", digest="d")
    store.remember("p", "k", status=201, body={"data": 1})
    store.leave("p", "k")

    for _ in range(2):
        kept = elsewhere(lambda: store.claim("p", "k", digest="d"))
        assert kept == ("d", 201, {"data": 1})


def test_without_the_claim_many_would_be_done() -> None:
    """The control: looking first and writing later lets several through."""

    def look_then_write(number: int) -> bool:
        free = not StoredAnswer.objects.filter(principal="p", key="k").exists()
        looked.wait()
        if free:
            StoredAnswer.objects.create(principal=f"p{number}", key="k", request_digest="d")
        return free

    looked = Barrier(CLIENTS)

    assert at_once(look_then_write).count(True) > 1
