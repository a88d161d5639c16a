"""Agencies fetch tokens by client credentials, with the scopes they were granted and no others."""

from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from oauth2_provider.models import get_access_token_model

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.actions.agency_clients import grant_client

pytestmark = pytest.mark.django_db
SECRET = "a-secret-of-an-agency-in-a-test"


@pytest.fixture(autouse=True)
def agency() -> None:
    scopes = ["residents:read", "households:read"]
    grant_client("civil-affairs", name="民政局", secret=SECRET, scopes=scopes)


def fetch(secret: str = SECRET, **data: str) -> Any:  # noqa: ANN401 - a test response
    basic = b64encode(f"civil-affairs:{secret}".encode()).decode()
    body = {"grant_type": "client_credentials", **data}
    return Client().post("/oauth/token", body, headers={"Authorization": f"Basic {basic}"})


def test_a_token_lives_ten_minutes_and_carries_the_grant() -> None:
    token = fetch().json()

    assert token["expires_in"] == 600
    assert token["scope"] == "households:read residents:read"


@pytest.mark.parametrize("by_header", [True, False])
def test_a_program_needs_no_token_of_a_form_to_fetch_its_own(by_header: bool) -> None:
    basic = b64encode(f"civil-affairs:{SECRET}".encode()).decode()
    headers = {"Authorization": f"Basic {basic}"} if by_header else {}
    body = {} if by_header else {"client_id": "civil-affairs", "client_secret": SECRET}

    answer = Client(enforce_csrf_checks=True).post(
        "/oauth/token", {"grant_type": "client_credentials", **body}, headers=headers
    )

    assert (answer.status_code, answer.json()["token_type"]) == (200, "Bearer")


def test_a_client_may_ask_for_less_than_its_grant() -> None:
    assert fetch(scope="residents:read").json()["scope"] == "residents:read"


@pytest.mark.parametrize("scope", ["residents:number", "applications:write", "everything"])
def test_a_scope_that_was_not_granted_is_refused(scope: str) -> None:
    answer = fetch(scope=f"residents:read {scope}")

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope")


def test_a_wrong_secret_gets_nothing() -> None:
    assert fetch(secret="x" * 30).status_code == 401


@pytest.mark.parametrize("grant_type", ["password", "authorization_code", "refresh_token"])
def test_no_other_grant_is_given(grant_type: str) -> None:
    answer = fetch(grant_type=grant_type, username="a", password="b", code="c", refresh_token="d")

    assert answer.status_code in {400, 401}
    assert get_access_token_model().objects.count() == 0


def test_a_grant_that_is_narrowed_narrows_the_next_token() -> None:
    grant_client("civil-affairs", name="民政局", secret=SECRET, scopes=["residents:read"])

    assert fetch().json()["scope"] == "residents:read"


@pytest.mark.parametrize(
    ("secret", "scopes", "field"),
    [("short", ["residents:read"], "secret"), (SECRET, ["residents:everything"], "scopes")],
)
def test_an_unsafe_grant_is_refused(secret: str, scopes: list[str], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        grant_client("x", name="x", secret=secret, scopes=scopes)
    assert refused.value.field == field


def test_the_secret_is_not_kept_as_it_was_given() -> None:
    token_of = fetch().json()["access_token"]
    stored = get_access_token_model().objects.get()

    assert stored.application.client_secret != SECRET
    assert stored.token_checksum != token_of


def reads(token: str) -> int:
    answer = Client().get("/api/v1/residents/1", headers={"Authorization": f"Bearer {token}"})
    return answer.status_code


def test_a_token_that_was_fetched_opens_the_door_until_it_expires() -> None:
    token = fetch().json()["access_token"]

    assert reads(token) == 404  # let in; there is no such person
    with clock.frozen(clock.now() + timedelta(seconds=601)):
        assert reads(token) == 401


def test_a_token_that_was_revoked_opens_nothing() -> None:
    token = fetch().json()["access_token"]

    get_access_token_model().objects.all().delete()

    assert reads(token) == 401


def test_a_token_for_another_service_opens_nothing_here() -> None:
    token = fetch().json()["access_token"]

    get_access_token_model().objects.update(resource=["https://elsewhere.example/api"])

    assert reads(token) == 401


def test_a_token_is_not_read_without_its_last_character() -> None:
    assert reads(fetch().json()["access_token"][:-1]) == 401


def revoke(token: str) -> Any:  # noqa: ANN401 - a test response
    basic = b64encode(f"civil-affairs:{SECRET}".encode()).decode()
    headers = {"Authorization": f"Basic {basic}"}
    return Client(enforce_csrf_checks=True).post("/oauth/revoke", {"token": token}, headers=headers)


def test_an_agency_gives_its_token_back() -> None:
    token = fetch().json()["access_token"]

    assert revoke(token).status_code == 200

    assert reads(token) == 401


@pytest.mark.parametrize("ask", [fetch, lambda: revoke("x")])
def test_secrets_are_not_guessed_at_any_speed(
    settings: LazySettings, ask: Callable[[], Any]
) -> None:
    settings.API_TOKEN_RATE = 0

    answer = ask()

    assert (answer.status_code, answer["Content-Type"]) == (429, "application/problem+json")
    assert 0 < int(answer["Retry-After"]) <= 60
