"""A browserless visitor at the counter: Django's client, signed in as somebody."""

from collections.abc import Callable

import pytest
from django.test import Client

from registry.models import Account
from tests.cast import Station, station

Visit = Callable[[Account], Client]


@pytest.fixture
def visit() -> Visit:
    """Return a client that is signed in as an account."""

    def signed_in(account: Account) -> Client:
        client = Client()
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


@pytest.fixture
def here(db: None) -> Station:
    """Our own station, with its officer."""
    del db
    return station()
