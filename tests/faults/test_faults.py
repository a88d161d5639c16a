"""Everything breaks in turn while a small county files and decides; nothing is lost or doubled."""

import os
import subprocess
import sys
from typing import Final

from hukou.env import ROOT

COUNTED: Final = ("decided_twice", "lost", "stuck", "invariants_broken", "misheard")
FAULTS: Final = 7
"""Of our own processes; each connected agency adds its own."""


def test_every_application_is_decided_exactly_once() -> None:
    """Asserts counts only: how long it takes depends on the machine (R1, R2, R4, R5, P19)."""
    figures = run("every_fault")

    assert float(figures["faults"]) > FAULTS
    assert float(figures["in_hand"]) > 0
    assert figures["decided_once"] == figures["submitted"]
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
