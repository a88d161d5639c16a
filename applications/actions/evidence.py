"""Putting a document, or an admission of ignorance, in an agency's place (书面材料代替)."""

from uuid import UUID

from django.db import transaction

from applications.errors import ActionNotAllowed, NotOfThisApplication
from applications.models import (
    COMPARED,
    OUTSTANDING,
    Application,
    Verification,
    VerificationStatus,
)
from applications.queries.authority import require_handler
from applications.queries.deciders import require_impartial
from applications.wake import ASSESS, wake_after_commit
from applications.workflow import TRANSITIONS, Status
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput, NotFound
from hukou.law import parse_facts
from registry.models import OFFICERS, Account

from .asking import BEFORE_DECISION


@transaction.atomic(durable=True)
def replace_by_document(
    verification_id: UUID, *, by: Account, document_id: UUID, value: object, reason: str
) -> Verification:
    """Put what a document shows in the place of an agency's answer (以材料代替), saying why.

    An agency that was asked goes on being asked: an answer that came before, or comes later, is
    compared with what the document shows (`conflicts`). Another document, or another value, is
    compared with it anew: what a person noted was about the one before.

    Raises:
        InvalidInput: no reason, or a value the fact cannot have.
        NotOfThisApplication: the document belongs to another file.
        MayNotHandle: not a police officer of the office that handles it.
        AssignedToAnother: a colleague handles it.
        DecidesOwnCase: the file is the officer's own, or that of their kin.
        ActionNotAllowed: the application has been decided or has ended.
    """
    row = _opened(verification_id, by=by, reason=reason)
    if value is None:
        raise InvalidInput("请填写材料所示的内容", field="value")
    parse_facts({row.fact: value}, on=clock.today())
    if not row.application.documents.filter(id=document_id).exists():
        raise NotOfThisApplication(field="document_id")
    if document_id != row.document_id or not row.agrees(value, row.document_value):
        row.look_anew()
    # Also where a document stood in its place already: that one may have agreed.
    row.conflicts = row.conflicts or (row.value is not None and not row.agrees(row.value, value))
    row.status = VerificationStatus.REPLACED
    row.document_id = document_id
    row.document_value = value
    row.document_reason = reason.strip()
    row.replaced_by = by
    row.save(
        update_fields=[
            "status",
            "document",
            "document_value",
            "document_reason",
            "replaced_by",
            "conflicts",
            *COMPARED,
        ]
    )
    wake_after_commit(ASSESS, [row.application_id])
    return row


@transaction.atomic(durable=True)
def leave_unknown(verification_id: UUID, *, by: Account, reason: str) -> Verification:
    """Go on without this fact (按不明处理): it stays unknown, which is never false.

    An answer that comes later is taken all the same.

    Raises the errors of `replace_by_document`.
    """
    row = _opened(verification_id, by=by, reason=reason)
    if row.status not in OUTSTANDING:
        raise ActionNotAllowed(current=row.status, action="leave_unknown", allowed=[])
    row.status = VerificationStatus.LEFT_UNKNOWN
    row.document_reason = reason.strip()
    row.replaced_by = by
    row.next_attempt_at = None
    row.save(update_fields=["status", "document_reason", "replaced_by", "next_attempt_at"])
    wake_after_commit(ASSESS, [row.application_id])
    return row


def _opened(verification_id: UUID, *, by: Account, reason: str) -> Verification:
    """Lock the application, then the row: a decision and a change of its facts take turns."""
    if not reason.strip():
        raise InvalidInput("请写明理由", field="reason")
    found = Verification.objects.filter(id=verification_id).values_list("application_id", flat=True)
    if not found:
        raise NotFound(verification=str(verification_id))
    application = Application.objects.lock(found[0])
    require_handler(by, application, roles=OFFICERS, on=clock.today())
    require_impartial(application, by)
    status = Status(application.status)
    if status not in BEFORE_DECISION:
        raise ActionNotAllowed(
            current=status.value, action="replace", allowed=list(TRANSITIONS[status])
        )
    row = Verification.objects.select_for_update(of=("self",)).get(id=verification_id)
    row.application = application
    return row
