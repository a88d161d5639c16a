"""What documents cost, as other programs read it (R05)."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def rules(query: str = "") -> dict[str, dict[str, object]]:
    answer = Client().get(f"/api/v1/fees{query}")
    assert answer.status_code == 200
    return {each["id"]: each for each in answer.json()["results"]}


def test_fees_are_listed_with_amount_days_and_clause() -> None:
    free = rules("?on=2026-06-01")["issued-free"]

    assert (free["amount"], free["effective_from"]) == ("0", "2013-01-01")
    assert free["cite"] == {
        "document": "财综〔2012〕97号",
        "clause": "免征户口簿和户口迁移证工本费",
    }


def test_an_amount_that_no_text_gives_is_null() -> None:
    assert rules("?on=2026-06-01")["issued-again"]["amount"] is None


def test_fees_are_those_of_the_day() -> None:
    assert {"booklet-1958"} <= set(rules("?on=2012-12-31"))
    assert "issued-free" not in rules("?on=2012-12-31")


def test_fees_can_be_asked_of_a_place() -> None:
    assert "qn-town-free" in rules("?division=522701")
    assert rules("?division=522701")["qn-town-free"]["status"] == "draft"
    assert "qn-town-free" not in rules("?division=330802")


@pytest.mark.parametrize("query", ["?on=soon", "?division=22", "?place=330802"])
def test_what_cannot_be_read_is_refused(query: str) -> None:
    answer = Client().get(f"/api/v1/fees{query}")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
