"""An import is killed at three random moments and started again: the register is the same."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from hukou.env import ROOT
from hukou.stack.house import House
from registry.models import ImportRun, ImportState
from tests.benchmarks._importing import connected, empty, legacy_file, register_of, staff
from tests.measuring import Figure

PEOPLE: Final = 4_000
LARGE: Final = 200_000
SEEDS: Final = (1,)
SEEDS_LARGE: Final = (1, 2, 3)
KILLS: Final = 3
READY: Final = 60.0  # seconds until a process has loaded everything


def figures(house: House, *, large: bool) -> Iterable[Figure]:
    """Compare every table, byte for byte, with that of an import that nobody disturbed.

    `killed_while_…` says in how many states a kill found the run, so that it is seen not to have
    come too late every time.
    """
    path = legacy_file(LARGE if large else PEOPLE)
    environment = {**os.environ, **house.environment}
    seeds = SEEDS_LARGE if large else SEEDS
    started = time.monotonic()
    whole = undisturbed(path, environment)
    taken = time.monotonic() - started
    differing, found = 0, set[str]()
    for seed in seeds:
        register, states = disturbed(path, environment, random.Random(seed), within=taken)  # noqa: S311
        differing += sum(whole[table] != register[table] for table in whole)
        found |= states
    yield Figure("kills", len(seeds) * KILLS)
    yield Figure("states_found", len(found), goal=">=2")
    yield Figure("tables_differ", differing, goal="==0")


def undisturbed(path: Path, environment: Mapping[str, str]) -> Mapping[str, str]:
    """Return the digests of the tables after an import from beginning to end."""
    with connected() as connection:
        empty(connection)
        staff()
        subprocess.run(command(path), cwd=ROOT, env=environment, check=True, capture_output=True)
        return register_of(connection)


def disturbed(
    path: Path, environment: Mapping[str, str], dice: random.Random, *, within: float
) -> tuple[Mapping[str, str], set[str]]:
    """Return the same after kills at random moments, and in which states they found the run."""
    states = set[str]()
    with connected() as connection:
        empty(connection)
        staff()
        for _ in range(KILLS):
            killed_after(dice.random() * within / KILLS, path, environment)
            states |= set(ImportRun.objects.values_list("state", flat=True))
        subprocess.run(command(path), cwd=ROOT, env=environment, check=True, capture_output=True)
        assert ImportRun.objects.get().state == ImportState.FINISHED
        return register_of(connection), states


def killed_after(seconds: float, path: Path, environment: Mapping[str, str]) -> None:
    """Start an import, and kill it so long after it begins."""
    process = subprocess.Popen(
        command(path), cwd=ROOT, env=environment, stdout=subprocess.PIPE, start_new_session=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(READY)
    process.stdout.close()


def command(path: Path) -> list[str]:
    return [sys.executable, "-m", "tests.faults._import_once", str(path)]
