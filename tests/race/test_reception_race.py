"""An agreement is ended while a counter accepts by it: one comes first, the other knows."""

from collections.abc import Callable
from functools import partial
from threading import Event

import pytest

from applications.actions import (
    AgreementRequest,
    accept,
    agree_reception,
    draft,
    end_reception,
    submit,
)
from applications.models import Application, ReceptionAgreement
from applications.models.reception import ReceptionAgreementQuerySet
from applications.queries.reception import may_agree
from applications.workflow import Status
from hukou.kernel import clock
from registry.models import PostingRole
from tests.factories import OfficeFactory
from tests.filing import Counter, counter, family_of_five, posted, settlement
from tests.race.at_once import at_once, named

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def here() -> Counter:
    return counter()


def calls(here: Counter, monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], object]]:
    """Return an ending that holds its lock until the acceptance has looked, and that acceptance."""
    there = posted(OfficeFactory.create(), PostingRole.OFFICER)
    application = submit(draft(settlement(family_of_five()), by=there).pk, by=there)
    today = clock.today()
    agreement = agree_reception(
        AgreementRequest(
            counter_id=None, kind="", start=today, until=None, document="方案", clause="三"
        ),
        by=here.chief,
    )
    locked, looked = Event(), Event()

    def while_locked(*args: object, **how: object) -> object:
        locked.set()
        looked.wait(timeout=2)
        return may_agree(*args, **how)  # type: ignore[arg-type] # passed on

    monkeypatch.setattr("applications.actions.reception.may_agree", while_locked)
    lock = ReceptionAgreementQuerySet.lock

    def look(self: ReceptionAgreementQuerySet, agreement_id: int) -> ReceptionAgreement:
        if locked.is_set():
            looked.set()
        return lock(self, agreement_id)

    monkeypatch.setattr(ReceptionAgreementQuerySet, "lock", look)

    def acceptance() -> object:
        locked.wait(timeout=5)
        return accept(application.pk, by=there)

    return [partial(end_reception, agreement.pk, by=here.chief), acceptance]


def test_nothing_is_accepted_by_an_agreement_that_is_being_ended(
    here: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = at_once(*calls(here, monkeypatch))
    assert named(outcomes) == ["MayNotHandle", "ReceptionAgreement"]
    assert Application.objects.get().status == Status.SUBMITTED


def test_without_the_lock_it_would_be(here: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    """A control: if this fails, the test above proves nothing."""
    both = calls(here, monkeypatch)

    def unlocked(self: ReceptionAgreementQuerySet, agreement_id: int) -> ReceptionAgreement:
        return self.get(id=agreement_id)

    monkeypatch.setattr(ReceptionAgreementQuerySet, "lock", unlocked)
    assert named(at_once(*both)) == ["Application", "ReceptionAgreement"]
