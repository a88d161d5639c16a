"""PostgreSQL and Valkey over one data directory, and the addresses they are reached by."""

import contextlib
import fcntl
import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from . import processes
from .passwords import Passwords
from .postgres import APPLICATION, OWNER, Postgres
from .valkey import Valkey

POSTGRES: Final = "postgres"


class InUse(Exception):
    """Another process already serves from this data directory."""


class Services:
    """The two embedded servers; start them, read `environment`, stop them."""

    def __init__(self, data: Path, *, durable: bool = True) -> None:
        self.data = data.resolve()
        _keep_others_out(self.data)
        self.passwords = Passwords(self.data / "passwords.json")
        self.postgres = Postgres(self.data / POSTGRES, self.passwords, durable=durable)
        self.valkey = Valkey(self.data / "valkey", self.passwords)

    @property
    def environment(self) -> dict[str, str]:
        """The variables that point the application at these servers."""
        return {
            "HUKOU_DATA": str(self.data),
            "DATABASE_URL": self.postgres.url(APPLICATION),
            "DATABASE_OWNER_URL": self.postgres.url(OWNER),
            "REDIS_URL": self.valkey.url,
            "SECRET_KEY": self.passwords["django"],
            "AGENCIES_SECRET": self.passwords["agencies"],
        }

    def start(self) -> None:
        self.postgres.start()
        self.valkey.start()

    def stop(self) -> None:
        self.valkey.stop()
        self.postgres.stop()

    def tell(self, more: dict[str, str]) -> None:
        """Leave the addresses where other commands of this user find them."""
        record = self.data / "environment.json"
        record.touch(mode=0o600)
        record.write_text(json.dumps({**self.environment, **more}), encoding="utf-8")


@contextmanager
def sole_use(data: Path) -> Iterator[None]:
    """Hold the data directory; the kernel lets go of it even if we are killed.

    Raises:
        InUse: somebody else holds it.
    """
    os.umask(processes.PRIVATE)  # this process, too, writes files there
    _keep_others_out(data)
    with (data / "lock").open("w", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as held:
            message = f"Something already serves from {data}"
            raise InUse(message) from held
        yield


def _keep_others_out(data: Path) -> None:
    """Make the directory ours alone, and close what an earlier version left open in it.

    When root starts the database, `nobody` runs it and may pass through; listing stays closed.
    """
    data.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(PermissionError):
        data.chmod(stat.S_IRWXU | (stat.S_IXOTH if os.geteuid() == 0 else 0))
        for path in data.iterdir():
            if path.name != POSTGRES and not path.is_symlink():
                path.chmod(path.stat().st_mode & ~processes.PRIVATE)
