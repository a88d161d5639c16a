"""Two counters at one applicant for a permit: one application, one permit (P01)."""

from collections.abc import Callable
from functools import partial

import pytest

from applications.actions import approve, carry_out, draft, submit
from applications.models import Verification
from registry.models import ResidencePermit
from tests.applications.test_residence_permit import comes, permit, proven
from tests.filing import Counter, counter
from tests.race.at_once import at_once, named
from tests.race.test_application_race import unlock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def here() -> Counter:
    return counter(dated=False)


def test_of_two_applications_of_one_person_one_is_handed_in(here: Counter) -> None:
    """The people are locked: the control stands with the submissions of a settlement."""
    person = comes(here)
    files = [draft(permit(person), by=each) for each in (here.auxiliary, here.officer)]
    accounts = (here.auxiliary, here.officer)
    calls = [partial(submit, each.pk, by=by) for each, by in zip(files, accounts, strict=True)]

    assert named(at_once(*calls)) == ["AlreadyApplying", "Application"]
    assert Verification.objects.count() == 1


def two_issues(here: Counter) -> list[Callable[[], object]]:
    ready = proven(here, permit(comes(here)))
    approve(ready.pk, by=here.approver)
    return [partial(carry_out, ready.pk, by=by) for by in (here.officer, here.chief)]


def test_a_permit_granted_once_is_issued_once(here: Counter) -> None:
    outcomes = named(at_once(*two_issues(here)))
    assert outcomes[-1] == "Application"
    assert ResidencePermit.objects.count() == 1


def test_without_the_lock_the_register_itself_refuses_the_second(
    here: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A control: both find the file approved, and only the held permit stops the second."""
    calls = two_issues(here)
    unlock(monkeypatch)
    assert named(at_once(*calls)) == ["Application", "HoldsPermitAlready"]
    assert ResidencePermit.objects.count() == 1
