"""Real processes are broken in the middle of verification; nothing is lost, doubled or stuck."""

import os
import subprocess
import sys
from typing import Final

import pytest

from hukou.env import ROOT

DRILLS: Final = ("killed_worker", "flushed_broker", "restarted_broker")
COUNTED: Final = ("lost", "double", "stuck")


@pytest.mark.parametrize("name", DRILLS)
def test_every_application_is_decided_exactly_once(name: str) -> None:
    """Asserts counts only: how long it takes depends on the machine."""
    figures = run(name)

    assert float(figures["in_hand"]) > 0 or name != "killed_worker"
    assert {each: figures[each] for each in COUNTED} == dict.fromkeys(COUNTED, "0")


def run(name: str) -> dict[str, str]:
    """Run a drill in a process of its own, with servers of its own; return its figures."""
    servers = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")
    environment = {key: value for key, value in os.environ.items() if key not in servers}
    done = subprocess.run(
        [sys.executable, "-m", "tests.measuring", "faults", name],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    lines = [line.split() for line in done.stdout.splitlines() if line.startswith(f"{name} ")]
    assert lines, done.stderr[-4000:]
    return {line[1]: line[2] for line in lines}
