"""Deciding (审批): by whoever has the power today, on what still holds, with its clauses."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast
from uuid import UUID

from django.db import transaction

from applications.errors import (
    AssessmentOutdated,
    GroundsMissing,
    NoPolicyInForce,
    NotEligible,
    NotOfThisApplication,
)
from applications.kinds import KINDS
from applications.models import (
    Activation,
    Application,
    Assessment,
    Decision,
    DecisionOutcome,
    OutboxEvent,
    PartyRole,
    Step,
)
from applications.queries.citations import against, in_favour
from applications.queries.clean_up import refuse_stopped
from applications.queries.deciders import Permission, require_decider
from applications.queries.destinations import place_of
from applications.queries.evidence import PartyEvidence, conflicting, evidence
from applications.queries.examining import require_heard, require_outside
from applications.queries.freezing import refuse_frozen
from applications.queries.quotas import want_of_places
from applications.queries.rounds.entry import require_on_final_list
from applications.workflow import Action, Status, next_status
from hukou.kernel import clock
from registry.models import Account

from .places import require_full, take_places

NEVER: Final = ("not_eligible", "evidence", "refuse_route")


@transaction.atomic(durable=True)
def approve(
    application_id: UUID,
    *,
    by: Account,
    grounds: str = "",
    parties: Sequence[int] | None = None,
    revision: int | None = None,
) -> Decision:
    """Grant an assessed application (准予), to everyone eligible or to the `parties` named.

    Somebody whose case is one of discretion is named only with `grounds`; so is everybody when a
    document and an agency differ on a fact.

    Raises:
        MayNotDecide, DecidesOwnCase: the account lacks the power here, or must stand back.
        AssignedToAnother: a colleague handles it.
        NoPolicyInForce, NotEligible: the rules do not allow it, or not for somebody named.
        GroundsMissing: discretion without a reason.
        NotYetExamined, ExaminedAgainst, GaveOpinion: who must be heard before has not been, or does
            not agree, or is who decides.
        Frozen: nobody moves in there for a time.
        NotOnFinalList, Barred: by points, as for `require_on_final_list`.
        OutsideApprovalMissing: a government that must agree has not.
        CitesStoppedRule: a clause it rests on is stopped in the clean-up register.
        NoPlacesLeft: a quota of the place, channel and year is used up.
        AssessmentOutdated: facts changed since the assessment.
    """
    application = Application.objects.lock(application_id, revision=revision)
    next_status(Status(application.status), Action.APPROVE)
    permission = require_decider(application, by)
    assessment = current_assessment(application)
    refuse_frozen(application, Action.APPROVE, on=clock.today())
    require_on_final_list(application)
    named = _named(assessment, parties, grounds=grounds)
    assert permission.post is not None  # noqa: S101 - nobody decides without one
    require_heard(application, assessment, by=by, role=permission.post.role)
    require_outside(application, cast(Sequence[PartyEvidence], assessment.facts))
    return _decide(
        application,
        assessment,
        Action.APPROVE,
        Decision(
            outcome=DecisionOutcome.APPROVED,
            clauses=in_favour(assessment, named),
            parties=named,
            grounds=grounds.strip(),
            authority=_authority(permission, assessment),
            decided_by=by,
        ),
    )


@transaction.atomic(durable=True)
def refuse(
    application_id: UUID,
    *,
    by: Account,
    grounds: str,
    clauses: Sequence[Mapping[str, Any]] = (),
    revision: int | None = None,
) -> Decision:
    """Refuse an assessed application (不予), by the clauses that were not met or by those given.

    Raises:
        GroundsMissing: no reason, or no clause to refuse by: silence of an agency is none.
        MayNotDecide, DecidesOwnCase, NoPolicyInForce, AssessmentOutdated, CitesStoppedRule: as for
            `approve`.
        PlacesAreLeft, PutOffToNextYear: it cites a quota that is not full, or that only puts off.
    """
    application = Application.objects.lock(application_id, revision=revision)
    next_status(Status(application.status), Action.REFUSE)
    permission = require_decider(application, by)
    assessment = current_assessment(application)
    cited = [dict(each) for each in clauses] or against(assessment)
    cited = cited or want_of_places(application, assessment)
    if not grounds.strip() or not all(
        each.get("document") and each.get("clause") for each in cited
    ):
        raise GroundsMissing
    if not cited:
        raise GroundsMissing("评定中没有未满足的条款，不能不予", outcome=assessment.outcome)
    require_full(application, assessment, cited)
    return _decide(
        application,
        assessment,
        Action.REFUSE,
        Decision(
            outcome=DecisionOutcome.REFUSED,
            clauses=cited,
            parties=[],
            grounds=grounds.strip(),
            authority=_authority(permission, assessment),
            decided_by=by,
        ),
    )


def current_assessment(application: Application) -> Assessment:
    """Return the last assessment, unless what it rests on has changed since (V07)."""
    Activation.objects.hold_law()
    kind = KINDS[application.kind]
    kept = kind.refuse_if_silent(application)
    assessment = application.assessments.last()
    told = assessment.judgement.get("transition", {}) if assessment else {}
    if any(told.get(name) != value for name, value in kept.items()) or bool(told) != bool(kept):
        raise AssessmentOutdated(assessed=assessment.digest if assessment else None)
    if assessment is not None and assessment.outcome == "no_policy":
        raise NoPolicyInForce(reason=assessment.judgement.get("reason"))
    now = kind.facts(application, evidence(application, on=clock.today()))
    if assessment is None or assessment.facts != now:
        raise AssessmentOutdated(assessed=assessment.digest if assessment else None)
    return assessment


def _named(
    assessment: Assessment,
    parties: Sequence[int] | None,
    *,
    grounds: str,
) -> list[int]:
    """Return whom the approval is for, or refuse."""
    eligible, doubtful = _open_to(assessment)
    named = list(eligible) if parties is None else list(dict.fromkeys(parties))
    if parties is None and assessment.outcome == "review":
        named = sorted({*eligible, *doubtful})
    people = {each["party"]: each for each in assessment.facts}
    if strangers := set(named) - people.keys():
        raise NotOfThisApplication(field="parties", parties=sorted(strangers))
    out_of_reach = set(named) - eligible - doubtful
    leads = {each for each, person in people.items() if person["role"] == PartyRole.APPLICANT}
    if not named or out_of_reach or not leads <= set(named) or assessment.outcome in NEVER:
        raise NotEligible(outcome=assessment.outcome, parties=sorted(out_of_reach))
    needs_grounds = set(named) & doubtful or conflicting(assessment.facts)
    if needs_grounds and not grounds.strip():
        raise GroundsMissing("裁量准予，或部门答复与材料不符时，须写明理由")
    return sorted(named, key=lambda each: people[each]["position"])


def _open_to(assessment: Assessment) -> tuple[set[int], set[int]]:
    told = assessment.judgement
    return set(told["may_settle"]), set(told["for_review"])


def _authority(permission: Permission, assessment: Assessment) -> dict[str, Any]:
    post = permission.post.as_json() if permission.post else {}
    power = permission.power.as_json() if permission.power else {}
    return {
        **post,
        **power,
        "reasons": [each.code for each in permission.reasons],
        "flags": assessment.judgement.get("flags", []),
        "law_version": assessment.law_version,
    }


def _decide(
    application: Application, assessment: Assessment, action: Action, decision: Decision
) -> Decision:
    now = clock.now()
    place = place_of(application).code
    refuse_stopped(decision.clauses, texts=[decision.grounds], place=place, on=now.date())
    ends = action is Action.REFUSE
    application.ended_at = now if ends else None
    application.take(
        action, by=decision.decided_by, at=now, note=decision.grounds, also=["ended_at"]
    )
    decision.application = application
    decision.assessment = assessment
    decision.decided_on = now.date()
    decision.decided_at = now
    decision.save(force_insert=True)
    application.deadlines.meet(at=now)
    if not ends:
        application.deadlines.open(application, Step.CARRY_OUT, at=now)
        take_places(decision, at=now)
    OutboxEvent.objects.tell(f"application.{application.status}", application)
    return decision
