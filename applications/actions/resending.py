"""Sending a question again by hand (重新发出) that an agency refused, or answered past belief."""

from typing import Final
from uuid import UUID

from django.db import transaction

from applications.connectors import AGENCIES
from applications.errors import MayNotResend, NothingToResend
from applications.models import (
    Application,
    Resending,
    Verification,
    VerificationStatus,
)
from applications.queries.authority import IN_CHARGE, covers, post_of
from applications.wake import VERIFY, wake_after_commit
from applications.workflow import OPEN
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput, NotFound
from registry.models import Account, PostingRole

from .asking import answer_due

MAY_RESEND: Final = IN_CHARGE | {PostingRole.SYSTEM_ADMINISTRATOR}


@transaction.atomic(durable=True)
def resend(verification_id: UUID, *, by: Account, reason: str) -> Resending:
    """Ask the agency again, under the same id, with a new term; what went wrong is kept.

    Raises:
        InvalidInput: no reason.
        NotFound: no such question.
        MayNotResend: not the administrator of the system, nor in charge of the office.
        NothingToResend: it was not refused, its file has ended, or no agency can be asked.
    """
    now = clock.now()
    if not reason.strip():
        raise InvalidInput("请写明理由", field="reason")
    found = Verification.objects.filter(id=verification_id).values_list("application_id", flat=True)
    if not found:
        raise NotFound(verification=str(verification_id))
    application = Application.objects.lock(found[0])
    post = post_of(by, on=now.date())
    if post is None or post.role not in MAY_RESEND or not covers(post, application.office_id):
        raise MayNotResend
    row = Verification.objects.select_for_update(of=("self",)).get(id=verification_id)
    dead = row.status == VerificationStatus.BY_HAND and row.last_error
    if not dead or row.agency not in AGENCIES or application.status not in OPEN:
        raise NothingToResend
    kept = Resending.objects.create(
        verification=row,
        by=by,
        reason=reason.strip()[:200],
        last_error=row.last_error,
        attempts=row.attempts,
    )
    row.status, row.last_error, row.attempts = VerificationStatus.PENDING, "", 0
    row.next_attempt_at = now
    row.due_at = answer_due(now)
    row.save(update_fields=["status", "last_error", "attempts", "next_attempt_at", "due_at"])
    wake_after_commit(VERIFY, [row.pk])
    return kept
