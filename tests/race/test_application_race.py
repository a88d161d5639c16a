"""Two people at one application at the same moment: one succeeds, the other is told why not.

Every lock has its control: the same race with the lock taken out, which goes wrong.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from threading import Barrier, BrokenBarrierError, Event
from typing import Any, Final
from uuid import UUID

import pytest

from applications.actions import (
    Upload,
    approve,
    attach,
    carry_out,
    draft,
    replace_by_document,
    submission,
    submit,
    verification,
    withdraw,
)
from applications.models import (
    Application,
    Decision,
    Document,
    OutboxEvent,
    Party,
    Transition,
    Verification,
)
from applications.models.application import ApplicationQuerySet
from applications.queries.registered import Registered, registered
from applications.workflow import Action, Status
from hukou.kernel import clock
from registry.models import Residence
from tests.filing import (
    Counter,
    Five,
    answer,
    assessed,
    counter,
    family_of_five,
    filed,
    fresh,
    settlement,
)
from tests.race.at_once import at_once, named

pytestmark = pytest.mark.django_db(transaction=True)

PDF: Final = Upload(name="合同.pdf", content_type="application/pdf", content=b"%PDF-1.7 lease")


@pytest.fixture
def here() -> Counter:
    return counter()


@pytest.fixture
def five() -> Five:
    return family_of_five()


def both_have_read() -> Callable[[], None]:
    """Hold each of two until the other has read as well."""
    barrier = Barrier(2)

    def wait() -> None:
        with suppress(BrokenBarrierError):
            barrier.wait(timeout=5)

    return wait


def unlock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the lock out: both read the application before either writes."""
    wait = both_have_read()

    def unlocked(applications: ApplicationQuerySet, application_id: UUID, **_: Any) -> Application:
        found = applications.get(id=application_id)
        wait()
        return found

    monkeypatch.setattr(ApplicationQuerySet, "lock", unlocked)


# --- two decisions -----------------------------------------------------------------------------


def two_approvals(here: Counter, five: Five) -> list[Callable[[], object]]:
    ready = assessed(here, settlement(five))
    return [partial(approve, ready.pk, by=account) for account in (here.chief, here.approver)]


def test_of_two_approvals_one_is_refused(here: Counter, five: Five) -> None:
    outcomes = at_once(*two_approvals(here, five))

    assert named(outcomes) == ["ActionNotAllowed", "Decision"]
    assert Decision.objects.count() == 1
    assert Transition.objects.filter(action=Action.APPROVE).count() == 1


