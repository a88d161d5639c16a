"""Asking agencies by files (批量核查): what goes into the next file, and what came back in one.

A file of answers is taken whole, in one transaction, or not at all. Whoever is killed, whenever,
leaves rows and files from which the next one goes on: nothing is lost, and nothing is done twice.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, Value, When

from applications.connectors import (
    AgencyError,
    Answer,
    Question,
    parse_answer,
    refuse_pointless,
    request_id_of,
)
from applications.connectors.sealed import (
    ANSWERS,
    FileAltered,
    FileCutShort,
    FileMiscounted,
    FileRefused,
    FileUnreadable,
    SealedFile,
    unseal,
)
from applications.errors import AnsweredOtherwise
from applications.models import (
    ASKED,
    Problem,
    QuestionBatch,
    Received,
    Verification,
    VerificationStatus,
    Way,
)
from applications.queries.questions import questions_for
from applications.workflow import OPEN
from hukou.kernel import clock

from .messages import Letter, note_message
from .verification import follow_answers, hold_files_of, take_answer, take_failure

WAITS: Final = timedelta(days=1)
"""How long a file of answers is waited for before its questions go into another file."""
PROBLEMS: Final[Mapping[type[FileRefused], Problem]] = {
    FileCutShort: Problem.CUT_SHORT,
    FileAltered: Problem.ALTERED,
    FileUnreadable: Problem.UNREADABLE,
    FileMiscounted: Problem.MISCOUNTED,
}


@transaction.atomic(durable=True)
def prepare_batch(agency: str, *, limit: int) -> QuestionBatch | None:
    """Put what is due for an agency into a batch, oldest first; None when nothing is.

    What must not be asked is refused here, and needs a paper.
    """
    now = clock.now()
    waiting = Verification.objects.due(now).filter(agency=agency, application__status__in=OPEN)
    due = list(waiting.select_for_update(skip_locked=True, of=("self",))[:limit])
    questions = questions_for(due, on=clock.today())
    asked = [row.pk for row in due if _may_be_asked(row, questions[row.pk])]
    if not asked:
        return None
    Verification.objects.filter(id__in=asked).update(
        # Where a paper stands in its place, the agency goes on being asked, and the paper stays.
        status=Case(
            When(status__in=ASKED, then=Value(VerificationStatus.AWAITED)), default=F("status")
        ),
        attempts=F("attempts") + 1,
        asked_at=now,
        next_attempt_at=now + WAITS,
        last_error="",
    )
    return QuestionBatch.objects.create(agency=agency, questions=asked)


@transaction.atomic(durable=True)
def note_written(batch_id: UUID) -> None:
    """Note that the file of a batch lies where the agency fetches it; again is harmless."""
    QuestionBatch.objects.filter(id=batch_id, written_at=None).update(written_at=clock.now())


@transaction.atomic(durable=True)
def take_batch(agency: str, *, letter: Letter, secret: str, again: bool) -> Received:
    """Take a file of answers whole (批量答复), or write down why not; return what became of it.

    One line that cannot be believed is refused by itself and written down; its question needs a
    person, and the others are answered. `again` says that somebody had begun to read this very
    file: when they had finished, nothing is left to do.
    """
    try:
        told = unseal(ANSWERS, letter.body, secret=secret)
    except FileRefused as refusal:
        return _refused(letter, agency, PROBLEMS[type(refusal)], about=None)
    # What a file says of itself may be no text at all: only our own name of an agency is looked up.
    batch = QuestionBatch.objects.select_for_update().filter(id=told.batch, agency=agency).first()
    if batch is None or told.agency != agency:
        return _refused(letter, agency, Problem.UNASKED, about=told.batch)
    if batch.digest == letter.digest:
        if not again:
            note_message(Way.FILE, letter, Received.REPEATED, agency=agency, about=batch.pk)
        return Received.REPEATED
    if batch.digest:
        return _refused(letter, agency, Problem.REUSED, about=batch.pk)
    lines = by_question(told, batch)
    if lines is None:
        return _refused(letter, agency, Problem.MISCOUNTED, about=batch.pk)
    _take_lines(lines, letter, agency)
    batch.answered_at, batch.digest = clock.now(), letter.digest
    batch.save(update_fields=["answered_at", "digest"])
    # Taken once by its batch, whatever the agency calls its files.
    taken = Letter(message_id=f"batch_{batch.pk}", body=letter.body)
    note_message(Way.FILE, taken, Received.TAKEN, agency=agency, about=batch.pk)
    return Received.TAKEN


def _may_be_asked(row: Verification, question: Question) -> bool:
    """Whether a question makes sense to its agency; what does not needs a paper."""
    try:
        refuse_pointless(row.agency, question)
    except AgencyError as refusal:
        take_failure(row, error=refusal.reason, permanent=refusal.permanent)
        return False
    return True


def by_question(told: SealedFile, batch: QuestionBatch) -> dict[UUID, bytes] | None:
    """Return each question's line; None unless every question of the batch has exactly one.

    What was retired since may have none: its file was perhaps written without it.
    """
    asked = {str(each): each for each in batch.questions}
    named = {request_id_of(line) or "": line for line in told.lines}
    if len(named) != len(told.lines) or not named.keys() <= asked.keys():
        return None
    missing = [key for name, key in asked.items() if name not in named]
    if Verification.objects.filter(id__in=missing).exists():
        return None
    return {asked[name]: line for name, line in named.items()}


def _take_lines(lines: Mapping[UUID, bytes], letter: Letter, agency: str) -> None:
    hold_files_of(lines.keys())
    asked = Verification.objects.filter(id__in=lines).order_by("id")
    rows = list(asked.select_for_update(of=("self",)))
    questions = questions_for(rows, on=clock.today())
    taken = []
    for row in rows:
        problem = _problem_with(row, _believed(questions[row.pk], lines[row.pk]))
        if problem is None:
            taken.append(row)
        else:
            line = Letter(message_id=letter.message_id, body=lines[row.pk])
            _refused(line, agency, problem, about=row.pk)
    follow_answers(taken)


def _problem_with(row: Verification, answer: Answer | AgencyError) -> Problem | None:
    """Take the answer to a locked question, or return why it cannot be believed."""
    if not isinstance(answer, Answer):
        take_failure(row, error=answer.reason, permanent=True)
        return Problem.IMPOSSIBLE
    try:
        take_answer(row, answer)
    except AnsweredOtherwise:
        return Problem.OTHERWISE
    return None


def _believed(question: Question, line: bytes) -> Answer | AgencyError:
    try:
        return parse_answer(question, line)
    except AgencyError as unusable:
        return unusable


def _refused(letter: Letter, agency: str, problem: Problem, *, about: UUID | None) -> Received:
    note_message(Way.FILE, letter, Received.REFUSED, agency=agency, about=about, problem=problem)
    return Received.REFUSED
