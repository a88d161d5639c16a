"""Sixteen decide the last places of a quota at once (P13): each place goes once, none too many."""

from time import sleep
from typing import Final

import pytest

from applications.actions import adjust_quota, approve, declare_quota
from applications.models import Decision, Quota
from applications.models.activation import ActivationQuerySet
from applications.models.quota import QuotaQuerySet
from applications.queries import quotas
from applications.queries.invariants import quotas_that_do_not_add_up
from tests.applicants import alone
from tests.filing import Counter, counter
from tests.quotas import asked, declared, keeps_the_county
from tests.race.at_once import at_once, named

pytestmark = pytest.mark.django_db(transaction=True)
CLIENTS: Final = 16
PLACES: Final = 3
BRIEFLY: Final = 0.5
WHY: Final = {"reason": "供给减少", "document": "县局通知", "clause": "第一条"}


@pytest.fixture
def here() -> Counter:
    return keeps_the_county(counter())


def read_and_wait(rows: QuotaQuerySet) -> QuotaQuerySet:
    """Read the counters without a lock, and look away: what count-then-approve does."""
    read = rows.order_by("pk")
    list(read)  # and what was read is what is decided by
    sleep(BRIEFLY)
    return read


def deciding_at_once(here: Counter) -> list[str]:
    """Have every client approve a file of their own; return what came of it."""
    files = [alone(here) for _ in range(CLIENTS)]
    declared(here, places=PLACES)

    def decide(at: int) -> object:
        return approve(files[at].pk, by=here.chief)

    return named(at_once(*(lambda at=at: decide(at) for at in range(CLIENTS))))


def test_the_last_places_are_given_once(here: Counter) -> None:
    outcomes = deciding_at_once(here)
    assert outcomes == ["Decision"] * PLACES + ["NoPlacesLeft"] * (CLIENTS - PLACES)
    assert Decision.objects.count() == Quota.objects.get().taken == PLACES
    assert not list(quotas_that_do_not_add_up())


def test_without_the_lock_more_are_approved_than_there_are_places(
    here: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A control: counting, then approving, overshoots."""
    monkeypatch.setattr(QuotaQuerySet, "hold", read_and_wait)
    deciding_at_once(here)
    assert Decision.objects.count() > PLACES
    assert list(quotas_that_do_not_add_up())


def lowering_while_deciding(here: Counter) -> list[str]:
    file, quota = alone(here), declared(here, places=1)
    return named(
        at_once(
            lambda: approve(file.pk, by=here.chief),
            lambda: adjust_quota(quota.pk, places=0, by=here.approver, **WHY),
        )
    )


def test_a_place_is_not_taken_away_while_it_is_given(here: Counter) -> None:
    outcomes = lowering_while_deciding(here)
    assert outcomes in (["BelowWhatIsTaken", "Decision"], ["NoPlacesLeft", "Quota"])
    quota = Quota.objects.get()
    assert quota.taken <= quota.places
    assert not list(quotas_that_do_not_add_up())


def declaring_while_deciding(here: Counter, monkeypatch: pytest.MonkeyPatch) -> Quota:
    """Count what was approved, and have somebody approve before the quota is stored."""
    file, counted = alone(here), quotas.approvals_in

    def count_and_wait(quota: Quota) -> object:
        found = counted(quota)
        sleep(BRIEFLY)
        return found

    monkeypatch.setattr("applications.actions.quotas.approvals_in", count_and_wait)

    def decide() -> object:
        sleep(BRIEFLY / 2)
        return approve(file.pk, by=here.chief)

    outcomes = at_once(lambda: declare_quota(asked(), by=here.approver), decide)
    assert named(outcomes) == ["Decision", "Quota"]
    return Quota.objects.get()


def test_no_approval_slips_past_a_quota_that_is_being_declared(
    here: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert declaring_while_deciding(here, monkeypatch).taken == 1


def test_without_the_lock_an_approval_slips_past(
    here: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A control: it counts against nothing."""
    monkeypatch.setattr(ActivationQuerySet, "change_law", lambda _: None)
    assert declaring_while_deciding(here, monkeypatch).taken == 0
