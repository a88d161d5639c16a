"""Two clicks, and two workers, at the same moment: one comparison, everybody judged once (L28)."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db.models import QuerySet

from applications.actions import compare, compare_next, keep_population
from applications.actions.compared_sets import store_alike
from applications.county import plan_families
from applications.models import ComparedPerson, Comparison, Population, PopulationKind
from hukou.kernel import clock
from tests.race.at_once import at_once, named

pytestmark = pytest.mark.django_db(transaction=True)

DRAFT, FINAL = "qz-draft-2017", "qz-final-2017"


def kept() -> Population:
    return keep_population(
        [each.family for each in plan_families(40, seed=7)],
        kind=PopulationKind.COUNTY,
        name="演示县",
        digest="x",
        by=None,
    )


def asked(population: Population) -> Comparison:
    return compare(DRAFT, FINAL, population_id=population.pk, on=clock.today(), by=None)


def test_two_clicks_at_once_start_one_comparison() -> None:
    population = kept()
    outcomes = at_once(*[partial(asked, population) for _ in range(2)])

    assert named(outcomes) == ["Comparison", "Comparison"]
    assert Comparison.objects.count() == 1


def test_the_same_facts_handed_in_twice_at_once_are_kept_once() -> None:
    outcomes = at_once(kept, kept)

    assert named(outcomes) == ["Population", "Population"]
    assert Population.objects.get().families == 40


def test_of_two_workers_at_once_one_goes_on_and_the_other_leaves() -> None:
    comparison = asked(kept())
    step = partial(compare_next, comparison.pk, families=20)
    at_once(step, step)
    while step():
        pass

    assert Comparison.objects.get().judged == 40
    assert ComparedPerson.objects.count() == comparison.population.people


def test_without_the_lock_both_judge_the_same_families(
    monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> None:
    """A control: both read how far it is, and the second meets the constraint."""
    comparison = asked(kept())

    def after_both_have_read(*part: Any, **upto: Any) -> list[int]:
        both_have_read()
        return store_alike(*part, **upto)

    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_: rows)
    monkeypatch.setattr("applications.actions.comparison.store_alike", after_both_have_read)
    step = partial(compare_next, comparison.pk, families=20)

    assert named(at_once(step, step)) == ["Comparison", "IntegrityError"]
