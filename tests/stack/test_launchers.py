"""The embedded servers: started, killed, started again, and nothing lost."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from hukou.stack import processes
from hukou.stack.services import InUse, Services, sole_use


@pytest.fixture
def data() -> Iterator[Path]:
    """A directory that other users may pass through; pytest's own is closed to them."""
    made = Path(tempfile.mkdtemp(prefix="hukou-launchers-"))
    yield made
    shutil.rmtree(made)


@pytest.fixture
def services(data: Path) -> Iterator[Services]:
    services = Services(data)
    services.start()
    yield services
    services.stop()


def sql(services: Services, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(services.environment["DATABASE_OWNER_URL"], autocommit=True) as session:
        cursor = session.execute(statement)
        return cursor.fetchall() if cursor.description else []


def kill(process: subprocess.Popen[bytes] | None) -> None:
    assert process is not None
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_a_killed_database_comes_back_with_what_was_committed(services: Services) -> None:
    sql(services, "create table kept as select 7 as seven")
    kill(services.postgres.process)
    services.postgres.start()
    assert sql(services, "select seven from kept") == [(7,)]


def test_a_killed_database_comes_back_while_one_of_its_sessions_still_computes(
    services: Services,
) -> None:
    """The session holds the memory of the killed server: whoever starts too early ends at once."""
    sql(services, "create table kept as select 7 as seven")
    busy = "select 1 from pg_stat_activity where state = 'active' and query like 'do %'"
    session = psycopg.connect(services.environment["DATABASE_OWNER_URL"], autocommit=True)
    session.pgconn.send_query(b"do $$ begin for i in 1..100000000 loop end loop; end $$")
    assert processes.wait_until(lambda: bool(sql(services, busy)), seconds=10)

    kill(services.postgres.process)
    services.postgres.start()
    session.pgconn.finish()

    assert "still in use" in (services.postgres.home / "log").read_text()
    assert sql(services, "select seven from kept") == [(7,)]


def test_a_killed_broker_comes_back(services: Services) -> None:
    kill(services.valkey.process)
    services.valkey.start()
    assert services.valkey.answers()


def test_data_and_addresses_survive_a_restart(data: Path, services: Services) -> None:
    sql(services, "create table kept as select 7 as seven")
    before = services.environment
    services.stop()
    again = Services(data)
    again.start()
    try:
        assert again.environment == before
        assert sql(again, "select seven from kept") == [(7,)]
    finally:
        again.stop()


def test_a_live_database_of_a_killed_run_is_used_again(data: Path, services: Services) -> None:
    heir = Services(data)
    heir.postgres.start()
    assert heir.postgres.process is None
    assert heir.environment["DATABASE_URL"] == services.environment["DATABASE_URL"]


def test_a_stale_pid_file_does_not_block_the_next_start(data: Path, services: Services) -> None:
    services.stop()
    stale = services.postgres.cluster / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{services.postgres.cluster}\n0\n1\n\n127.0.0.1\n")
    again = Services(data)
    again.start()
    again.stop()


def test_a_port_taken_meanwhile_is_replaced(data: Path, services: Services) -> None:
    services.stop()
    port = services.postgres.port
    (data / "valkey" / "port").write_text(f"{port}\n")
    with psycopg.connect(_occupying(services)):
        again = Services(data)
        assert again.valkey.port != port
    services.stop()


def _occupying(services: Services) -> str:
    services.start()
    return services.environment["DATABASE_OWNER_URL"]


def test_nobody_gets_in_without_the_password(services: Services) -> None:
    stranger = services.environment["DATABASE_URL"].replace(
        services.passwords["hukou_app"], "guess"
    )
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(stranger)
    with (
        redis.Redis(port=services.valkey.port) as client,
        pytest.raises(redis.AuthenticationError),
    ):
        client.ping()


def test_passwords_are_readable_by_their_owner_only(services: Services) -> None:
    assert stat.S_IMODE(services.passwords.file.stat().st_mode) == 0o600


def test_no_password_shows_in_the_list_of_processes(services: Services) -> None:
    passwords = [services.passwords[name] for name in ("postgres", "hukou_owner", "valkey")]
    for process in (services.postgres.process, services.valkey.process):
        assert process is not None
        command = processes.command_of(process.pid)
        assert command
        assert not any(password in command for password in passwords)


def test_a_closed_directory_stays_closed(tmp_path: Path) -> None:
    """The database runs as another user when root starts it: then it lives elsewhere."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    services = Services(closed / "data")
    try:
        services.start()
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    finally:
        services.stop()
        shutil.rmtree(services.postgres.home)


def test_two_runs_do_not_share_one_data_directory(data: Path) -> None:
    with sole_use(data), pytest.raises(InUse), sole_use(data):
        pytest.fail("both hold it")


def test_a_child_does_not_outlive_a_killed_parent(data: Path) -> None:
    parent = processes.spawn(
        [sys.executable, "-c", _PARENT, str(data / "child.log")],
        log=data / "parent.log",
        environment=os.environ,
    )
    told = data / "parent.log"
    assert processes.wait_until(lambda: told.read_text().endswith("\n"), seconds=20)
    child = int(told.read_text())
    kill(parent)
    assert processes.wait_until(lambda: not processes.command_of(child), seconds=10)


_PARENT = """
import os, sys, time
from pathlib import Path
from hukou.stack import processes
child = processes.spawn(["sleep", "60"], log=Path(sys.argv[1]), environment=os.environ)
print(child.pid, flush=True)
time.sleep(60)
"""
