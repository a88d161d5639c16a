"""The whole service on one machine: servers, preparation, programs; up, watched, and down."""

import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Final

from . import processes, programs
from .processes import LOOPBACK, ROOT
from .services import Services
from .supervisor import Supervisor

HEALTHY_WITHIN: Final = 120.0  # seconds
LOOK_EVERY: Final = 0.3  # seconds
TOLD: Final = ("HUKOU_DEMO", "CALLBACK_URL", "SANDBOX_PORT", "AGENCIES_URL")
OWN_SERVERS: Final = ("DATABASE_URL", "REDIS_URL")


class Failed(Exception):
    """The service could not be brought up; the message says where to look."""


class House:
    """Everything that `manage.py up` runs, in the order it starts."""

    def __init__(self, data: Path, *, port: int, demo: bool, say: Callable[[str], None]) -> None:
        self.data = data.resolve()
        self.port = port
        self.demo = demo
        self.say = say
        self.embedded = not all(os.environ.get(name) for name in OWN_SERVERS)
        self.services = Services(self.data) if self.embedded else None
        self.supervisor = Supervisor(self.data, say)
        self.environment = self._environment()

    @property
    def address(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def database(self) -> Path | None:
        """Where the embedded database lives, if not under the data directory."""
        home = self.services.postgres.home if self.services is not None else self.data
        return None if home.is_relative_to(self.data) else home

    def up(self) -> None:
        """Start everything and wait until it is healthy.

        Raises:
            Failed: a step did not work.
        """
        self.make_ready()
        self.open()

    def make_ready(self) -> None:
        """Start the servers and bring the database to the present schema."""
        if self.services is not None:
            self._timed("PostgreSQL and Valkey", self.services.start)
            self.services.tell({name: self.environment[name] for name in TOLD})
        self._timed("migrations, divisions" + ", county" * self.demo, self.prepare)

    def open(self) -> None:
        """Start sandbox, web, worker and beat, and wait until the web answers that it is ready."""
        for program in self._programs():
            self.supervisor.start(program)
        self._timed("sandbox, web, worker, beat", self.wait_until_healthy)

    def prepare(self) -> None:
        command = [sys.executable, str(ROOT / "manage.py"), "prepare"]
        if self.demo:
            command.append("--demo")
        log = self.supervisor.log_of("prepare")
        process = processes.spawn(command, log=log, environment=self.environment)
        try:
            code = process.wait()
        finally:
            processes.stop(process)
        if code != 0:
            raise Failed(f"Preparing the database failed; the end of {log}:\n{tail(log)}")

    def wait_until_healthy(self) -> None:
        deadline = time.monotonic() + HEALTHY_WITHIN
        while not self._ready():
            if time.monotonic() > deadline:
                log = self.supervisor.log_of("web")
                raise Failed(f"Not healthy; the end of {log}:\n{tail(log)}")
            self.look()
            time.sleep(LOOK_EVERY)

    def look(self) -> None:
        """Start again whatever has exited, the servers first."""
        if self.services is not None:
            for server in (self.services.postgres, self.services.valkey):
                if not server.running():
                    self.say(f"{type(server).__name__} ended; starting it again")
                    server.start()
        self.supervisor.look()

    def watch(self) -> None:
        while True:
            self.look()
            time.sleep(LOOK_EVERY)

    def down(self) -> None:
        self.supervisor.stop()
        if self.services is not None:
            self.services.stop()

    # --- parts ---------------------------------------------------------------------------------

    def _environment(self) -> dict[str, str]:
        sandbox_port = processes.kept_port(self.data / "sandbox-port")
        ours = {
            "HUKOU_DATA": str(self.data),
            "HUKOU_DEMO": "1" if self.demo else "0",
            "CALLBACK_URL": self.address,
            "SANDBOX_PORT": str(sandbox_port),
            "AGENCIES_URL": f"http://{LOOPBACK}:{sandbox_port}",
        }
        servers = self.services.environment if self.services is not None else {}
        # What the operator set goes before what we would choose, except where the servers are.
        return {**ours, **os.environ, **servers, "PYTHONUNBUFFERED": "1"}

    def _programs(self) -> list[programs.Program]:
        started = [
            programs.web(self.environment, data=self.data, port=self.port),
            programs.worker(self.environment),
            programs.beat(self.environment),
        ]
        if self.environment["AGENCIES_URL"].startswith(f"http://{LOOPBACK}:"):
            return [programs.sandbox(self.environment), *started]
        return started

    def _ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/readyz", timeout=2) as answer:  # noqa: S310
                return bool(answer.status == 200)  # noqa: PLR2004
        except (urllib.error.URLError, OSError):
            return False

    def _timed(self, what: str, step: Callable[[], None]) -> None:
        started = time.monotonic()
        step()
        self.say(f"  {time.monotonic() - started:5.1f} s  {what}")


def tail(log: Path, lines: int = 15) -> str:
    try:
        return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
    except OSError as missing:
        return str(missing)
