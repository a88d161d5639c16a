"""Callers of the API, signed in or holding a token."""

from datetime import timedelta

from oauth2_provider.models import get_access_token_model, get_application_model
from rest_framework.test import APIClient

from hukou.kernel import clock
from registry.actions.agency_clients import grant_client
from registry.models import Account

SECRET = "a-secret-of-an-agency-in-a-test"


def as_officer(account: Account) -> APIClient:
    """Return the API as an officer's browser calls it: with a session and without CSRF checks."""
    client = APIClient()
    client.force_login(account)
    return client


def as_agency(*scopes: str, client_id: str = "civil-affairs") -> APIClient:
    """Return the API as a program with these scopes calls it; the token is a real row."""
    grant_client(client_id, name="民政局", secret=SECRET, scopes=scopes)
    made = get_access_token_model().objects.create(
        application=get_application_model().objects.get(client_id=client_id),
        token=f"{client_id}-{'-'.join(scopes)}",
        scope=" ".join(scopes),
        expires=clock.now() + timedelta(minutes=10),
    )
    return APIClient(headers={"Authorization": f"Bearer {made.token}"})
