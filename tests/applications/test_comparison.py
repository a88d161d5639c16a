"""A comparison (L28): asked once, judged in steps, resumed, and counted when it is done."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta

import pytest
from redis import Redis

from applications import tasks
from applications.actions import compare, compare_next, keep_population
from applications.county import plan_families
from applications.errors import BeforeItsFacts, ComparisonsRunning, MayNotCompare, NobodyToCompare
from applications.models import (
    ComparedPerson,
    Comparison,
    ComparisonState,
    Population,
    PopulationFamily,
    PopulationKind,
)
from applications.queries.compared import Wanted, people_compared
from applications.queries.comparing import (
    FamilyBeside,
    comparison_of,
    judged_beside,
    populations_within,
)
from applications.queries.fact_file import FactFamily
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput, NotFound
from hukou.law import Regulation, load_law
from registry.models import Account, PostingRole
from registry.queries import Scope, scope_of
from tests.cast import station

pytestmark = pytest.mark.django_db(transaction=True)

DRAFT, FINAL = "qz-draft-2017", "qz-final-2017"


def drafter() -> Account:
    return station(PostingRole.COUNTY_APPROVER).officer


def scope(account: Account) -> Scope:
    return scope_of(account, on=clock.today())


def planted(count: int = 200, *, by: Account | None = None) -> Population:
    families = [each.family for each in plan_families(count, seed=7)]
    return keep(families, by=by)


def keep(
    families: Iterable[FactFamily], *, by: Account | None = None, digest: str = "planted"
) -> Population:
    return keep_population(
        families, kind=PopulationKind.COUNTY, name="演示县", digest=digest, by=by
    )


def asked(
    population: Population,
    *,
    by: Account | None,
    on: date | None = None,
    former: str = DRAFT,
    following: str = FINAL,
) -> Comparison:
    return compare(
        former,
        following,
        population_id=population.pk,
        on=on or clock.today(),
        by=by,
    )


def finished(comparison: Comparison, *, step: int = 70) -> Comparison:
    while (going := compare_next(comparison.pk, families=step)) is not None:
        comparison = going
    return comparison


def test_an_office_has_so_many_comparisons_running_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("applications.actions.comparison.AT_ONCE", 2)
    by = drafter()
    people = planted(by=by)
    first, _ = (asked(people, by=by, on=clock.today() + timedelta(days=day)) for day in (0, 1))

    with pytest.raises(ComparisonsRunning):
        asked(people, by=by, on=clock.today() + timedelta(days=2))
    assert asked(people, by=by, on=clock.today()) == first
    assert Comparison.objects.count() == 2
    Comparison.objects.filter(pk=first.pk).update(state=ComparisonState.STOPPED)
    assert (
        asked(people, by=by, on=clock.today() + timedelta(days=2)).state == ComparisonState.RUNNING
    )


def test_a_comparison_runs_in_steps_and_counts_when_it_is_done() -> None:
    by = drafter()
    comparison = finished(asked(planted(), by=by))

    assert (comparison.state, comparison.judged) == (ComparisonState.FINISHED, 200)
    changed: Counter[str] = Counter()
    for each in comparison.totals["groups"]:
        changed[each["change"]] += each["people"]
    assert changed["gained"] == 40
    assert changed.total() == comparison.population.people == ComparedPerson.objects.count()
    assert set(changed) == {"gained", "unchanged"}


def test_every_difference_has_the_clause_that_decides_on_both_sides() -> None:
    finished(asked(planted(), by=drafter()))

    changed = ComparedPerson.objects.exclude(change="unchanged")
    assert not changed.filter(former_clause="").exists()
    assert not changed.filter(following_clause="").exists()


def test_the_same_question_is_asked_once() -> None:
    by = drafter()
    population = planted(3)

    assert asked(population, by=by) == asked(population, by=by)
    assert Comparison.objects.count() == 1


def test_a_killed_step_leaves_nothing_and_the_next_worker_goes_on_where_it_was() -> None:
    comparison = asked(planted(), by=drafter())
    compare_next(comparison.pk, families=50)
    planned = [each for each in plan_families(seed=7) if each.differs]
    wrong = next(each.family.label for each in planned if each.family.label > "F0000070")
    with pytest.MonkeyPatch.context() as dies:
        dies.setattr("applications.actions.comparison.judged_beside", _dies_at(wrong))
        with pytest.raises(KeyboardInterrupt):
            compare_next(comparison.pk, families=50)

    comparison.refresh_from_db()
    assert comparison.judged == 50
    assert not ComparedPerson.objects.filter(family__ordinal__gt=50).exists()
    assert finished(comparison).judged == 200
    assert ComparedPerson.objects.count() == comparison.population.people


def _dies_at(label: str) -> Callable[..., FamilyBeside]:
    def judged(family: PopulationFamily, *texts: Regulation, on: date) -> FamilyBeside:
        if family.label == label:
            raise KeyboardInterrupt
        return judged_beside(family, *texts, on=on)

    return judged


def test_the_sweep_finds_a_comparison_whose_wake_up_was_lost(redis: Redis) -> None:
    comparison = asked(planted(3), by=drafter())
    redis.flushdb()
    tasks.sweep()
    assert redis.llen("celery") == 1

    tasks.run_comparison(str(comparison.pk))
    redis.flushdb()
    tasks.sweep()
    assert redis.llen("celery") == 0


def test_a_task_that_runs_twice_compares_once() -> None:
    comparison = asked(planted(20), by=drafter())
    for _ in range(2):
        tasks.run_comparison(str(comparison.pk))

    assert ComparedPerson.objects.count() == comparison.population.people


def test_a_comparison_whose_rules_changed_on_the_way_stops_and_says_so() -> None:
    comparison = asked(planted(20), by=drafter())
    compare_next(comparison.pk, families=5)
    known = load_law().regulations
    with pytest.MonkeyPatch.context() as changes:
        changes.setitem(known, FINAL, known["jm-2018-5"])
        stopped = compare_next(comparison.pk, families=5)

    assert stopped is not None
    assert (stopped.state, stopped.judged) == (ComparisonState.STOPPED, 5)
    assert "规则已变更" in stopped.reason


def test_a_family_that_can_no_longer_be_read_stops_the_comparison_and_says_so() -> None:
    family = FactFamily("A", "", [{"party": "P", "facts": {"person.height": 180}}])
    stopped = compare_next(asked(keep([family]), by=drafter()).pk, families=5)

    assert stopped is not None
    assert stopped.state == ComparisonState.STOPPED
    assert "person.height" in stopped.reason


@pytest.mark.parametrize(
    ("former", "following", "field"),
    [
        ("qz-1999", FINAL, "former"),
        (DRAFT, "qz-1999", "following"),
        (FINAL, FINAL, "following"),
    ],
)
def test_an_unknown_text_and_the_same_one_twice_are_refused(
    former: str, following: str, field: str
) -> None:
    population = planted(3)
    with pytest.raises(InvalidInput) as refused:
        asked(population, by=drafter(), former=former, following=following)

    assert refused.value.field == field
    assert not Comparison.objects.exists()


def test_a_day_in_the_future_is_simulated_like_any_other() -> None:
    later = clock.today() + timedelta(days=400)

    assert finished(asked(planted(3), by=drafter(), on=later)).judged == 3


def test_a_day_before_a_fact_is_refused() -> None:
    family = FactFamily("A", "", [{"party": "P", "facts": {"person.birth_date": "2000-01-02"}}])
    family.latest = date(2000, 1, 2)
    population = keep([family])

    with pytest.raises(BeforeItsFacts):
        asked(population, by=drafter(), on=date(2000, 1, 1))
    assert finished(asked(population, by=drafter(), on=date(2000, 1, 2))).judged == 1


def test_no_family_is_nothing_to_compare_and_nothing_is_stored() -> None:
    with pytest.raises(NobodyToCompare):
        keep([])
    assert not Population.objects.exists()


@pytest.mark.parametrize("role", [PostingRole.OFFICER, PostingRole.SYSTEM_ADMINISTRATOR])
def test_only_those_who_draft_and_evaluate_compare(role: PostingRole) -> None:
    population = planted(3)
    somebody = station(role).officer

    with pytest.raises(MayNotCompare):
        asked(population, by=somebody)
    with pytest.raises(MayNotCompare):
        keep([], by=somebody)


def test_what_one_office_compares_is_not_shown_to_another() -> None:
    here, elsewhere = drafter(), drafter()
    own = planted(3, by=here)
    comparison = asked(own, by=here)

    assert comparison_of(comparison.pk, scope=scope(here)) == comparison
    with pytest.raises(NotFound):
        comparison_of(comparison.pk, scope=scope(elsewhere))
    assert own not in populations_within(scope(elsewhere))
    with pytest.raises(InvalidInput):
        asked(own, by=elsewhere)


def test_texts_of_two_places_are_compared_over_the_same_people() -> None:
    comparison = finished(asked(planted(20), by=drafter(), following="jm-2018-5"))

    outcomes = set(ComparedPerson.objects.values_list("following_outcome", flat=True))
    assert comparison.state == ComparisonState.FINISHED
    assert "no_policy" not in outcomes


def test_pages_go_through_everybody_once_in_the_order_of_the_population() -> None:
    comparison = finished(asked(planted(), by=drafter()))
    seen: list[tuple[int, int]] = []
    after: str | None = ""
    while after is not None:
        page = people_compared(comparison, Wanted(change=""), after=after)
        seen += [(each.family.ordinal, each.position) for each in page.items]
        after = page.next

    assert seen == sorted(set(seen))
    assert len(seen) == comparison.population.people
