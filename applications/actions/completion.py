"""Carrying out (办结登记): the decision is written into the register, exactly once."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction

from applications.kinds import KINDS, Certificate, take_certificate
from applications.models import Application, OutboxEvent
from applications.queries.authority import ROLES, require_handler
from applications.queries.deciders import require_impartial
from applications.queries.evidence import evidence
from applications.queries.examining import require_outside
from applications.queries.freezing import refuse_frozen
from applications.queries.rounds.entry import require_on_final_list
from applications.workflow import Action, Status, next_status
from hukou.kernel import clock
from registry.models import Account


@transaction.atomic(durable=True)
def carry_out(
    application_id: UUID,
    *,
    by: Account,
    on: date | None = None,
    new_heads: Mapping[int, int] | None = None,
    relations: Mapping[int, str] | None = None,
    certificate: Certificate | None = None,
    revision: int | None = None,
) -> Application:
    """Write an approved application into the register (办结登记): both legs of a move, or neither.

    `on` is the day it takes effect, today if left out. `new_heads` names, by household, who follows
    a head that leaves others behind; `relations`, by person, what those left behind are to the new
    head where the register does not tell. Done twice it is refused: it can only happen once.

    Where a permit to move in was issued, the migration `certificate` it led to is used up with it.

    Raises:
        MayNotHandle: not a police officer of the office that handles it.
        AssignedToAnother: a colleague handles it.
        DecidesOwnCase: a party, or their kin.
        Frozen: nobody moves in there for a time.
        OutsideApprovalMissing: the approval of a government does not stand any more.
        NotOnFinalList: whoever settles by points has left the list of the round.
        Barred: they may not apply by points any more, because of false papers.
        the errors of registry.actions: then nothing is written, and the file stays approved.
    """
    now = clock.now()
    application = Application.objects.lock(application_id, revision=revision)
    next_status(Status(application.status), Action.CARRY_OUT)
    require_handler(by, application, roles=ROLES[Action.CARRY_OUT], on=now.date())
    require_impartial(application, by)
    refuse_frozen(application, Action.CARRY_OUT, on=now.date())
    require_on_final_list(application)
    require_outside(application, evidence(application, on=now.date()))
    take_certificate(application, certificate, by=by)
    registration = KINDS[application.kind].carry_out(
        application,
        application.decision,
        by=by,
        on=on or now.date(),
        new_heads=new_heads or {},
        relations=relations or {},
    )
    application.ended_at = now
    details = {
        "people": list(registration.people),
        "household": registration.household,
        **registration.facts,
    }
    application.take(Action.CARRY_OUT, by=by, at=now, details=details, also=["ended_at"])
    application.deadlines.meet(at=now)
    for step in KINDS[application.kind].opens:
        application.deadlines.open(application, step, at=application.submitted_at or now)
    OutboxEvent.objects.tell("application.registered", application, **details)
    return application
