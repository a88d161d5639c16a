"""Assessing (评定): facts, findings and law version, frozen together under one digest."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from applications.errors import VerificationsOutstanding
from applications.kinds import KINDS
from applications.models import Application, Assessment, OutboxEvent, Work
from applications.queries.authority import ROLES, require_handler
from applications.queries.deciders import require_impartial
from applications.queries.digests import digest_of
from applications.queries.evidence import evidence
from applications.workflow import Action, Status
from hukou.kernel import clock
from registry.models import Account

from .examining import open_next
from .setbacks import forget_setback


@transaction.atomic(durable=True)
def assess(application_id: UUID, *, by: Account, revision: int | None = None) -> Assessment:
    """Judge an application on what is known now (评定), by the law of the day it was filed.

    Where the text has changed since, the transition rule says which one (see `governing`).

    May be done again until it is decided; every assessment is kept.

    Raises:
        VerificationsOutstanding: naming what agencies have not answered and no document replaces.
        MayNotHandle: not a police officer of the office that handles it.
        AssignedToAnother: a colleague handles it.
        DecidesOwnCase: a party, or their kin.
    """
    application = Application.objects.lock(application_id, revision=revision)
    require_handler(by, application, roles=ROLES[Action.ASSESS], on=clock.today())
    require_impartial(application, by)
    waiting = list(application.verifications.outstanding().order_by("party_id", "fact"))
    if waiting:
        raise VerificationsOutstanding(
            outstanding=[
                {
                    "verification": str(row.pk),
                    "party": row.party_id,
                    "fact": row.fact,
                    "agency": row.agency,
                    "status": row.status,
                }
                for row in waiting
            ]
        )
    return assess_now(application, by=by, at=clock.now())


@transaction.atomic(durable=True)
def assess_if_ready(application_id: UUID) -> Assessment | None:
    """Assess an accepted application once nothing is outstanding; safe to call again and again."""
    application = Application.objects.lock(application_id)
    if application.status != Status.ACCEPTED or application.verifications.outstanding().exists():
        return None
    return assess_now(application, by=None, at=clock.now())


def assess_now(application: Application, *, by: Account | None, at: datetime) -> Assessment:
    """Do what `assess` does, to a locked application, inside a transaction that may do more."""
    kind = KINDS[application.kind]
    people = kind.facts(application, evidence(application, on=at.date()))
    opinion = kind.judge(application, people)
    application.take(Action.ASSESS, by=by, at=at)
    frozen: dict[str, Any] = {
        "regulation": opinion.regulation or application.regulation,
        "channel": opinion.channel or application.channel,
        "law_version": opinion.law_version,
        "judged_on": opinion.judgement["on"],
        "facts": people,
        "judgement": {
            **opinion.judgement,
            "may_settle": list(opinion.may_settle),
            "for_review": list(opinion.for_review),
        },
        "outcome": opinion.outcome,
    }
    last = application.assessments.aggregate(last=Max("sequence"))["last"] or 0
    assessment = Assessment.objects.create(
        application=application,
        sequence=last + 1,
        digest=digest_of(frozen),
        assessed_by=by,
        assessed_at=at,
        **(frozen | {"judged_on": date.fromisoformat(opinion.judgement["on"])}),
    )
    open_next(application, assessment, at=at)
    forget_setback(Work.ASSESS, application.pk)
    OutboxEvent.objects.tell("application.assessed", application, outcome=opinion.outcome)
    return assessment
