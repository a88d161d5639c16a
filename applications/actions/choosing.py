"""Choosing the text (择定适用规定) where it changed and no rule says which one decides."""

from uuid import UUID

from django.db import transaction

from applications.errors import GroundsMissing, NothingToChoose
from applications.models import Application
from applications.queries.deciders import require_decider
from applications.queries.governing import choosable
from applications.workflow import Action, Status, next_status
from hukou.kernel import clock
from registry.models import Account

from .assessment import assess_now


@transaction.atomic(durable=True)
def choose_text(
    application_id: UUID,
    *,
    by: Account,
    regulation: str,
    reason: str,
    revision: int | None = None,
) -> Application:
    """Choose by which of two texts a pending application is decided, with the reason (择定).

    Only where no rule is stated; what was assessed already is assessed again by it at once. The
    choice stands in the log, and may be made again until the decision.

    Raises:
        NothingToChoose: a rule says, the text did not change, or it is none of the two.
        GroundsMissing: no reason.
        MayNotDecide, DecidesOwnCase, AssignedToAnother: who may not decide may not choose.
    """
    application = Application.objects.lock(application_id, revision=revision)
    next_status(Status(application.status), Action.CHOOSE_TEXT)
    require_decider(application, by)
    if not reason.strip():
        raise GroundsMissing("择定适用规定须写明理由")
    texts = [each.id for each in choosable(application)]
    if regulation not in texts:
        raise NothingToChoose(regulation=regulation)
    now = clock.now()
    told = {"regulation": regulation, "old": texts[0], "new": texts[1]}
    application.take(Action.CHOOSE_TEXT, by=by, at=now, note=reason.strip(), details=told)
    if application.status == Status.ASSESSED:
        assess_now(application, by=by, at=now)
    return application
