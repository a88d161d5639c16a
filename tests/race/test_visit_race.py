"""Two send what they found at one door at once (V05): both are kept, one of them stands."""

from collections.abc import Callable
from functools import partial

import pytest

from registry.actions import take_visit_results
from registry.models import VisitReport, VisitTask
from registry.models.visits import VisitReportQuerySet, VisitTaskQuerySet
from tests.race.at_once import at_once, named
from tests.visiting import Round, batch, found, visiting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def here() -> Round:
    return visiting()


def both_send(here: Round) -> list[str]:
    task = here.task()
    stop = here.stop(task)
    officers = (here.officer, here.auxiliary)
    calls = [partial(take_visit_results, task.pk, batch(found(stop)), by=by) for by in officers]
    return named(at_once(*calls))


def test_of_two_results_sent_at_once_one_stands_and_one_waits(here: Round) -> None:
    assert both_send(here) == ["TakenResults", "TakenResults"]
    kept = VisitReport.objects.order_by("standing").values_list("standing", flat=True)
    assert list(kept) == ["conflict", "stands"]


def test_without_the_lock_one_of_them_would_be_thrown_away(
    here: Round, monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> None:
    """The control: the constraint keeps two from standing, but only the lock keeps both."""

    def unlocked(rows: VisitTaskQuerySet, task_id: int) -> VisitTask | None:
        return rows.filter(pk=task_id).first()

    read = VisitReportQuerySet.standing_for

    def read_by_both(rows: VisitReportQuerySet, stop_id: int) -> VisitReport | None:
        found_there = read(rows, stop_id)
        both_have_read()
        return found_there

    monkeypatch.setattr(VisitTaskQuerySet, "lock", unlocked)
    monkeypatch.setattr(VisitReportQuerySet, "standing_for", read_by_both)

    assert both_send(here) == ["AnsweredMeanwhile", "TakenResults"]
