"""Answers that do not agree (答复不一致): another agency is asked, and a person says what is so."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from applications.errors import ActionNotAllowed
from applications.models import COMPARED, Application, Verification, VerificationStatus
from applications.queries.authority import require_handler
from applications.queries.deciders import require_impartial
from applications.queries.disagreements import askable_besides
from applications.wake import VERIFY, wake_after_commit
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput, NotFound
from registry.models import OFFICERS, Account

from .asking import BEFORE_DECISION, answer_due

LONGEST_NOTE = 300


@transaction.atomic(durable=True)
def compare_answers(verification_id: UUID, *, by: Account, note: str) -> Verification:
    """Write down what came of looking at answers that differ (核对意见); nothing else changes.

    Both stay as they were given. An approval still names its grounds; where the late answer came
    after the decision, correcting what was decided is a step of its own.

    Raises:
        InvalidInput: no note, or one that is too long.
        ActionNotAllowed: nothing differs.
        MayNotHandle, AssignedToAnother, DecidesOwnCase: as for `replace_by_document`.
    """
    if not note.strip() or len(note.strip()) > LONGEST_NOTE:
        raise InvalidInput("请写明核对意见，不超过 300 字", field="reason")
    row = _handled(verification_id, by=by)
    if not row.conflicts:
        raise ActionNotAllowed(current=row.status, action="compare", allowed=[])
    row.compared_by, row.compared_at, row.compared_note = by, clock.now(), note.strip()
    row.save(update_fields=["compared_by", "compared_at", "compared_note"])
    return row


@transaction.atomic(durable=True)
def ask_another(verification_id: UUID, *, by: Account, agency: str) -> Verification:
    """Ask another keeper of the fact as well (另询), or the same one anew whose answer was reused.

    Raises:
        InvalidInput: the agency keeps no such fact, is not connected, or was asked already.
        ActionNotAllowed: the application has been decided or has ended.
        MayNotHandle, AssignedToAnother, DecidesOwnCase: as for `replace_by_document`.
    """
    row = _handled(verification_id, by=by)
    if row.application.status not in BEFORE_DECISION:
        raise ActionNotAllowed(current=row.application.status, action="ask_another", allowed=[])
    if agency not in askable_besides(row.pk):
        raise InvalidInput("请选择掌握此项事实、已联通而尚未询问的部门", field="agency")
    now = clock.now()
    if agency == row.agency:
        _ask_anew(row, at=now)
    else:
        row = Verification.objects.create(
            application=row.application,
            party_id=row.party_id,
            fact=row.fact,
            agency=agency,
            due_at=answer_due(now),
            next_attempt_at=now,
        )
    wake_after_commit(VERIFY, [row.pk])
    return row


def _ask_anew(row: Verification, *, at: datetime) -> None:
    """Ask for an answer of this file's own; a paper in its place stays there, and what it shows."""
    row.reused_from, row.due_at, row.next_attempt_at = None, answer_due(at), at
    fields = ["reused_from", "due_at", "next_attempt_at"]
    if row.status != VerificationStatus.REPLACED:
        row.status = VerificationStatus.PENDING
        row.value, row.receipt, row.answered_at = None, {}, None
        row.conflicts = False
        row.look_anew()
        fields += ["status", "value", "receipt", "answered_at", "conflicts", *COMPARED]
    row.save(update_fields=fields)


def _handled(verification_id: UUID, *, by: Account) -> Verification:
    """Lock the application, then the row, for who handles the file."""
    found = Verification.objects.filter(id=verification_id).values_list("application_id", flat=True)
    if not found:
        raise NotFound(verification=str(verification_id))
    application = Application.objects.lock(found[0])
    require_handler(by, application, roles=OFFICERS, on=clock.today())
    require_impartial(application, by)
    row = Verification.objects.select_for_update(of=("self",)).get(id=verification_id)
    row.application = application
    return row
