"""Revisions, rates and who may call, on a toy API."""

import pytest
from django.conf import LazySettings
from django.test import Client
from rest_framework.test import APIClient

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("redis"),
    pytest.mark.urls("tests.api.toy_urls"),
]


@pytest.mark.parametrize(("sent", "seen"), [('"3"', 3), ("*", None), (' "12" ', 12)])
def test_if_match_says_which_revision_was_seen(sent: str, seen: int | None) -> None:
    answer = Client().post("/revisions", headers={"If-Match": sent})

    assert answer.json() == {"revision": seen}


@pytest.mark.parametrize("sent", ["3", 'W/"3"', '"x"', '"1", "2"', '"99999999999"'])
def test_an_if_match_that_is_no_tag_of_ours_is_refused(sent: str) -> None:
    answer = Client().post("/revisions", headers={"If-Match": sent})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "If-Match")


def test_nobody_is_sent_away_before_the_limit(settings: LazySettings) -> None:
    settings.API_PUBLIC_RATE = 3

    assert [Client().get("/open").status_code for _ in range(3)] == [200, 200, 200]


def test_who_asks_too_often_is_told_when_to_come_back(settings: LazySettings) -> None:
    settings.API_PUBLIC_RATE = 0

    answer = Client().get("/open")

    assert answer.status_code == 429
    assert answer["Content-Type"] == "application/problem+json"
    assert 0 < int(answer["Retry-After"]) <= 60


def test_without_the_cache_nobody_is_sent_away(settings: LazySettings) -> None:
    settings.API_PUBLIC_RATE = 1
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }

    assert [Client().get("/open").status_code for _ in range(3)] == [200, 200, 200]


def test_a_stranger_is_asked_to_sign_in() -> None:
    answer = Client().get("/closed")

    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Bearer nonsense", "bearer x y"])
def test_a_token_that_does_not_hold_is_refused_and_not_ignored(header: str) -> None:
    answer = Client().get("/closed", headers={"Authorization": header})

    assert answer.status_code == 401


def test_a_method_that_is_not_there_is_a_problem() -> None:
    answer = APIClient().put("/open", {}, format="json")

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_a_body_that_is_not_json_is_a_problem() -> None:
    answer = Client().post("/orders", "a=b", content_type="text/plain")

    assert (answer.status_code, answer.json()["type"]) == (415, "/problems/unsupported-media-type")
