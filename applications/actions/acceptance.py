"""Taking an application in hand (受理): accept it, ask for what is lacking, pass it on."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from applications.models import AcceptancePoint, Application, OutboxEvent, Step
from applications.queries.authority import ROLES
from applications.queries.clean_up import refuse_stopped, resting_on
from applications.queries.deciders import require_impartial
from applications.queries.destinations import place_of
from applications.queries.freezing import refuse_frozen
from applications.queries.lacking import asked_too_late, lacking
from applications.queries.reception import require_receiver
from applications.queries.rounds.entry import refuse_held
from applications.wake import ASSESS, wake_after_commit
from applications.workflow import Action
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.models import Account

from .examining import open_next


@transaction.atomic(durable=True)
def accept(
    application_id: UUID, *, by: Account, note: str = "", revision: int | None = None
) -> Application:
    """Accept a submitted application (受理); whoever accepts it handles it.

    The counter that received it accepts it for the home office where that has agreed (就近办); the
    home office handles and decides it all the same. Assessment follows by itself once every agency
    has answered.

    Raises MayNotHandle: not a counter post of the office that handles it; AssignedToAnother;
    DecidesOwnCase: a party, or their kin; Frozen: nobody moves in there for a time;
    HeldByRound: its round has no final list yet.
    """
    now = clock.now()
    application = Application.objects.lock(application_id, revision=revision)
    agreed = require_receiver(by, application, roles=ROLES[Action.ACCEPT], on=now.date())
    require_impartial(application, by)
    refuse_held(application)
    refuse_frozen(application, Action.ACCEPT, on=now.date())
    details: dict[str, object] = {}
    if agreed is not None:
        word = "point" if isinstance(agreed, AcceptancePoint) else "agreement"
        details = {word: agreed.pk, "received_at": application.received_at_id}
    elif application.assigned_to is None:
        details = {"to": by.pk}
        application.assigned_to = by
    application.take(Action.ACCEPT, by=by, at=now, note=note, details=details, also=["assigned_to"])
    application.deadlines.meet(at=now)
    application.deadlines.open(application, Step.DECIDE, at=now)
    open_next(application, None, at=now)
    OutboxEvent.objects.tell("application.accepted", application)
    wake_after_commit(ASSESS, [application.pk])
    return application


@transaction.atomic(durable=True)
def ask_for_supplement(
    application_id: UUID,
    *,
    by: Account,
    needed: Sequence[str],
    note: str = "",
    revision: int | None = None,
) -> Application:
    """Tell the applicant, once and completely, what is lacking (一次性告知补正).

    What only a paper can show is put on the list whether or not it was typed. What comes on a later
    list and did not stand on the first is kept as `late`: told incompletely, by our own fault.

    Raises:
        InvalidInput: nothing is named.
        MayNotHandle: not a counter post of the office that handles it.
        AssignedToAnother: a colleague handles it.
        DecidesOwnCase: a party, or their kin.
        CitesStoppedRule: it asks for something by an old rule that is stopped.
        HeldByRound: a round holds it; papers may be handed in meanwhile, no list is told.
    """
    now = clock.now()
    wanted = [each.strip() for each in needed if each.strip()]
    if not wanted:
        raise InvalidInput("请写明需要补正的全部内容", field="needed")
    application = Application.objects.lock(application_id, revision=revision)
    require_receiver(by, application, roles=ROLES[Action.ASK_FOR_SUPPLEMENT], on=now.date())
    require_impartial(application, by)
    refuse_held(application)
    place = place_of(application).code
    refuse_stopped(resting_on(application), texts=[*wanted, note], place=place, on=now.date())
    details = _list_of(application, wanted, on=now.date())
    application.take(Action.ASK_FOR_SUPPLEMENT, by=by, at=now, note=note, details=details)
    application.deadlines.meet(at=now)
    application.deadlines.open(application, Step.SUPPLEMENT, at=now)
    OutboxEvent.objects.tell("application.supplement_needed", application)
    return application


def _list_of(application: Application, wanted: list[str], *, on: date) -> dict[str, object]:
    """Return the list as it is told and stamped: typed, computed, and what comes too late."""
    added = [each for each in lacking(application, on=on) if each not in wanted]
    needed = [*dict.fromkeys(wanted), *added]
    late = asked_too_late(application, needed)
    told = {"needed": needed, "channel": application.channel, "added": added, "late": late}
    return {name: value for name, value in told.items() if value}
