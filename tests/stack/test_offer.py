"""`manage.py COMMAND` on a machine without servers: they run while the command does."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hukou.env import ROOT
from hukou.stack.services import Services, sole_use
from tests.seeds import sow


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="hukou-offer-"))
    sow(made)
    yield made
    shutil.rmtree(made)


def manage(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command as somebody would who set nothing but where the data is."""
    environment = {"PATH": os.environ["PATH"], "HUKOU_DATA": str(data)}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_command_finds_a_database_and_leaves_none_running(data: Path) -> None:
    answer = manage(data, "migrate", "--verbosity=0")
    assert answer.returncode == 0, answer.stderr
    assert not Services(data).postgres.running()


def test_other_users_read_nothing_there(data: Path) -> None:
    (data / "logs").mkdir(mode=0o755, exist_ok=True)  # as an earlier version made it

    answer = manage(data, "prepare")

    assert answer.returncode == 0, answer.stderr
    assert mode(data) in (0o700, 0o701)  # root's servers run as `nobody`, who must pass
    for path in data.iterdir():
        passable = 0o011 if path.name == "postgres" else 0
        assert mode(path) & 0o077 & ~passable == 0, path
    files = [*(data / "postgres").glob("*"), *(data / "valkey").rglob("*")]
    assert not [path for path in files if path.is_file() and mode(path) & 0o077]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_command_uses_the_servers_of_a_running_up(data: Path) -> None:
    with sole_use(data):
        services = Services(data)
        services.start()
        services.tell({})
        answer = manage(data, "showmigrations", "registry")
        services.stop()
    assert answer.returncode == 0, answer.stderr
    assert "[X] 0001_initial" in answer.stdout


def test_up_refuses_a_directory_that_is_in_use(data: Path) -> None:
    with sole_use(data):
        answer = manage(data, "up", "--data", str(data))
    assert answer.returncode == 1
    assert "already serves" in answer.stderr
