"""The same key from two clients at once: one is carried out, whoever comes first."""

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
    store = DatabaseStore()

    claims = at_once(lambda _: store.claim("p", "k", digest="d", lease=60))

    assert claims.count(None) == 1


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
