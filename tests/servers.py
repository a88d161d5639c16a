"""A pytest plugin: one PostgreSQL and one Valkey for the run, started when first asked for.

The addresses must be in the environment before Django reads its settings, so this is loaded by
`-p tests.servers`, earlier than any conftest. Set DATABASE_URL to test against your own server.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen
from typing import Final

import pytest

from hukou.stack import processes
from hukou.stack.services import Services
from tests import seeds

ROLE: Final = "hukou_app"
STARTED_BY_CONTROLLER: Final = "HUKOU_TEST_SERVERS"


class Servers:
    """The servers of this run; a worker of xdist uses those that its controller started."""

    def __init__(self) -> None:
        self.services: Services | None = None
        self.started = False
        self.seed: Popen[bytes] | None = None

    def announce(self) -> None:
        """Put the addresses into the environment; nothing runs yet."""
        if STARTED_BY_CONTROLLER not in os.environ and "DATABASE_URL" not in os.environ:
            self.services = Services(Path(tempfile.mkdtemp(prefix="hukou-tests-")), durable=False)
            addresses = self.services.environment
            # Migrations need the owner; conftest then assumes the application's role.
            os.environ.update(addresses, DATABASE_URL=addresses["DATABASE_OWNER_URL"])
            os.environ["SECRET_KEY"] = os.environ["AGENCIES_SECRET"] = "only-for-tests" * 3
        if worker := os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw"):
            address, _, _ = os.environ["REDIS_URL"].rpartition("/")
            os.environ["REDIS_URL"] = f"{address}/{int(worker) + 1}"

    def start(self) -> None:
        if self.services is not None and not self.started:
            self.started = True
            self.services.start()

    def stop(self) -> None:
        if self.seed is not None:
            processes.stop(self.seed)
        if self.services is not None:
            self.services.stop()
            shutil.rmtree(self.services.data, ignore_errors=True)


servers: Final = Servers()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    servers.announce()
    return (yield)


def pytest_configure(config: pytest.Config) -> None:
    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        servers.start()
        os.environ[STARTED_BY_CONTROLLER] = "1"
        if servers.services is not None:
            servers.seed = seeds.begin(servers.services)


def pytest_unconfigure() -> None:
    servers.stop()
