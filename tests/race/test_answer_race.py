"""An agency answers while an officer, or another agency, is at the same question (V06, V07).

Every lock has its control: the same race with the lock taken out, which goes wrong.
"""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db import OperationalError

from applications.actions import Upload, ask_another, attach, replace_by_document, verification
from applications.actions.answers_kept import compare_with_others
from applications.models import Application, Document, Verification
from applications.models.application import ApplicationQuerySet
from tests.filing import Counter, accepted, answer, counter, family_of_five, settlement
from tests.race.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)

PDF = Upload(name="合同.pdf", content_type="application/pdf", content=b"%PDF-1.7 lease")


@pytest.fixture
def here() -> Counter:
    return counter()


@pytest.fixture
def tenure(here: Counter) -> Verification:
    application = accepted(here, settlement(family_of_five()))
    return application.verifications.get(fact="dwelling.tenure")


@pytest.fixture
def lease(here: Counter, tenure: Verification) -> Document:
    return attach(tenure.application_id, PDF, kind="lease_contract", by=here.auxiliary)


def no_lock(questions: object) -> None:
    del questions


def linger(monkeypatch: pytest.MonkeyPatch, wait: Callable[[], None]) -> None:
    """Let each hold what it locked first until the other has locked something too."""
    lock_row, lock_file = verification._locked, ApplicationQuerySet.lock  # noqa: SLF001

    def row(verification_id: UUID) -> Verification:
        locked = lock_row(verification_id)
        wait()
        return locked

    def file(files: ApplicationQuerySet, application_id: UUID, **seen: Any) -> Application:
        locked = lock_file(files, application_id, **seen)
        wait()
        return locked

    monkeypatch.setattr(verification, "_locked", row)
    monkeypatch.setattr(ApplicationQuerySet, "lock", file)


def answered_while_replaced(
    here: Counter, tenure: Verification, lease: Document
) -> tuple[object, ...]:
    replace = partial(
        replace_by_document,
        tenure.pk,
        by=here.officer,
        document_id=lease.pk,
        value="leased",
        reason="房管系统停机",
    )
    return tuple(at_once(partial(answer, tenure, None), replace))


def test_no_record_and_a_paper_take_turns(
    here: Counter,
    tenure: Verification,
    lease: Document,
    monkeypatch: pytest.MonkeyPatch,
    both_have_read: Callable[[], None],
) -> None:
    linger(monkeypatch, both_have_read)

    outcomes = answered_while_replaced(here, tenure, lease)

    assert all(isinstance(each, Verification) for each in outcomes), outcomes
    tenure.refresh_from_db()
    assert (tenure.status, tenure.document_value) == ("replaced", "leased")


def test_without_the_file_locked_first_they_wait_for_each_other(
    here: Counter,
    tenure: Verification,
    lease: Document,
    monkeypatch: pytest.MonkeyPatch,
    both_have_read: Callable[[], None],
) -> None:
    linger(monkeypatch, both_have_read)
    monkeypatch.setattr(verification, "hold_files_of", no_lock)

    outcomes = answered_while_replaced(here, tenure, lease)

    assert any(isinstance(each, OperationalError) for each in outcomes), outcomes


def both_answer(
    here: Counter,
    tenure: Verification,
    monkeypatch: pytest.MonkeyPatch,
    both_have_read: Callable[[], None],
) -> int:
    """Return how many of two answers that differ were marked as differing."""
    second = ask_another(tenure.pk, by=here.officer, agency="housing")

    def compared(row: Verification) -> None:
        compare_with_others(row)
        both_have_read()

    monkeypatch.setattr(verification, "compare_with_others", compared)
    outcomes = at_once(partial(answer, tenure, "owned"), partial(answer, second, "leased"))
    assert all(isinstance(each, Verification) for each in outcomes), outcomes
    return Verification.objects.filter(conflicts=True).count()


def test_two_agencies_that_differ_at_the_same_moment_are_seen_to_differ(
    here: Counter,
    tenure: Verification,
    monkeypatch: pytest.MonkeyPatch,
    both_have_read: Callable[[], None],
) -> None:
    assert both_answer(here, tenure, monkeypatch, both_have_read) == 1


def test_without_the_lock_neither_sees_the_other(
    here: Counter,
    tenure: Verification,
    monkeypatch: pytest.MonkeyPatch,
    both_have_read: Callable[[], None],
) -> None:
    monkeypatch.setattr(verification, "hold_files_of", no_lock)

    assert both_answer(here, tenure, monkeypatch, both_have_read) == 0
