import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hukou.stack import processes
from hukou.stack.programs import Program
from hukou.stack.supervisor import Supervisor


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervisor(tmp_path: Path, said: list[str]) -> Iterator[Supervisor]:
    supervisor = Supervisor(tmp_path, said.append)
    yield supervisor
    supervisor.stop()


def program(code: str, name: str = "program") -> Program:
    return Program(name, (sys.executable, "-c", code), os.environ)


SLEEP = "import time; time.sleep(60)"


def pid(supervisor: Supervisor) -> int:
    return supervisor.watched[0].process.pid


def look_until_replaced(supervisor: Supervisor, old: int) -> bool:
    def replaced() -> bool:
        supervisor.look()
        return pid(supervisor) != old

    return processes.wait_until(replaced, seconds=10)


def test_a_program_that_is_killed_is_started_again(supervisor: Supervisor, said: list[str]) -> None:
    supervisor.start(program(SLEEP))
    old = pid(supervisor)
    os.kill(old, signal.SIGKILL)
    assert look_until_replaced(supervisor, old)
    assert "program ended (-9)" in said[0]


def test_pauses_grow_while_a_program_keeps_failing(supervisor: Supervisor) -> None:
    supervisor.start(program("raise SystemExit(1)"))
    look_until_replaced(supervisor, pid(supervisor))
    first = supervisor.watched[0].pause
    look_until_replaced(supervisor, pid(supervisor))
    assert supervisor.watched[0].pause > first


def test_stopping_ends_every_program_and_what_it_started(supervisor: Supervisor) -> None:
    child = "import subprocess; print(subprocess.Popen(['sleep', '60']).pid, flush=True)"
    parent = f"{child}; {SLEEP}"
    supervisor.start(program(parent))
    log = supervisor.log_of("program")
    assert processes.wait_until(lambda: log.exists() and log.read_text() != "", seconds=10)
    supervisor.stop()
    assert processes.wait_until(lambda: not processes.command_of(int(log.read_text())), seconds=5)


def test_a_program_that_ignores_requests_is_ended_anyway(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "PATIENCE", 0.2)
    deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True);"
    supervisor.start(program(f"{deaf} {SLEEP}"))
    log = supervisor.log_of("program")
    assert processes.wait_until(lambda: log.exists() and log.read_text() != "", seconds=10)
    process = supervisor.watched[0].process
    supervisor.stop()
    assert process.returncode == -signal.SIGKILL


def test_what_a_killed_run_left_is_ended_by_the_next(
    supervisor: Supervisor, said: list[str]
) -> None:
    supervisor.start(program(SLEEP))
    left = pid(supervisor)
    Supervisor(supervisor.data, said.append)
    assert processes.wait_until(lambda: not processes.command_of(left), seconds=5)


def test_a_number_that_another_program_has_now_is_left_alone(
    supervisor: Supervisor, said: list[str]
) -> None:
    supervisor.start(program(SLEEP))
    record = supervisor.data / "pids.json"
    record.write_text(record.read_text().replace("time.sleep(60)", "time.sleep(61)"))
    Supervisor(supervisor.data, said.append)
    time.sleep(0.1)
    assert supervisor.watched[0].process.poll() is None


def test_a_long_log_is_put_aside(supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hukou.stack.supervisor.LOG_LIMIT", 3)
    log = supervisor.log_of("program")
    log.write_text("long")
    supervisor.start(program(SLEEP))
    assert log.with_suffix(".log.1").read_text() == "long"
