"""A population compared inside PostgreSQL comes out as each family at the desk (L28)."""

from datetime import date
from random import Random
from typing import Final

import pytest

from applications.actions import compare, compare_next, keep_population
from applications.models import (
    ComparedPerson,
    Comparison,
    ComparisonState,
    PopulationFamily,
    PopulationKind,
)
from applications.queries.comparing import judged_beside
from applications.queries.fact_file import FactFamily, kept, later
from hukou.law import Change, Outcome, Regulation, load_law, parse_facts
from tests.law.populace import choices, household

pytestmark = pytest.mark.django_db(transaction=True)

DAY: Final = date(2021, 2, 28)
"""The day on which somebody born on 29 February has a birthday."""
TEXTS: Final = sorted(load_law().regulations)
PAIRS: Final = list(zip(TEXTS, TEXTS[1:] + TEXTS[:1], strict=True))


def families(regulation: Regulation, count: int) -> list[FactFamily]:
    """Draw families from whatever a regulation looks at, and one born on a leap day."""
    random, tried = Random(11), choices(regulation, DAY)  # noqa: S311 - not a secret
    drawn = []
    for at in range(count):
        one = household(random, tried, DAY)
        people = [one.applicant, *one.companions]
        if at % 5 == 0:
            people[0] = parse_facts(
                {**_without_age(people[0].as_json()), "person.birth_date": "2000-02-29"}, on=DAY
            )
        family = FactFamily(f"F{at}", one.division or "")
        for each in people:
            family.people.append({"party": f"P{len(family.people)}", "facts": kept(each)})
            family.latest = later(family.latest, each)
        drawn.append(family)
    return drawn


def _without_age(told: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in told.items() if name != "person.age"}


def compared(drawn: list[FactFamily], former: str, following: str) -> Comparison:
    population = keep_population(drawn, kind=PopulationKind.COUNTY, name="x", digest="x", by=None)
    asked = compare(former, following, population_id=population.pk, on=DAY, by=None)
    while compare_next(asked.pk, families=70):
        pass
    return Comparison.objects.get(pk=asked.pk)


def as_stored(comparison: Comparison) -> list[tuple[str, ...]]:
    people = ComparedPerson.objects.filter(comparison=comparison)
    return list(
        people.order_by("family", "position").values_list(
            "former_outcome", "following_outcome", "change"
        )
    )


@pytest.mark.parametrize(("former", "following"), PAIRS)
def test_every_pair_of_texts_is_compared_as_at_the_desk(former: str, following: str) -> None:
    known = load_law().regulations
    comparison = compared(families(known[former], 150), former, following)

    assert comparison.state == ComparisonState.FINISHED
    at_the_desk = [
        (one.outcome.value, other.outcome.value, change.value)
        for family in PopulationFamily.objects.order_by("ordinal")
        for one, other, change in judged_beside(
            family, known[former], known[following], on=DAY
        ).people
    ]
    assert as_stored(comparison) == at_the_desk


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        ({"person.age": 59}, "not_eligible"),
        ({"person.age": 17}, "eligible"),
        ({"person.birth_date": "2004-02-29"}, "eligible"),
        ({"person.birth_date": "2003-02-28"}, "not_eligible"),
        ({}, "evidence"),
    ],
)
def test_a_child_is_as_old_as_told_or_as_born_and_otherwise_of_unknown_age(
    told: dict[str, object], outcome: str
) -> None:
    graduate = {
        "education.returned_overseas": True,
        "talent.shortage_recognition": True,
        "approval.county_government": True,
    }
    child = {**told, "relation.kind": "child", "relation.cohabits": True, "person.married": True}
    family = FactFamily("F", "330800")
    for each in (graduate, child):
        facts = parse_facts(each, on=DAY)
        family.people.append({"party": f"P{len(family.people)}", "facts": kept(facts)})
        family.latest = later(family.latest, facts)

    [_, (judged, _, _)] = as_stored(compared([family], "qz-draft-2017", "qz-final-2017"))

    assert judged == outcome


def test_the_families_drawn_reach_outcomes_and_changes_of_every_kind() -> None:
    known = load_law().regulations
    comparison = compared(families(known["qz-draft-2017"], 1500), "qz-draft-2017", "qz-final-2017")

    stored = as_stored(comparison)
    assert {each[2] for each in stored} == {each.value for each in Change}
    outcomes = {each for row in stored for each in row[:2]}
    assert {Outcome.ELIGIBLE, Outcome.REVIEW, Outcome.EVIDENCE, Outcome.NOT_ELIGIBLE} <= outcomes


def test_whoever_differs_is_told_the_clauses_and_nobody_else() -> None:
    known = load_law().regulations
    comparison = compared(families(known["qz-draft-2017"], 200), "qz-draft-2017", "qz-final-2017")

    people = ComparedPerson.objects.filter(comparison=comparison)
    assert not people.exclude(change="unchanged").filter(former_clause="").exists()
    assert not people.filter(change="unchanged").exclude(former_clause="").exists()
