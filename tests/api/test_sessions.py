"""A session that is used goes on; one that is not ends."""

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from rest_framework.test import APIClient

from hukou.kernel import clock
from hukou.web.sessions import EVERY
from tests.api.callers import as_officer
from tests.cast import station

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)


@pytest.fixture
def officer() -> APIClient:
    return as_officer(station().officer)


def saved(client: APIClient, *, at: datetime) -> int:
    """Return the moment at which a request at `at` says the session was last renewed."""
    with clock.frozen(at):
        client.get("/api/v1/residents/1")
    store = import_module(settings.SESSION_ENGINE).SessionStore
    renewed: int = store(client.cookies["sessionid"].value)["renewed_at"]
    return renewed


def test_a_session_is_written_again_only_every_few_minutes(officer: APIClient) -> None:
    first = saved(officer, at=NOON)

    assert saved(officer, at=NOON + timedelta(seconds=EVERY - 1)) == first
    assert saved(officer, at=NOON + timedelta(seconds=EVERY)) == first + EVERY


def test_a_session_outlives_the_cache(officer: APIClient) -> None:
    officer.get("/api/v1/residents/1")
    cache.clear()

    assert officer.get("/api/v1/residents/1").status_code == 404  # not 401


def test_a_session_that_was_ended_is_ended_everywhere(officer: APIClient) -> None:
    officer.get("/api/v1/residents/1")
    key = officer.cookies["sessionid"].value
    officer.logout()
    officer.cookies["sessionid"] = key

    assert Session.objects.count() == 0
    assert officer.get("/api/v1/residents/1").status_code == 401
