"""Runs one benchmark or fault drill on servers of its own and prints its figures.

A drill is a module of `tests/benchmarks` or `tests/faults` with a docstring and

    def figures(house: House, *, large: bool) -> Iterable[Figure]

`house` has running, migrated, empty servers, also for the ORM of this process. The drill starts
what else it needs with `house.open()`, or with `house.supervisor.start(programs.worker(…))`.
"""

import importlib
import operator
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, NamedTuple, Protocol, cast

import django

from hukou.stack import processes
from hukou.stack.house import House
from tests.seeds import sow

COMPARISONS: Final[dict[str, Callable[[float, float], bool]]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "==": operator.eq,
}
UNMEASURED: Final = "-"


class Figure(NamedTuple):
    """One measured number, beside its yardstick from the same run where it has one.

    `goal` is a comparison and a number, such as `<=2`: it judges the ratio of value to
    yardstick, or the value itself where there is no yardstick. Empty: only shown.
    """

    name: str
    value: float
    yardstick: float | None = None
    goal: str = ""

    @property
    def ratio(self) -> float | None:
        return self.value / self.yardstick if self.yardstick else None

    @property
    def good(self) -> bool:
        if not self.goal:
            return True
        compare, bound = COMPARISONS[self.goal[:2]], float(self.goal[2:])
        return compare(self.value if self.ratio is None else self.ratio, bound)

    def line(self, drill: str) -> str:
        measured = (self.value, self.yardstick, self.ratio)
        numbers = (UNMEASURED if number is None else f"{number:.6g}" for number in measured)
        verdict = "ok" if self.good else "short"
        return " ".join((drill, self.name, *numbers, self.goal or UNMEASURED, verdict))


class Drill(Protocol):
    """A module of `tests/benchmarks` or `tests/faults`."""

    def figures(self, house: House, *, large: bool) -> Iterable[Figure]:
        """Measure; yield each figure as soon as it is known."""


def run(kind: str, name: str, *, large: bool) -> bool:
    """Run one drill; say whether every figure reached its goal."""
    data = Path(tempfile.mkdtemp(prefix=f"hukou-{name}-"))
    sow(data)
    house = House(data, port=processes.free_port(), demo=False, say=_note)
    good = True
    try:
        house.make_ready()
        os.environ.update(house.environment)
        django.setup()
        drill = cast("Drill", importlib.import_module(f"tests.{kind}.{name}"))
        for figure in drill.figures(house, large=large):
            print(figure.line(name), flush=True)  # noqa: T201 - what it is run for
            good = good and figure.good
    finally:
        house.down()
        shutil.rmtree(data, ignore_errors=True)
    return good


def _note(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hukou.settings")
    os.environ.setdefault("HUKOU_LOG_LEVEL", "WARNING")  # figures are read by people
    for server in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(server, None)
    sys.exit(0 if run(sys.argv[1], sys.argv[2], large="--large" in sys.argv) else 1)
