"""A comparison is killed in the middle, again and again: everybody stands once in its result."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from typing import Final

from django.db.models import Count

from applications.actions import keep_population
from applications.county.compared import DIFFERING, OF_EACH, TOGETHER, plan_families
from applications.models import ComparedPerson, Comparison, ComparisonState, PopulationKind
from hukou.env import ROOT
from hukou.stack.house import House
from tests.measuring import Figure

FAMILIES: Final = 20_000
LARGE: Final = 100_000
KILLS: Final = 3
READY: Final = 60.0  # seconds
COMMAND: Final = ("compare_regulations", "qz-draft-2017", "qz-final-2017")


def figures(house: House, *, large: bool) -> Iterable[Figure]:
    """Kill after a step that was seen done, and a little later; then let it finish."""
    families = LARGE if large else FAMILIES
    population = keep_population(
        (each.family for each in plan_families(families, seed=7)),
        kind=PopulationKind.COUNTY,
        name="drill",
        digest="drill",
        by=None,
    )
    environment = {**os.environ, **house.environment}
    dice = random.Random(1)  # noqa: S311 - not a secret
    found = [killed_after(dice.random(), environment) for _ in range(KILLS)]
    subprocess.run(command(), cwd=ROOT, env=environment, check=True, capture_output=True)
    comparison = Comparison.objects.get()
    assert comparison.state == ComparisonState.FINISHED
    people = ComparedPerson.objects.filter(comparison=comparison)
    differing = people.exclude(change="unchanged").aggregate(n=Count("family", distinct=True))["n"]
    planted = families * len(DIFFERING) * OF_EACH // TOGETHER
    yield Figure("kills_half_way", sum(0 < judged < families for judged in found), goal=">=1")
    yield Figure("people_missing_or_twice", abs(people.count() - population.people), goal="==0")
    yield Figure("families_wrongly_judged", abs(differing - planted), goal="==0")


def killed_after(seconds: float, environment: Mapping[str, str]) -> int:
    """Kill a run so long after its first step; return how many families it left as judged."""
    process = subprocess.Popen(
        command(), cwd=ROOT, env=environment, stderr=subprocess.PIPE, start_new_session=True
    )
    assert process.stderr is not None
    process.stderr.readline()
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(READY)
    process.stderr.close()
    return Comparison.objects.get().judged


def command() -> list[str]:
    return [sys.executable, "manage.py", *COMMAND]
