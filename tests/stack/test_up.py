"""`manage.py up` as somebody meets it who kills it, starts it again and presses Ctrl-C."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from hukou.env import ROOT
from hukou.stack import processes
from tests.seeds import sow

READY = "Ctrl-C stops everything."


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """One directory for all, begun as the seed; `up --check` starts on an empty one."""
    made = Path(tempfile.mkdtemp(prefix="hukou-up-"))
    sow(made)
    yield made
    shutil.rmtree(made)


def up(data: Path, *, port: int) -> subprocess.Popen[bytes]:
    """Start it, and wait until it says that it is ready."""
    said = data / "said"
    said.unlink(missing_ok=True)
    environment = {"PATH": os.environ["PATH"], "HOME": str(data)}
    command = [sys.executable, str(ROOT / "manage.py"), "up", "--no-demo"]
    process = processes.spawn(
        [*command, "--port", str(port), "--data", data], log=said, environment=environment
    )
    ready = processes.wait_until(
        lambda: READY in said.read_text() or process.poll() is not None, seconds=150
    )
    assert ready, said.read_text()
    assert process.poll() is None, said.read_text()
    return process


def children(data: Path) -> list[int]:
    return [int(pid) for pid in json.loads((data / "pids.json").read_text())]


def ready(port: int) -> bool:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
        return bool(answer.status == 200)


def test_it_survives_a_hard_kill_and_stops_cleanly(data: Path) -> None:
    port = processes.free_port()
    first = up(data, port=port)
    before = children(data)
    first.send_signal(signal.SIGKILL)
    first.wait()
    second = up(data, port=port)
    assert ready(port)
    assert not any(processes.command_of(pid) for pid in before)
    after = children(data)
    second.send_signal(signal.SIGINT)
    assert second.wait(60) == 0
    assert not any(processes.command_of(pid) for pid in after)


def test_a_program_that_dies_is_started_again(data: Path) -> None:
    port = processes.free_port()
    running = up(data, port=port)
    victims = children(data)
    for pid in victims:
        os.kill(pid, signal.SIGKILL)
    replaced = processes.wait_until(
        lambda: not set(victims) & set(children(data)) and _answers(port), seconds=60
    )
    running.send_signal(signal.SIGTERM)
    running.wait(60)
    assert replaced


def _answers(port: int) -> bool:
    try:
        return ready(port)
    except OSError:
        return False