def test_without_the_lock_a_second_approval_reaches_the_constraint(
    here: Counter, five: Five, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A control: nobody is told why; the database just holds no two decisions."""
    calls = two_approvals(here, five)
    unlock(monkeypatch)
    assert named(at_once(*calls)) == ["Decision", "IntegrityError"]


# --- a decision and a withdrawal ---------------------------------------------------------------


def approval_and_withdrawal(here: Counter, five: Five) -> list[Callable[[], object]]:
    ready = assessed(here, settlement(five))
    return [
        partial(approve, ready.pk, by=here.chief),
        partial(withdraw, ready.pk, by=here.auxiliary),
    ]


def test_of_an_approval_and_a_withdrawal_one_is_refused(here: Counter, five: Five) -> None:
    outcomes = at_once(*approval_and_withdrawal(here, five))

    assert "ActionNotAllowed" in named(outcomes)
    [application] = Application.objects.all()
    was_approved = application.status == Status.APPROVED
    assert Decision.objects.exists() == was_approved


def test_without_the_lock_what_was_withdrawn_is_approved_too(
    here: Counter, five: Five, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A control: if this fails, the test above proves nothing."""
    calls = approval_and_withdrawal(here, five)
    unlock(monkeypatch)
    assert named(at_once(*calls)) == ["Application", "Decision"]


# --- two submissions ---------------------------------------------------------------------------


def test_of_two_submissions_of_one_application_one_is_refused(here: Counter, five: Five) -> None:
    written = draft(settlement(five), by=here.auxiliary)
    outcomes = at_once(*[partial(submit, written.pk, by=here.auxiliary)] * 2)

    assert named(outcomes) == ["ActionNotAllowed", "Application"]
    assert OutboxEvent.objects.count() == 1
    assert Verification.objects.count() == 11


def two_files_of_one_person(here: Counter, five: Five) -> list[Callable[[], object]]:
    request = settlement(five)
    alone = replace(request, parties=request.parties[:1])
    return [
        partial(submit, draft(alone, by=here.auxiliary).pk, by=here.auxiliary) for _ in range(2)
    ]


def test_nobody_gets_into_two_open_applications_at_once(here: Counter, five: Five) -> None:
    outcomes = at_once(*two_files_of_one_person(here, five))
    assert named(outcomes) == ["AlreadyApplying", "Application"]


def test_without_locking_people_they_would(
    here: Counter, five: Five, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A control: if this fails, the test above proves nothing."""
    calls = two_files_of_one_person(here, five)
    wait = both_have_read()
    refuse_if_busy = submission._refuse_if_busy  # noqa: SLF001 - where both have looked

    def unlocked(application_id: UUID, **how: Any) -> dict[int, Registered]:
        return registered(application_id, on=how["on"])

    def looked(application: Application, parties: Sequence[Party]) -> None:
        wait()
        refuse_if_busy(application, parties)

    monkeypatch.setattr(submission, "registered", unlocked)
    monkeypatch.setattr(submission, "_refuse_if_busy", looked)
    assert named(at_once(*calls)) == ["Application", "Application"]


# --- an answer and a document ------------------------------------------------------------------


def question_and_paper(here: Counter, five: Five) -> tuple[Verification, Document]:
    application = filed(here, settlement(five))
    paper = attach(application.pk, PDF, kind="lease_contract", by=here.auxiliary)
    return application.verifications.get(fact="dwelling.tenure"), paper


def put_in_place(here: Counter, row: Verification, paper: Document) -> Verification:
    return replace_by_document(
        row.pk, by=here.officer, document_id=paper.pk, value="leased", reason="房管系统停机"
    )


def test_of_an_answer_and_a_document_at_once_neither_is_lost(here: Counter, five: Five) -> None:
    row, paper = question_and_paper(here, five)

    outcomes = at_once(partial(answer, row, "none"), partial(put_in_place, here, row, paper))

    assert named(outcomes) == ["Verification", "Verification"]
    row.refresh_from_db()
    assert (row.status, row.document_value, row.value) == ("replaced", "leased", "none")
    assert row.conflicts


def test_without_the_lock_the_answer_would_hide_the_document(
    here: Counter, five: Five, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A control: if this fails, the test above proves nothing."""
    row, paper = question_and_paper(here, five)
    was_read, was_replaced = Event(), Event()

    def unlocked(verification_id: UUID) -> Verification:
        found = Verification.objects.get(id=verification_id)
        was_read.set()
        was_replaced.wait(timeout=5)
        return found

    def replace_then_tell() -> None:
        was_read.wait(timeout=5)
        put_in_place(here, row, paper)
        was_replaced.set()

    monkeypatch.setattr(verification, "_locked", unlocked)
    at_once(partial(answer, row, "none"), replace_then_tell)

    row.refresh_from_db()
    assert (row.status, row.conflicts) == ("answered", False)


# --- two completions ---------------------------------------------------------------------------


def two_completions(here: Counter, five: Five) -> list[Callable[[], object]]:
    ready = assessed(here, settlement(five))
    approve(ready.pk, by=here.chief)
    return [partial(carry_out, ready.pk, by=each) for each in (here.officer, here.chief)]


def test_a_decision_is_carried_out_once(here: Counter, five: Five) -> None:
    outcomes = at_once(*two_completions(here, five))

    assert named(outcomes) == ["ActionNotAllowed", "Application"]
    moved = Residence.objects.on(clock.today()).filter(household__office=here.office)
    assert moved.count() == 5
    assert fresh(Application.objects.get().pk).status == Status.REGISTERED


def test_without_the_lock_the_register_would_have_to_refuse_the_second(
    here: Counter, five: Five, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A control: the second is stopped by a rule about people, not told that it was done."""
    calls = two_completions(here, five)
    unlock(monkeypatch)
    outcomes = named(at_once(*calls))
    assert "Application" in outcomes
    assert "ActionNotAllowed" not in outcomes
