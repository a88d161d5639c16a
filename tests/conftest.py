"""The database as the application meets it: migrated by the owner, used by `hukou_app`."""

import gc
import os
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Final

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client, TransactionTestCase
from pytest_django import DjangoDbBlocker
from redis import Redis
from xdist.scheduler import LoadFileScheduling

from hukou.management.commands.grant_roles import grant
from registry.models import RowVersion
from tests import seeds, signing_in
from tests.browsers import chromium
from tests.servers import ROLE, servers

MIGRATED: Final = {"django_content_type", "auth_permission"}
HISTORY: Final = RowVersion._meta.db_table  # filled by removing from the others
FEW: Final = 4_000_000  # bytes
SELDOM: Final = (100_000, 50, 50)
JOURNEYS: Final = "tests/journeys/"

# Else each client of a test looks through all static files before its first request.
settings.WHITENOISE_AUTOREFRESH = True
# A slow hash guards real passwords; the tests have none.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    del django_db_modify_db_settings_parallel_suffix
    servers.start()
    connection.settings_dict["TEST"]["TEMPLATE"] = seeds.template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Go on as the application role, once the owner has made the test database."""
    del django_db_setup
    with django_db_blocker.unblock():
        grant()
        serve_as(ROLE)
    yield
    with django_db_blocker.unblock():
        serve_as(None)  # only the owner may drop the database


def serve_as(role: str | None) -> None:
    connection.settings_dict["OPTIONS"]["assume_role"] = role
    connection.close()


@cache
def _tables() -> list[str]:
    """Return every table that a test may write to; types and permissions stay as migrated."""
    names = set(connection.introspection.django_table_names(only_existing=True)) - MIGRATED
    return sorted(names)


def _empty_as_owner(_: TransactionTestCase) -> None:
    """Empty the tables as the owner: the application role may not remove what is append-only.

    A few rows are sooner deleted than a hundred and seventy tables are made anew.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("reset role")
        cursor.execute(
            "select name, pg_relation_size(name::regclass) from unnest(%s::text[]) name",
            [_tables()],
        )
        sizes = {name: size for name, size in cursor.fetchall() if size}
        if sum(sizes.values()) > FEW:
            cursor.execute(f"truncate {', '.join(_tables())}")
        else:
            for name in (*sizes, HISTORY):
                cursor.execute(f"delete from {name}")  # noqa: S608 - names of tables
    connection.close()


# pytest-django builds a TransactionTestCase for every test that commits; it has no other hook.
setattr(TransactionTestCase, "_fixture_teardown", _empty_as_owner)  # noqa: B010 - mypy guards it

# Every test that signs in without the pages has proven both steps; see tests/signing_in.py.
setattr(Client, "force_login", signing_in.force_login)  # noqa: B010 - mypy guards the method


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


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Drive the machine's own Chromium; as root it has no sandbox to run in."""
    # Playwright's event loop runs in this thread, and Django would refuse the database to it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    return {
        **browser_type_launch_args,
        "executable_path": chromium(),
        "args": ["--no-sandbox"] if os.geteuid() == 0 else [],
    }


def pytest_collection_finish() -> None:
    """Leave alone what was collected: it lives as long as the run, and is much to look through."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)


class OneHouse(LoadFileScheduling):  # type: ignore[misc]  # xdist has no types
    """Hand out files, and the journeys as if they were one: they share a running service."""

    def _split_scope(self, nodeid: str) -> str:
        return JOURNEYS if nodeid.startswith(JOURNEYS) else nodeid.split("::", maxsplit=1)[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> OneHouse | None:
    return OneHouse(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests counted, over all workers: pairs of a route and somebody who asks."""
    counted = Counter[str]()
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        if report.when == "call":
            told = {name: value for name, value in report.user_properties if type(value) is int}
            counted.update(told)
    for name, total in sorted(counted.items()):
        terminalreporter.write_line(f"{name}: {total}")
