"""Two officers decide one finding at once (D01): it is decided once."""

from collections.abc import Callable
from functools import partial

import pytest

from registry.actions import check_quality_rule, keep_finding
from registry.models import QualityDecision, QualityFinding
from registry.models.quality import QualityFindingQuerySet
from tests.race.at_once import at_once, named
from tests.registry.quality import Twice, rule, twice

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pair() -> Twice:
    return twice()


def both_decide(pair: Twice) -> list[str]:
    finding = pair.finding
    officers = (pair.chief, pair.here.officer)
    calls = [partial(keep_finding, finding, reason="两人", by=officer) for officer in officers]
    return named(at_once(*calls))


def test_a_finding_is_decided_by_one_of_two_who_decide_at_once(pair: Twice) -> None:
    assert both_decide(pair) == ["FindingIsDecided", "QualityDecision"]
    assert QualityDecision.objects.count() == 1


def test_without_the_lock_it_would_be_decided_twice(
    pair: Twice, monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> None:
    """The control: only the lock makes the second wait until it can see the first."""

    def unlocked(rows: QualityFindingQuerySet, finding_id: int) -> QualityFinding | None:
        found = rows.filter(pk=finding_id).select_related("rule", "office").first()
        both_have_read()
        return found

    monkeypatch.setattr(QualityFindingQuerySet, "lock", unlocked)

    assert both_decide(pair) == ["QualityDecision", "QualityDecision"]


def test_two_runs_of_a_rule_at_once_find_nothing_twice(pair: Twice) -> None:
    key = rule().pk

    at_once(partial(check_quality_rule, key), partial(check_quality_rule, key))

    assert QualityFinding.objects.count() == 1
    assert pair.again.pk
