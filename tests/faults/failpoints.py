"""Dies at every statement boundary of deciding and registering; invariants must hold (R13)."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from hukou.env import ROOT
from hukou.stack.house import House
from tests.measuring import Figure

TEST: Final = "tests/faults/test_failpoints.py"
PYTEST: Final = (sys.executable, "-m", "pytest", "-q", "-o", "junit_family=xunit1")
SERVERS: Final = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")


def figures(house: House, *, large: bool) -> Iterable[Figure]:
    """Run the test of it over all boundaries, however large; the suite tries a sample."""
    del large
    report = house.data / "failpoints.xml"
    environment = {name: text for name, text in os.environ.items() if name not in SERVERS}
    subprocess.run(
        [*PYTEST, f"--junitxml={report}", TEST],
        cwd=ROOT, env={**environment, "HUKOU_EVERY_FAILPOINT": "1"}, check=False,
        stdout=sys.stderr,
    )  # fmt: skip
    yield from told(report)


def told(report: Path) -> Iterable[Figure]:
    """Read the figures from what pytest reported."""
    cases = list(ET.parse(report).iter("testcase"))  # noqa: S314 - our own report
    counted = [
        (each.get("name"), int(str(each.get("value"))))
        for case in cases
        for each in case.iter("property")
    ]
    boundaries = sum(count for name, count in counted if name == "boundaries")
    yield Figure("acts", sum(name == "boundaries" for name, _ in counted))
    yield Figure("boundaries", boundaries)
    crashes = sum(count for name, count in counted if name == "crashes")
    yield Figure("crashes", crashes, goal=f"=={boundaries}")
    failed = [case for case in cases if list(case.iter("failure")) or list(case.iter("error"))]
    yield Figure("violations", len(failed), goal="==0")
