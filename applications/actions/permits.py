"""Permits to move in (签发准予迁入证明), for people who come from another register on paper."""

from uuid import UUID

from django.db import transaction

from applications.kinds import issue_permit as issue
from applications.models import Application
from applications.queries.authority import ROLES, require_handler
from applications.queries.deciders import require_impartial
from applications.workflow import Action, Status, next_status
from hukou.kernel import clock
from registry.models import Account


@transaction.atomic(durable=True)
def issue_permit(
    application_id: UUID, *, by: Account, leaves_office: str, revision: int | None = None
) -> Application:
    """Issue the permit for an approved application; it stays approved until they arrive (准迁).

    `leaves_office` is the office that keeps their register now. From then on the file is carried
    out only with the migration certificate (户口迁移证) that office gives for the permit. Online,
    no permit is issued at all.

    Raises:
        NobodyFromOutside, PermitOutstanding, ActionNotAllowed, MayNotHandle, AssignedToAnother,
        DecidesOwnCase
    """
    application = Application.objects.lock(application_id, revision=revision)
    next_status(Status(application.status), Action.ISSUE_PERMIT)
    require_handler(by, application, roles=ROLES[Action.ISSUE_PERMIT], on=clock.today())
    require_impartial(application, by)
    permit = issue(application, leaves_office=leaves_office.strip(), by=by)
    application.take(Action.ISSUE_PERMIT, by=by, at=clock.now(), details={"serial": permit.serial})
    return application
