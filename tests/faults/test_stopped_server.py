"""The server is killed in the middle of a save (OpenCRVS 7005, 11991).

Row 2 of other people's failures: the client is told nothing is stored, because no number of an
application ever reaches it, and nothing is: not half of it either. The same request works again.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

import httpx2
import pytest
from django.db import connection, transaction

from applications.models import Application, OutboxEvent, Party, Transition, Verification
from hukou.env import ROOT
from hukou.stack import processes
from tests.api.callers import as_agency
from tests.api.filing import application
from tests.filing import counter, family_of_five

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE: Final = 60.0
TABLES: Final = (Application, Party, Verification, Transition, OutboxEvent)
WAITING: Final = "SELECT count(*) FROM pg_locks WHERE NOT granted"


class Server:
    """The web server as production runs it, on the database of the tests."""

    def __init__(self) -> None:
        self.port = processes.free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        database = urlsplit(os.environ["DATABASE_URL"])
        name = str(connection.settings_dict["NAME"])
        self.environment = {
            **os.environ,
            "DATABASE_URL": urlunsplit(database._replace(path=f"/{name}")),
            "WEB_BIND": f"127.0.0.1:{self.port}",
            "WEB_WORKERS": "1",
        }
        self.start()

    def start(self) -> None:
        command = ("-m", "gunicorn", "--config", str(ROOT / "deploy" / "gunicorn.conf.py"))
        self.process = subprocess.Popen(
            [sys.executable, *command, "hukou.wsgi"],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        assert processes.wait_until(self._answers, seconds=PATIENCE)

    def kill(self) -> None:
        """End it and its workers at once, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def _answers(self) -> bool:
        try:
            return httpx2.get(f"{self.address}/livez").is_success
        except httpx2.HTTPError:
            return False


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    if running.process.poll() is None:
        running.kill()


def file(server: Server, body: dict[str, Any], token: str, *, key: str) -> httpx2.Response:
    """Send an application as another agency's program does."""
    headers = {"Authorization": token, "Idempotency-Key": key}
    return httpx2.post(
        f"{server.address}/api/v1/applications", json=body, headers=headers, timeout=PATIENCE
    )


def is_held_up() -> bool:
    """Whether the server waits for a lock, with part of its transaction written."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        (waiting,) = cursor.fetchone()
    return bool(waiting)


def stop_in_the_middle(server: Server, body: dict[str, Any], token: str) -> Future[Any]:
    """Hold the table that is written last, wait until the save hangs there, kill the server."""
    with ThreadPoolExecutor(1) as client, transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE applications_verification IN SHARE MODE")
        sent = client.submit(file, server, body, token, key="first")
        assert processes.wait_until(is_held_up, seconds=PATIENCE), sent.result(timeout=1).text
        server.kill()
    return sent


def test_a_server_killed_during_a_save_has_stored_nothing_and_said_so(server: Server) -> None:
    """Row 2 of other people's failures."""
    counter()
    body = application(family_of_five(), submit=True)
    as_agency("applications:write")
    token = "Bearer civil-affairs-applications:write"

    sent = stop_in_the_middle(server, body, token)

    assert isinstance(sent.exception(), httpx2.TransportError)  # no answer, so no number
    assert [model.objects.count() for model in TABLES] == [0] * len(TABLES)

    server.start()
    again = file(server, body, token, key="second")
    assert again.status_code == 201
    assert Application.objects.get().number == again.json()["number"]
