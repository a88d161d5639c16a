"""What happens to a document after its issue (打印、换补、交验、作废): one line of its log each."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from hukou.kernel import clock
from hukou.kernel.errors import DomainError
from registry.documents import Wanted, template_used
from registry.errors import (
    DocumentExpired,
    DocumentLost,
    DocumentReplaced,
    DocumentUsed,
    DocumentVoided,
    NotUsedToMove,
    constraints_explained,
)
from registry.models import (
    USED_TO_MOVE,
    Account,
    DocumentEvent,
    DocumentEventKind,
    DocumentStatus,
    Household,
    IssuedDocument,
)

from .documents import issue_again, lock_subjects, log, note_reading, required
from .impartial import refuse_own_case

WHY_NOT: Final[dict[DocumentStatus, type[DomainError]]] = {
    DocumentStatus.VOIDED: DocumentVoided,
    DocumentStatus.USED: DocumentUsed,
    DocumentStatus.REPLACED: DocumentReplaced,
    DocumentStatus.LOST: DocumentLost,
    DocumentStatus.EXPIRED: DocumentExpired,
}
VALID: Final = frozenset({DocumentStatus.VALID})
REPLACEABLE: Final = VALID | {DocumentStatus.EXPIRED, DocumentStatus.LOST}


@transaction.atomic
@constraints_explained()
def print_document(document: IssuedDocument, *, by: Account, reason: str = "") -> DocumentEvent:
    """Note that a document was printed; any print after the first needs a reason (打印、重打).

    Raises:
        ReasonRequired: it was printed before.
        OwnCase: whoever prints it, or their kin, stands in it.
        DocumentVoided, DocumentUsed, DocumentReplaced, DocumentLost, DocumentExpired
    """
    held = _held(document, VALID)
    _stand_back(held, by)
    printed = held.events.filter(kind=DocumentEventKind.PRINTED).exists()
    kind = DocumentEventKind.REPRINTED if printed else DocumentEventKind.PRINTED
    event = log(held, kind, by=by, reason=required(reason) if printed else reason)
    note_reading(held, by=by, purpose=kind.label)
    return event


@transaction.atomic
@constraints_explained()
def reissue_document(
    document: IssuedDocument,
    *,
    by: Account,
    reason: str,
    wanted: Wanted | None = None,
    lost: bool = False,
) -> IssuedDocument:
    """Issue another document in place of one that is lost, damaged, expired or out of date (换补).

    It has a number of its own and today's template. `wanted` writes it out of today's register;
    without it the new one says what the old one said, which is right for papers of a move.

    Raises:
        ReasonRequired, OwnCase, DocumentVoided, DocumentUsed, DocumentReplaced, and those of
        `issue_document`.
    """
    told = required(reason)
    if wanted is not None:
        lock_subjects(wanted)
    held = _held(document, REPLACEABLE)
    _stand_back(held, by)
    if lost and held.status_on(clock.today()) != DocumentStatus.LOST:
        log(held, DocumentEventKind.LOST, by=by, reason=told)
    successor = issue_again(held, by=by, wanted=wanted)
    log(
        held,
        DocumentEventKind.REPLACED,
        by=by,
        reason=told,
        details={"serial": successor.serial},
    )
    return successor


@transaction.atomic
@constraints_explained()
def use_document(
    document: IssuedDocument,
    *,
    by: Account,
    on: date | None = None,
    household: Household | None = None,
    application: UUID | None = None,
) -> DocumentEvent:
    """Take in a paper of a move, once: at which household, for which case (交验).

    `on` is the day it was handed in (today when left out).

    Raises:
        NotUsedToMove: documents of its kind are not handed in.
        DocumentExpired: with the term that the document bears.
        DocumentUsed, DocumentVoided, DocumentReplaced, DocumentLost
    """
    held = _held(document, VALID, on=on)
    if held.kind not in USED_TO_MOVE:
        raise NotUsedToMove(kind=held.kind)
    return log(held, DocumentEventKind.USED, by=by, household=household, application=application)


@transaction.atomic
@constraints_explained()
def void_document(document: IssuedDocument, *, by: Account, reason: str) -> DocumentEvent:
    """Make a document void, for a reason (作废); one that was used or replaced stays as it is.

    Raises ReasonRequired, OwnCase, DocumentVoided, DocumentUsed or DocumentReplaced.
    """
    told = required(reason)
    held = _held(document, REPLACEABLE)
    _stand_back(held, by)
    return log(held, DocumentEventKind.VOIDED, by=by, reason=told)


def _stand_back(document: IssuedDocument, by: Account) -> None:
    refuse_own_case(by, people=document.content["people"], on=clock.today())


def _held(
    document: IssuedDocument, allowed: frozenset[DocumentStatus], *, on: date | None = None
) -> IssuedDocument:
    """Lock the document, then read its log; refuse what its status does not allow."""
    held = IssuedDocument.objects.lock(document.pk)
    status = held.status_on(on or clock.today())
    if status in allowed:
        return held
    raise _refusal(held, status)


def _refusal(document: IssuedDocument, status: DocumentStatus) -> DomainError:
    """Say which document it is and, where a term has run out, when and by whose word."""
    facts: dict[str, Any] = {"serial": document.serial}
    if status == DocumentStatus.EXPIRED and document.valid_until:
        facts["valid_until"] = document.valid_until.isoformat()
        template = template_used(document.template, digest=document.template_digest)
        if template.validity:
            facts["cite"] = template.validity.cite.as_json()
    return WHY_NOT[status](**facts)
