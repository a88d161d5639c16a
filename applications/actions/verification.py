"""Asking other agencies (核查): who is asked next, what they answered, what stands in its place.

A row is claimed for the length of one call, so that a worker that dies leaves it due again; no lock
is held while an agency is asked.
"""

import random
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from itertools import islice, zip_longest
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Case, Exists, OuterRef, Q, When

from applications.connectors import (
    AGENCIES,
    Answer,
    Question,
    agency,
    by_file,
    longest_call,
    wait_after,
)
from applications.models import ASKED, Application, Verification, VerificationStatus
from applications.queries.questions import question_for
from applications.queries.rounds.entry import refuse_another_answer
from applications.wake import ASSESS, wake_after_commit
from applications.workflow import OPEN, Status
from hukou.kernel import clock
from hukou.kernel.errors import NotFound

from .answers_kept import (
    compare_with_others,
    refuse_impossible,
    set_beside_first,
    set_beside_paper,
    store_answer,
)
from .asking import ask_next

CALLBACK: Final = timedelta(minutes=10)
"""How long a promised answer is waited for before the agency is asked again."""
LONGEST_ERROR: Final = 200
AT_ONCE: Final = 500
"""Questions that are asked anew together when an agency is back; its next answer brings more."""

DROPPED: Final = Q(attempts__gt=0, last_error="")
"""What was asked, and has neither an answer nor a failure since: its worker is gone, a promised
answer is overdue, or the gate sent it back."""

_S = VerificationStatus
_jitter: Final = random.Random()  # noqa: S311 - spreads load, protects nothing


@transaction.atomic(durable=True)
def due_verifications(*, limit: int) -> Sequence[UUID]:
    """Return the questions a worker should ask now, at most `limit`.

    What a worker had in hand when it died comes first, then the oldest; of every agency in turn,
    so that a heap of one agency's stands before nobody else's; of an agency that is left alone,
    only the one question that tries it.
    """
    now = clock.now()
    heaps = [
        _due_of(slug, now, limit=most)
        for slug in AGENCIES
        if slug not in by_file() and (most := agency(slug).may_ask(limit)) > 0
    ]
    by_turns = (each for row in zip_longest(*heaps) for each in row if each is not None)
    return list(islice(by_turns, limit))


@transaction.atomic(durable=True)
def claim_verification(verification_id: UUID) -> Question | None:
    """Take a question for as long as a call may last; None when it is not due, or is taken.

    What its agency would refuse at once stays due as it is: the sweep comes when there is room.
    What goes by file is not asked like this.
    """
    now = clock.now()
    row = (
        Verification.objects.due(now)
        .filter(id=verification_id, application__status__in=OPEN)
        .exclude(agency__in=by_file())
        .select_for_update(skip_locked=True, of=("self",))
        .first()
    )
    if row is None or not agency(row.agency).may_ask(1):
        return None
    row.attempts += 1
    row.asked_at = now
    row.next_attempt_at = now + longest_call()
    row.last_error = ""  # whoever has one waits; this one is being asked
    row.save(update_fields=["attempts", "asked_at", "next_attempt_at", "last_error"])
    return question_for(row, on=now.date())


@transaction.atomic(durable=True)
def expect_answer(verification_id: UUID) -> Verification:
    """Note that the agency will answer by itself (稍后答复); it is asked again if it does not."""
    row = _locked(verification_id)
    if row.next_attempt_at is not None:
        row.status = _S.AWAITED if row.status in ASKED else row.status
        row.next_attempt_at = clock.now() + CALLBACK
        row.last_error = ""
        row.save(update_fields=["status", "next_attempt_at", "last_error"])
    return row


@transaction.atomic(durable=True)
def put_back(verification_id: UUID, *, wait: float) -> Verification:
    """Give back a question that was not sent, for `wait` seconds: it was no attempt.

    Each waits up to twice as long, by chance, so that they do not come back all at once.
    """
    row = _locked(verification_id)
    if row.next_attempt_at is not None:
        row.attempts = max(0, row.attempts - 1)
        row.next_attempt_at = clock.now() + timedelta(seconds=wait * _jitter.uniform(1, 2))
        row.save(update_fields=["attempts", "next_attempt_at"])
    return row


@transaction.atomic(durable=True)
def record_answer(verification_id: UUID, answer: Answer) -> Verification:
    """Store what an agency answered (答复). The same answer again changes nothing.

    An answer that comes after a document was put in its place, or that differs from the one
    before, is kept beside it and marked as conflicting (`conflicts`), for a person to look at:
    what was decided on stays as it was.

    In a round of settling by points the first answer counts: what differs from it is refused.

    Raises:
        InvalidInput: the answer is to another question, or no possible value; nothing is stored.
        AnsweredOtherwise: a round holds the file, and this agency has said something else.
    """
    hold_files_of([verification_id])
    row = _locked(verification_id)
    take_answer(row, answer)
    follow_answers([row])
    return row


