"""Health and metrics (row O04): alive, ready, and what cannot be reached."""

import pytest
from django.test import Client
from pytest_django import Settings

UNUSED = "redis://127.0.0.1:1/0"


def test_a_live_process_says_so_without_asking_anybody(client: Client) -> None:
    assert client.get("/livez").json() == {"status": "ok"}


@pytest.mark.django_db
def test_a_ready_service_names_what_it_checked(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["checks"] == {"database": "ok", "broker": "ok"}


@pytest.mark.django_db
def test_a_service_without_its_broker_is_not_ready(client: Client, settings: Settings) -> None:
    settings.REDIS_URL = UNUSED
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["broker"] == "unavailable"


def test_metrics_are_in_the_form_of_prometheus(client: Client) -> None:
    assert b"django_http_requests_before_middlewares_total" in client.get("/metrics").content


def test_every_page_forbids_foreign_scripts(client: Client) -> None:
    assert "script-src 'self'" in client.get("/livez").headers["Content-Security-Policy"]


def test_health_cannot_be_posted_to(client: Client) -> None:
    assert client.post("/livez").status_code == 405
