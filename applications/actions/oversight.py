"""Watching over deadlines (时限监督): every file ends, and one bad file holds up no other."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from applications.models import Application, Deadline, OutboxEvent, Step
from applications.queries.authority import ROLES, require_handler
from applications.workflow import Action, Status
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput, NotFound
from hukou.kernel.working_days import national
from hukou.law import load_law
from registry.models import Account

FIRST_WAIT: Final = timedelta(minutes=10)
LONGEST_WAIT: Final = timedelta(days=1)
"""How long a step that could not be reported waits before the next try."""


@transaction.atomic(durable=True)
def escalate_deadline(deadline_id: int) -> Deadline:
    """Report one overdue step to the office above (逾期上报); safe to call again.

    While it stays undone it is reported one office higher after some working days more, up to the
    highest. An applicant who did not supplement in time has let the application lapse. One deadline
    is one transaction, so that one that cannot be escalated leaves the others alone.

    Raises NotFound.
    """
    now = clock.now()
    application, deadline = _locked(deadline_id)
    if not Deadline.objects.overdue(now).filter(id=deadline_id).exists():
        return deadline
    over = deadline.reported_to.parent if deadline.reported_to else application.office.parent
    deadline.escalated_at = deadline.escalated_at or now
    deadline.reported_to = over or deadline.reported_to
    deadline.again_at = _next_report(now) if over and over.parent_id else None
    deadline.failures, deadline.last_error = 0, ""
    deadline.save(
        update_fields=["escalated_at", "reported_to", "again_at", "failures", "last_error"]
    )
    OutboxEvent.objects.tell(
        "deadline.overdue",
        application,
        step=deadline.step,
        reported_to=over.pk if over else None,
    )
    if deadline.step == Step.SUPPLEMENT and application.status == Status.SUPPLEMENT:
        _lapse(application, by=None, reason="逾期未补正")
    return deadline


@transaction.atomic(durable=True)
def remind_deadline(deadline_id: int) -> Deadline:
    """Remind of one step whose last day is near (到期提醒), once; safe to call again.

    Raises NotFound.
    """
    application, deadline = _locked(deadline_id)
    if deadline.met_at is not None or deadline.reminded_at is not None:
        return deadline
    deadline.reminded_at = clock.now()
    deadline.save(update_fields=["reminded_at"])
    OutboxEvent.objects.tell("deadline.near", application, step=deadline.step)
    return deadline


@transaction.atomic(durable=True)
def put_off_report(deadline_id: int, *, error: str) -> Deadline:
    """Note that a late step could not be reported, and wait before it is tried again (上报失败).

    It waits twice as long each time, a day at most, and stands on the list of what went wrong: it
    stops none of the others meanwhile.

    Raises NotFound.
    """
    deadline = Deadline.objects.select_for_update().filter(id=deadline_id).first()
    if deadline is None:
        raise NotFound(deadline=deadline_id)
    deadline.failures += 1
    deadline.last_error = error[:200]
    deadline.again_at = clock.now() + min(FIRST_WAIT * 2 ** (deadline.failures - 1), LONGEST_WAIT)
    deadline.save(update_fields=["failures", "last_error", "again_at"])
    return deadline


def _locked(deadline_id: int) -> tuple[Application, Deadline]:
    """Lock the application, then its deadline."""
    found = Deadline.objects.filter(id=deadline_id).values_list("application_id", flat=True).first()
    if found is None:
        raise NotFound(deadline=deadline_id)
    application = Application.objects.lock(found)
    deadline = Deadline.objects.select_for_update(of=("self",)).get(id=deadline_id)
    return application, deadline


def _next_report(now: datetime) -> datetime:
    """Return when a step that is still undone is reported one office higher."""
    return load_law().guards.deadlines.reported_again(now.date(), national())


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