@transaction.atomic(durable=True)
def record_failure(
    verification_id: UUID, *, error: str, permanent: bool, retry_after: float | None = None
) -> Verification:
    """Note that no usable answer came (核查失败): it is asked again, later each time.

    A `permanent` failure asks for a document instead; the file goes on being listed either way.
    """
    row = _locked(verification_id)
    return take_failure(row, error=error, permanent=permanent, retry_after=retry_after)


def hold_files_of(questions: Collection[UUID]) -> None:
    """Lock the files before their questions, in one order, as whoever acts on the file does.

    An answer may bring a further question, which hangs on the file: locked the other way round, it
    and an officer who puts a paper in the agency's place would wait for each other.
    """
    asked = Verification.objects.filter(id__in=questions).values("application")
    files = Application.objects.filter(id__in=asked).order_by("id")
    list(files.select_for_update(no_key=True, of=("self",)).values_list("id"))


def take_answer(row: Verification, answer: Answer) -> None:
    """Do what `record_answer` does to a locked row, inside a transaction that may do more.

    Whoever takes answers ends with `follow_answers`.
    """
    refuse_impossible(row, answer)
    refuse_another_answer(row, known=answer.known, value=answer.value)
    if row.status == _S.REPLACED:
        set_beside_paper(row, answer)
    elif row.status == _S.ANSWERED or (row.status == _S.UNKNOWN_TO_AGENCY and not answer.known):
        set_beside_first(row, answer)
    else:
        store_answer(row, answer)
        compare_with_others(row)
        ask_next(row)


def follow_answers(taken: Sequence[Verification]) -> None:
    """Do what answers are followed by, once for all: their agencies answer, their files may go on.

    Which files, is asked after commit, so that of two last answers one sees both.
    """
    for slug in {row.agency for row in taken}:
        _ask_what_is_owed(slug)
    files = {row.application_id for row in taken}
    transaction.on_commit(lambda: _wake_if_complete(files), robust=True)


def take_failure(
    row: Verification, *, error: str, permanent: bool, retry_after: float | None = None
) -> Verification:
    """Do what `record_failure` does to a locked row, inside a transaction that may do more."""
    if row.next_attempt_at is None:
        return row
    row.last_error = error[:LONGEST_ERROR]
    row.status = _S.BY_HAND if permanent and row.status in ASKED else row.status
    wait = wait_after(row.attempts, retry_after=retry_after)
    row.next_attempt_at = None if permanent else clock.now() + wait
    row.save(update_fields=["status", "last_error", "next_attempt_at"])
    return row


def _due_of(slug: str, now: datetime, *, limit: int) -> Sequence[UUID]:
    # Files that have ended ask no more; a heap of their rows must not stand before the others.
    waiting = Verification.objects.due(now).filter(agency=slug, application__status__in=OPEN)
    in_hand_first = waiting.order_by(Case(When(DROPPED, then=0), default=1), "next_attempt_at")
    due = in_hand_first.select_for_update(skip_locked=True, of=("self",))
    return list(due.values_list("id", flat=True)[:limit])


def _ask_what_is_owed(agency: str) -> None:
    """Have everything asked now that waits since this agency failed: it answers again.

    Otherwise what failed often would wait for minutes after an outage is over.
    """
    now = clock.now()
    waiting = Verification.objects.filter(
        agency=agency, status=_S.PENDING, next_attempt_at__gt=now
    ).exclude(last_error="")
    owed = waiting.order_by("next_attempt_at").select_for_update(skip_locked=True, of=("self",))
    if keys := list(owed.values_list("id", flat=True)[:AT_ONCE]):
        Verification.objects.filter(id__in=keys).update(next_attempt_at=now)


def _wake_if_complete(files: Collection[UUID]) -> None:
    """Wake the assessment of the files that wait for nothing any more.

    Acceptance wakes it too, after its own commit: a file not accepted yet needs no waking now.
    """
    waiting = Verification.objects.outstanding().filter(application=OuterRef("pk"))
    ready = Application.objects.filter(~Exists(waiting), pk__in=files, status=Status.ACCEPTED)
    if keys := list(ready.values_list("pk", flat=True)):
        wake_after_commit(ASSESS, keys)


def _locked(verification_id: UUID) -> Verification:
    row = Verification.objects.select_for_update(of=("self",)).filter(id=verification_id).first()
    if row is None:
        raise NotFound(verification=str(verification_id))
    return row
