"""Watching over deadlines (时限监督): every file ends, and one bad file holds up no other."""

from uuid import UUID

from django.db import transaction

from applications.models import Application, Deadline, OutboxEvent, Step
from applications.queries.authority import ROLES, require_handler
from applications.workflow import Action, Status
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput, NotFound
from registry.models import Account


@transaction.atomic(durable=True)
def escalate_deadline(deadline_id: int) -> Deadline:
    """Report one overdue step to the office above (逾期上报); safe to call again.

    An applicant who did not supplement in time has let the application lapse. One deadline is one
    transaction, so that one that cannot be escalated leaves the others alone.

    Raises NotFound.
    """
    now = clock.now()
    found = Deadline.objects.filter(id=deadline_id).values_list("application_id", flat=True).first()
    if found is None:
        raise NotFound(deadline=deadline_id)
    application = Application.objects.lock(found)
    deadline = Deadline.objects.select_for_update().get(id=deadline_id)
    if not Deadline.objects.overdue(now).filter(id=deadline_id).exists():
        return deadline
    deadline.escalated_at = now
    deadline.save(update_fields=["escalated_at"])
    over = application.office.parent_id
    OutboxEvent.objects.tell("deadline.overdue", application, step=deadline.step, reported_to=over)
    if deadline.step == Step.SUPPLEMENT and application.status == Status.SUPPLEMENT:
        _lapse(application, by=None, reason="逾期未补正")
    return deadline


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
    _lapse(application, by=by, reason=reason.strip())
    return application


def _lapse(application: Application, *, by: Account | None, reason: str) -> None:
    now = clock.now()
    application.ended_at = now
    application.take(Action.LAPSE, by=by, at=now, note=reason, also=["ended_at"])
    application.deadlines.meet(at=now)
    OutboxEvent.objects.tell("application.lapsed", application)
