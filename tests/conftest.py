"""The database as the application meets it: migrated by the owner, used by `hukou_app`."""

from collections.abc import Iterator, Mapping

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Model
from django.test import TransactionTestCase
from redis import Redis

from hukou.management.commands.grant_roles import grant
from tests.servers import ROLE, servers


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    del django_db_modify_db_settings_parallel_suffix
    servers.start()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """Go on as the application role, once the owner has made the test database."""
    del django_db_setup
    with django_db_blocker.unblock():
        grant()
        as_application()


def as_application() -> None:
    connection.settings_dict["OPTIONS"]["assume_role"] = ROLE
    connection.close()


def _empty_as_owner(case: TransactionTestCase) -> None:
    """Flush as the owner: the application role may not truncate what is append-only."""
    with connection.cursor() as cursor:
        cursor.execute("reset role")
    _empty(case)
    connection.close()


_empty = TransactionTestCase._fixture_teardown
TransactionTestCase._fixture_teardown = _empty_as_owner


@pytest.fixture
def redis() -> Iterator[Redis]:
    """An empty Valkey."""
    servers.start()
    with Redis.from_url(settings.REDIS_URL) as client:
        client.flushdb()
        yield client


@pytest.fixture(autouse=True)
def _forget_cache(request: pytest.FixtureRequest) -> None:
    """Rate limits and cached answers of one test are not those of the next."""
    if {"db", "transactional_db", "live_server"} & set(request.fixturenames):
        request.getfixturevalue("redis")
