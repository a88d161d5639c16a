"""Who handles an application (经办): given, taken over, given back, and logged (U05)."""

from uuid import UUID

from django.db import transaction

from applications.errors import NobodyHandles
from applications.models import Application
from applications.queries.authority import ROLES, require_handler, require_post
from applications.workflow import Action
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.models import Account


@transaction.atomic(durable=True)
def assign(
    application_id: UUID, *, to: Account, by: Account, revision: int | None = None
) -> Application:
    """Give an application to a colleague of the office (分派): one's own, or any as its chief.

    Raises MayNotHandle, AssignedToAnother.
    """
    today = clock.today()
    application = Application.objects.lock(application_id, revision=revision)
    require_handler(by, application, roles=ROLES[Action.ASSIGN], on=today)
    require_post(to, application, roles=ROLES[Action.ASSIGN], on=today)
    return _hand_over(application, Action.ASSIGN, to=to, by=by, note="")


@transaction.atomic(durable=True)
def take_over(
    application_id: UUID, *, by: Account, reason: str, revision: int | None = None
) -> Application:
    """Take an application that a colleague handles (接办), saying why; the step is logged.

    Raises InvalidInput without a reason.
    """
    if not reason.strip():
        raise InvalidInput("请写明接办理由", field="reason")
    application = Application.objects.lock(application_id, revision=revision)
    require_post(by, application, roles=ROLES[Action.TAKE_OVER], on=clock.today())
    return _hand_over(application, Action.TAKE_OVER, to=by, by=by, note=reason.strip())


@transaction.atomic(durable=True)
def unassign(
    application_id: UUID, *, by: Account, reason: str, revision: int | None = None
) -> Application:
    """Give an application back to the whole office (退出经办), saying why; the step is logged.

    One gives back one's own; the chief, and those above, whosoever's.

    Raises:
        InvalidInput: no reason.
        NobodyHandles: it is nobody's.
        MayNotHandle, AssignedToAnother.
    """
    if not reason.strip():
        raise InvalidInput("请写明退出经办的理由", field="reason")
    application = Application.objects.lock(application_id, revision=revision)
    require_handler(by, application, roles=ROLES[Action.UNASSIGN], on=clock.today())
    if application.assigned_to_id is None:
        raise NobodyHandles
    return _hand_over(application, Action.UNASSIGN, to=None, by=by, note=reason.strip())


def _hand_over(
    application: Application, action: Action, *, to: Account | None, by: Account, note: str
) -> Application:
    details = {"from": application.assigned_to_id, "to": to.pk if to else None}
    application.assigned_to = to
    application.take(
        action, by=by, at=clock.now(), note=note, details=details, also=["assigned_to"]
    )
    return application
