"""Ending a file that can go no further (终止)."""

from uuid import UUID

from django.db import transaction

from applications.models import Application, OutboxEvent
from applications.queries.authority import ROLES, require_handler
from applications.workflow import Action
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.models import Account

from .places import give_back


@transaction.atomic(durable=True)
def lapse(
    application_id: UUID, *, by: Account, reason: str, revision: int | None = None
) -> Application:
    """End an application that can go no further (终止), saying why.

    It ends a right, perhaps an approved one: receiving staff may not.

    Raises:
        InvalidInput: no reason.
        MayNotHandle: not a police officer of the office that handles it.
        AssignedToAnother: a colleague handles it.
    """
    if not reason.strip():
        raise InvalidInput("请写明终止理由", field="reason")
    application = Application.objects.lock(application_id, revision=revision)
    require_handler(by, application, roles=ROLES[Action.LAPSE], on=clock.today())
    lapse_now(application, by=by, reason=reason.strip())
    return application


def lapse_now(application: Application, *, by: Account | None, reason: str) -> None:
    """Do what `lapse` does, to a locked application, inside a transaction that may do more."""
    now = clock.now()
    application.ended_at = now
    application.take(Action.LAPSE, by=by, at=now, note=reason, also=["ended_at"])
    application.deadlines.meet(at=now)
    give_back(application, why=reason, at=now)
    OutboxEvent.objects.tell("application.lapsed", application)
