"""Draft beside final over a population (L28): set-wise, beside judging each family at the desk."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from time import monotonic
from typing import Final

from applications.actions import compare, compare_next, keep_population
from applications.county.compared import DIFFERING, OF_EACH, TOGETHER, plan_families
from applications.models import Comparison, Population, PopulationFamily, PopulationKind
from applications.queries.comparing import judged_beside
from hukou.law import load_law
from hukou.stack.house import House
from tests.measuring import Figure

DRAFT, FINAL = "qz-draft-2017", "qz-final-2017"
ON: Final = date(2026, 6, 1)
FAMILIES: Final = 20_000
LARGE: Final = 480_000
"""A million people."""
STEP: Final = 20_000
AT_THE_DESK: Final = 1_000


def figures(house: House, *, large: bool) -> Iterator[Figure]:
    """Count people a second, from the first step to the totals; and who differs unasked."""
    del house
    families = LARGE if large else FAMILIES
    population = keep_population(
        (each.family for each in plan_families(families, seed=7)),
        kind=PopulationKind.COUNTY,
        name="benchmark",
        digest="benchmark",
        by=None,
    )
    begun = monotonic()
    comparison = compare(DRAFT, FINAL, population_id=population.pk, on=ON, by=None)
    while (going := compare_next(comparison.pk, families=STEP)) is not None:
        comparison = going
    taken = monotonic() - begun
    planted = families * len(DIFFERING) * OF_EACH // TOGETHER
    yield Figure("people", population.people)
    yield Figure("seconds", taken)
    yield Figure("families_that_differ", differing(comparison), planted, "==1")
    yield Figure("people_a_second", population.people / taken, at_the_desk(population), ">=1")


def differing(comparison: Comparison) -> int:
    """Return how many families come out differently."""
    changes = {each["change"]: each["families"] for each in comparison.totals["changes"]}
    return int(changes.get("differing", 0))


def at_the_desk(population: Population) -> float:
    """Return how many people a second are judged and explained by both texts, one by one."""
    known = load_law().regulations
    families = PopulationFamily.objects.filter(population=population).order_by("ordinal")
    begun, people = monotonic(), 0
    for family in islice(families.iterator(), AT_THE_DESK):
        people += len(judged_beside(family, known[DRAFT], known[FINAL], on=ON).people)
    return people / (monotonic() - begun)
