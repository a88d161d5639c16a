"""Writing down what came back from agencies (来件记录): what was taken, repeated, and refused."""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

import structlog
from django.db import transaction

from applications.connectors import AgencyError, parse_answer, request_id_of
from applications.errors import AnsweredOtherwise
from applications.models import Problem, Received, ReceivedMessage, Verification, Way
from applications.models.received_message import LONGEST_ID
from applications.queries.questions import question_for
from hukou.kernel import clock

from .verification import follow_answers, hold_files_of, take_answer, take_failure

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message as it arrived: its id, its bytes, and the agencies that may have signed it."""

    message_id: str
    body: bytes
    signers: Collection[str] = ()

    @property
    def known_as(self) -> str:
        """Its id as it is stored and found again: no NUL, no half of a surrogate pair."""
        text = self.message_id.replace("\0", "").encode(errors="ignore").decode()
        return text[:LONGEST_ID]

    @property
    def digest(self) -> str:
        return sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of a letter; `row` is missing where the signer was never asked."""

    row: Verification | None
    problem: Problem | None = None
    reason: str = ""
    repeated: bool = False


@transaction.atomic(durable=True)
def take_callback(verification_id: UUID, *, letter: Letter) -> Receipt:
    """Take an agency's later answer to one question (签名回传), or write down why not.

    The same letter again is known by its id and changes nothing, also long after. What is refused
    is written down in the same transaction as everything else, so it returns rather than raises.
    """
    hold_files_of([verification_id])
    row = (
        Verification.objects.select_for_update(of=("self",))
        .filter(id=verification_id, agency__in=letter.signers)
        .first()
    )
    if row is None:
        return _refused(letter, None, Problem.OTHER_CASE, about=verification_id)
    told = request_id_of(letter.body)
    if told is None:
        return _refused(letter, row, Problem.UNREADABLE, "the answer is not a JSON object")
    if told != str(row.pk):
        return _refused(letter, row, Problem.OTHER_CASE, "the answer is to another request")
    before = _taken_before(letter, row.agency)
    if before is not None and before.digest != letter.digest:
        return _refused(letter, row, Problem.REUSED, "the message id was used before")
    if before is not None:
        note_message(Way.CALLBACK, letter, Received.REPEATED, agency=row.agency, about=row.pk)
        return Receipt(row=row, repeated=True)
    return _taken(letter, row)


@transaction.atomic(durable=True)
def refuse_letter(
    verification_id: UUID, *, letter: Letter, problem: Problem, agency: str
) -> ReceivedMessage:
    """Write down a letter whose signature does not hold; nothing else changes."""
    return note_message(
        Way.CALLBACK,
        letter,
        Received.REFUSED,
        agency=agency,
        about=verification_id,
        problem=problem,
    )


def note_message(
    way: Way,
    letter: Letter,
    outcome: Received,
    *,
    agency: str,
    about: UUID | None,
    problem: Problem | None = None,
) -> ReceivedMessage:
    """Write down one message inside the transaction that acts on it."""
    if problem is not None:
        log.warning(
            "message_refused",
            way=way.value,
            agency=agency,
            about=str(about),
            problem=problem.value,
            digest=letter.digest,
        )
    return ReceivedMessage.objects.create(
        way=way,
        agency=agency,
        message_id=letter.known_as,
        digest=letter.digest,
        about=about,
        outcome=outcome,
        problem=problem or "",
    )


def _taken_before(letter: Letter, agency: str) -> ReceivedMessage | None:
    return ReceivedMessage.objects.filter(
        agency=agency, message_id=letter.known_as, outcome=Received.TAKEN
    ).first()


def _taken(letter: Letter, row: Verification) -> Receipt:
    try:
        answer = parse_answer(question_for(row, on=clock.today()), letter.body)
    except AgencyError as unusable:
        take_failure(row, error=unusable.reason, permanent=unusable.permanent)
        problem = Problem.IMPOSSIBLE if unusable.permanent else Problem.UNREADABLE
        return _refused(letter, row, problem, unusable.reason)
    try:
        take_answer(row, answer)
    except AnsweredOtherwise as refusal:
        return _refused(letter, row, Problem.OTHERWISE, refusal.zh)
    follow_answers([row])
    note_message(Way.CALLBACK, letter, Received.TAKEN, agency=row.agency, about=row.pk)
    return Receipt(row=row)


def _refused(
    letter: Letter,
    row: Verification | None,
    problem: Problem,
    reason: str = "",
    *,
    about: UUID | None = None,
) -> Receipt:
    # One secret may be shared by all: then nobody knows who signed what was for nobody.
    signer = next(iter(letter.signers)) if len(letter.signers) == 1 else ""
    note_message(
        Way.CALLBACK,
        letter,
        Received.REFUSED,
        agency=row.agency if row is not None else signer,
        about=row.pk if row is not None else about,
        problem=problem,
    )
    return Receipt(row=row, problem=problem, reason=reason)
