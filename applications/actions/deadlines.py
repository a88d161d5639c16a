"""Watching over deadlines (时限督办): every file ends, and one bad file holds up no other."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from applications.models import Application, Deadline, OutboxEvent, Step
from applications.workflow import Status
from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from hukou.kernel.waits import doubled
from hukou.kernel.working_days import national
from hukou.law import load_law

from .lapsing import lapse_now
from .setbacks import LONGEST_WAIT

FIRST_WAIT: Final = timedelta(minutes=10)
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
        lapse_now(application, by=None, reason="逾期未补正")
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
    deadline.again_at, deadline.failures, deadline.last_error = None, 0, ""
    deadline.save(update_fields=["reminded_at", "again_at", "failures", "last_error"])
    OutboxEvent.objects.tell("deadline.near", application, step=deadline.step)
    return deadline


@transaction.atomic(durable=True)
def put_off_report(deadline_id: int, *, error: str) -> Deadline:
    """Note that a late step could not be reported, and wait before it is tried again (上报失败).

    It waits twice as long each time, a day at most, and stands on the list of what went wrong: it
    stops none of the others meanwhile. A reminder that could not be given waits no longer than
    until the step is late.

    Raises NotFound.
    """
    deadline = Deadline.objects.select_for_update().filter(id=deadline_id).first()
    if deadline is None:
        raise NotFound(deadline=deadline_id)
    deadline.failures += 1
    deadline.last_error = error[:200]
    now = clock.now()
    deadline.again_at = now + doubled(FIRST_WAIT, failures=deadline.failures, longest=LONGEST_WAIT)
    if now < deadline.due_at:
        deadline.again_at = min(deadline.again_at, deadline.due_at)
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
