"""Results of visits come in later (row V05): whole batches, once, and nothing is overwritten."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from psycopg.types.range import Range

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.actions import (
    Gathered,
    check_quality_rule,
    compare_visit_reports,
    keep_finding,
    record_actual_residence,
    take_visit_results,
)
from registry.errors import (
    BatchCutShort,
    ComparesOwnReport,
    NoSuchVisitTask,
    NothingToCompare,
    PlansForOwnStation,
    VisitBatchReused,
)
from registry.models import (
    Entry,
    QualityFinding,
    QualityRule,
    Residence,
    VisitBatch,
    VisitReport,
    VisitTask,
)
from tests.cast import BASIS, station
from tests.registry.quality import rule
from tests.visiting import Round, batch, day, found, visiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Round:
    rule("D03-11")
    return visiting()


@pytest.fixture
def task(here: Round) -> VisitTask:
    return here.task()


def standings(task: VisitTask) -> list[str]:
    rows = VisitReport.objects.filter(stop__task=task).order_by("recorded_at")
    return list(rows.values_list("standing", flat=True))


def refused(here: Round, task: VisitTask, *results: Gathered) -> list[str]:
    """Send a batch that must be refused, and return the fields that are named."""
    with pytest.raises(InvalidInput) as told:
        take_visit_results(task.pk, batch(*results), by=here.officer)
    assert not VisitReport.objects.exists()
    assert not VisitBatch.objects.exists()
    return [each["field"] for each in told.value.errors]


# --- taken once --------------------------------------------------------------------------------


def test_the_same_batch_again_changes_nothing(here: Round, task: VisitTask) -> None:
    sent = batch(*(found(stop) for stop in task.stops.all()))
    first = take_visit_results(task.pk, sent, by=here.officer)
    again = take_visit_results(task.pk, sent, by=here.officer)

    assert (first.repeated, again.repeated) == (False, True)
    assert again.reports == first.reports
    assert standings(task) == ["stands"] * 3


def test_a_batch_key_is_not_used_for_something_else(here: Round, task: VisitTask) -> None:
    sent = batch(found(here.stop(task)))
    take_visit_results(task.pk, sent, by=here.officer)
    other = replace(sent, results=(replace(sent.results[0], result="not_found"),))

    for by, again in ((here.officer, other), (here.auxiliary, sent)):
        with pytest.raises(VisitBatchReused):
            take_visit_results(task.pk, again, by=by)
    assert standings(task) == ["stands"]


def test_a_batch_cut_short_changes_nothing(here: Round, task: VisitTask) -> None:
    whole = batch(*(found(stop) for stop in task.stops.all()))
    with pytest.raises(BatchCutShort) as told:
        take_visit_results(task.pk, replace(whole, results=whole.results[:2]), by=here.officer)

    assert told.value.field == "count"
    assert not VisitReport.objects.exists()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"visited_on": day(1)}, "visited_on"),
        ({"visited_on": day(-1)}, "visited_on"),
        ({"result": "burnt_down"}, "result"),
        ({"note": "说" * 501}, "note"),
        ({"stop": 10**12}, "stop"),
        ({"people": (10**12,)}, "people"),
        ({"pictures": ("ABC",)}, "pictures"),
        ({"pictures": ("a" * 64,) * 2}, "pictures"),
    ],
)
def test_one_impossible_result_refuses_the_batch_and_is_named(
    here: Round, task: VisitTask, told: dict[str, Any], field: str
) -> None:
    good, bad = task.stops.order_by("sequence")[:2]
    assert refused(here, task, found(good), found(bad, **told)) == [f"results.1.{field}"]


def test_a_result_for_another_tasks_stop_is_refused(here: Round, task: VisitTask) -> None:
    another = here.task()
    assert refused(here, task, found(here.stop(another))) == ["results.0.stop"]


def test_a_result_key_is_used_once(here: Round, task: VisitTask) -> None:
    one = found(here.stop(task))
    assert refused(here, task, one, one) == ["results.1.id"]


def test_another_station_reports_nothing(here: Round, task: VisitTask) -> None:
    for other in (station(), station("system_administrator")):
        with pytest.raises(NoSuchVisitTask):
            take_visit_results(task.pk, batch(found(here.stop(task))), by=other.officer)
    with pytest.raises(NoSuchVisitTask):
        take_visit_results(task.pk, batch(found(here.stop(task))), by=here.land.approver)


def test_rare_characters_of_a_note_are_kept(here: Round, task: VisitTask) -> None:
    told = found(here.stop(task), note="邻居𠮷·某说已搬走\n（𪚥）")
    take_visit_results(task.pk, batch(told), by=here.auxiliary)

    assert VisitReport.objects.get().note == "邻居𠮷·某说已搬走 （𪚥）"


# --- two results -------------------------------------------------------------------------------


def test_a_stop_answered_by_somebody_else_is_a_conflict_and_stays(
    here: Round, task: VisitTask
) -> None:
    stop = here.stop(task)
    take_visit_results(task.pk, batch(found(stop)), by=here.officer)
    taken = take_visit_results(task.pk, batch(found(stop, "not_found")), by=here.auxiliary)

    assert [each.standing for each in taken.reports] == ["conflict"]
    assert standings(task) == ["stands", "conflict"]
    assert not QualityFinding.objects.exists()


def test_whoever_went_corrects_themselves(here: Round, task: VisitTask) -> None:
    stop = here.stop(task)
    for result in ("nobody_home", "as_registered"):
        take_visit_results(task.pk, batch(found(stop, result)), by=here.officer)

    assert standings(task) == ["followed", "stands"]


def test_who_goes_again_on_a_later_day_answers_a_closed_door(here: Round, task: VisitTask) -> None:
    stop = here.stop(task)
    take_visit_results(task.pk, batch(found(stop, "nobody_home")), by=here.officer)
    with clock.frozen(clock.now() + timedelta(days=1)):
        take_visit_results(task.pk, batch(found(stop)), by=here.auxiliary)
        late = found(stop, visited_on=day(-1))
        taken = take_visit_results(task.pk, batch(late), by=here.officer)

    assert standings(task) == ["followed", "stands", "conflict"]
    assert taken.reports[0].pk == late.id


def test_a_person_chooses_between_two_results(here: Round, task: VisitTask) -> None:
    stop = here.stop(task)
    take_visit_results(task.pk, batch(found(stop)), by=here.officer)
    other = found(stop, "not_found")
    take_visit_results(task.pk, batch(other), by=here.auxiliary)

    with pytest.raises(PlansForOwnStation):
        compare_visit_reports(other.id, adopt=True, reason="复核", by=here.auxiliary)
    with pytest.raises(ComparesOwnReport):
        compare_visit_reports(other.id, adopt=True, reason="复核", by=here.officer)
    with pytest.raises(InvalidInput):
        compare_visit_reports(other.id, adopt=True, reason=" ", by=here.chief)
    compare_visit_reports(other.id, adopt=True, reason="再次上门，确无此户", by=here.chief)

    assert standings(task) == ["set_aside", "stands"]
    assert QualityFinding.objects.filter(status="open").count() == 4
    with pytest.raises(NothingToCompare):
        compare_visit_reports(other.id, adopt=False, reason="反悔", by=here.chief)


def test_who_was_chosen_cannot_replace_what_a_third_chose(here: Round, task: VisitTask) -> None:
    stop = here.stop(task)
    take_visit_results(task.pk, batch(found(stop)), by=here.officer)
    other = found(stop, "not_found")
    take_visit_results(task.pk, batch(other), by=here.auxiliary)
    compare_visit_reports(other.id, adopt=True, reason="再次上门，确无此户", by=here.chief)

    take_visit_results(task.pk, batch(found(stop)), by=here.auxiliary)

    assert standings(task) == ["set_aside", "stands", "conflict"]


# --- what was found ----------------------------------------------------------------------------


def test_what_was_found_opens_a_finding_and_leaves_the_register_alone(
    here: Round, task: VisitTask
) -> None:
    homes = list(Residence.objects.order_by("pk").values_list("pk", "period"))
    entries = Entry.objects.count()
    told = found(here.stop(task), "elsewhere", people=(here.ouyang.son.pk,))
    take_visit_results(task.pk, batch(told), by=here.auxiliary)

    [finding] = QualityFinding.objects.all()
    assert (finding.people, finding.households) == (
        [here.ouyang.son.pk],
        [here.ouyang.household.pk],
    )
    assert (finding.status, finding.office) == ("open", here.land.here.office)
    assert finding.evidence["signs"] == ["elsewhere"]
    assert list(Residence.objects.order_by("pk").values_list("pk", "period")) == homes
    assert Entry.objects.count() == entries


def test_the_nightly_run_keeps_what_a_visit_found_until_it_is_answered(
    here: Round, task: VisitTask
) -> None:
    son = here.ouyang.son
    told = found(here.stop(task), "elsewhere", people=(son.pk,))
    take_visit_results(task.pk, batch(told), by=here.officer)
    key = QualityRule.objects.get(code="D03-11").pk
    assert (check_quality_rule(key).found, check_quality_rule(key).cleared) == (1, 0)

    record_actual_residence(
        son, place="广东省深圳市", on=day(0), source="visit", by=here.officer, basis=BASIS
    )

    assert check_quality_rule(key).cleared == 1


def test_a_later_visit_that_finds_them_clears_it(here: Round, task: VisitTask) -> None:
    stop = here.stop(task)
    take_visit_results(task.pk, batch(found(stop, "not_found")), by=here.officer)
    take_visit_results(task.pk, batch(found(stop)), by=here.officer)

    assert check_quality_rule(QualityRule.objects.get(code="D03-11").pk).cleared == 4


def test_a_door_that_is_gone_is_a_finding_about_the_household(here: Round, task: VisitTask) -> None:
    take_visit_results(task.pk, batch(found(here.stop(task), "no_such_door")), by=here.officer)

    [finding] = QualityFinding.objects.all()
    assert (finding.people, finding.households) == ([], [here.ouyang.household.pk])


def test_a_finding_that_was_dismissed_stays_so_for_the_same_visit(
    here: Round, task: VisitTask
) -> None:
    told = found(here.stop(task), "not_found", people=(here.ouyang.son.pk,))
    take_visit_results(task.pk, batch(told), by=here.auxiliary)
    keep_finding(QualityFinding.objects.get(), reason="住校，周末回家", by=here.officer)

    check_quality_rule(QualityRule.objects.get(code="D03-11").pk)

    assert QualityFinding.objects.get().status == "dismissed"


def test_without_the_rule_nothing_is_opened(here: Round, task: VisitTask) -> None:
    QualityRule.objects.update(period=Range(day(-9), day(-1)))
    take_visit_results(task.pk, batch(found(here.stop(task), "not_found")), by=here.officer)

    assert not QualityFinding.objects.exists()
