"""Handing an application in (提交): what must be verified is planned, and the workers are woken."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from applications.errors import AlreadyApplying
from applications.kinds import KINDS
from applications.models import (
    Application,
    OutboxEvent,
    Party,
    PartyRole,
    RoundStanding,
    Verification,
    VerificationStatus,
)
from applications.queries.authority import require_party_to
from applications.queries.freshness import fresh_answers
from applications.queries.registered import Registered, registered
from applications.wake import VERIFY, wake_after_commit
from applications.workflow import OPEN, Action, Status, next_status
from hukou.kernel import clock
from hukou.kernel.ages import FULL_AGE
from hukou.kernel.errors import InvalidInput
from hukou.kernel.periods import full_years
from registry.models import Account

from .asking import numbers_of, planned
from .handing_over import hand_over
from .rounds.entering import enter_round, leave_round

OF_SEVERAL: Final = (PartyRole.PARENT, PartyRole.ADOPTER)
"""Who may be in several applications of a kind at once."""


@transaction.atomic(durable=True)
def submit(
    application_id: UUID, *, by: Account | None, client: str = "", revision: int | None = None
) -> Application:
    """Hand in an application, or hand it in again with what was asked for (提交、补正).

    In one transaction: the questions to other agencies, the deadline for acceptance, the step, the
    event. Five statements, however many people. By points it enters the year's round, which holds
    it until its list: no deadline runs meanwhile. So does what only comes to ask by points when it
    is handed in again; its answers were given as of another day, and are asked anew.

    Raises:
        AlreadyApplying: somebody in it is in another open application of this kind.
        InvalidInput: an adult has not consented.
        OutsideWindow, AppliedInRound, Barred: by points, as for `enter_round`.
    """
    application = Application.objects.lock(application_id, revision=revision)
    require_party_to(application, by, client=client, on=clock.today())
    return hand_in(application, by=by)


def hand_in(application: Application, *, by: Account | None) -> Application:
    """Do what `submit` does to a locked application, inside a transaction that may do more."""
    now = clock.now()
    next_status(Status(application.status), Action.SUBMIT)
    again = application.status == Status.SUPPLEMENT
    people = registered(application.pk, on=now.date(), lock=True)
    parties = _parties(application)
    _refuse_if_busy(application, parties)
    _refuse_without_consent(parties, people, on=now.date())
    numbers = numbers_of(parties, people)
    entry = enter_round(application, parties, numbers, at=now)
    if again and entry is not None:
        application.verifications.retire()
    checks = KINDS[application.kind].checks(application, parties, people)
    asked = {each.fact for each in checks}
    # A round asks as of a day of its own: what was answered as of another says nothing there.
    is_reusing = not again and entry is None
    fresh = fresh_answers(application, asked, parties, at=now) if is_reusing else {}
    rows = planned(application, checks, numbers=numbers, at=now, fresh=fresh)
    # Asked before the supplement: an answer that is there is not asked for again (免提交).
    Verification.objects.bulk_create(rows, ignore_conflicts=True)
    if again:
        application.deadlines.meet(at=now)
    hand_over(application, by=by, at=now, is_due=entry is None)
    wake_after_commit(VERIFY, [row.pk for row in rows if row.status == VerificationStatus.PENDING])
    return application


@transaction.atomic(durable=True)
def withdraw(
    application_id: UUID,
    *,
    by: Account | None,
    client: str = "",
    reason: str = "",
    revision: int | None = None,
) -> Application:
    """End an application because the applicant no longer wants it (撤回)."""
    now = clock.now()
    application = Application.objects.lock(application_id, revision=revision)
    require_party_to(application, by, client=client, on=now.date())
    application.ended_at = now
    application.take(Action.WITHDRAW, by=by, at=now, note=reason, also=["ended_at"])
    leave_round(application, RoundStanding.WITHDRAWN, note=reason, at=now)
    application.deadlines.meet(at=now)
    OutboxEvent.objects.tell("application.withdrawn", application)
    return application


def _parties(application: Application) -> list[Party]:
    """Return the parties, each with whether they are in another open application of this kind."""
    others = _others(application).filter(person=OuterRef("person"))
    return list(application.parties.annotate(is_busy=Exists(others)))


def _others(application: Application) -> QuerySet[Party]:
    return Party.objects.filter(
        application__status__in=[each for each in OPEN if each != Status.DRAFT],
        application__kind=application.kind,
    ).exclude(application=application.pk)


def _refuse_if_busy(application: Application, parties: Sequence[Party]) -> None:
    """Parents and adopters may register several children; nobody else is in two applications.

    Whoever filed the other one is told which it is: perhaps they never got the answer.
    """
    busy = [
        party
        for party in parties
        if getattr(party, "is_busy", False) and party.role not in OF_SEVERAL
    ]
    if busy:
        own = _others(application).filter(
            person__in=[party.person_id for party in busy],
            application__client=application.client,
            application__created_by=application.created_by,
        )
        filed = {str(key) for key in own.values_list("application", flat=True)}
        raise AlreadyApplying(parties=[party.pk for party in busy], applications=sorted(filed))


def _refuse_without_consent(
    parties: Sequence[Party], people: Mapping[int, Registered], *, on: date
) -> None:
    problems = [
        InvalidInput("成年随迁人须本人同意", field=f"parties.{party.position}.consented_on")
        for party in parties
        if party.role == PartyRole.COMPANION
        and party.consented_on is None
        and _is_adult(party, people, on=on)
    ]
    if problems:
        raise InvalidInput.gather(problems)


def _is_adult(party: Party, people: Mapping[int, Registered], *, on: date) -> bool:
    known = people.get(party.pk)
    born = known.birth_date if known else date.fromisoformat(party.newcomer["birth_date"])
    return born is None or full_years(born, on) >= FULL_AGE
