"""Judging a settlement (落户评定) by the text or texts that govern it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from applications.errors import NoPolicyInForce, TransitionUnsettled
from applications.models import Application, PartyRole, PendingRule
from applications.queries.destinations import place_of
from applications.queries.evidence import PartyEvidence, values_of
from applications.queries.governing import Governing, governing
from applications.queries.policy import Standing, activation_flag
from hukou.kernel import clock
from hukou.law import (
    Companion,
    Destination,
    Judgement,
    Mode,
    Outcome,
    Regulation,
    Silence,
    judge,
    parse_facts,
)

from .explaining import explained
from .identity import disagreements
from .kind import Opinion

KINDEST_FIRST: Final = (
    Outcome.ELIGIBLE,
    Outcome.PARTIAL,
    Outcome.REVIEW,
    Outcome.EVIDENCE,
    Outcome.NOT_ELIGIBLE,
    Outcome.REFUSE_ROUTE,
    Outcome.NO_POLICY,
)
"""What is better for an applicant between two texts: what may still come out well goes first."""
WORDS: Final[Mapping[str, str]] = {
    PendingRule.ACCEPTANCE: "按受理日适用规定",
    PendingRule.DECISION: "按决定日适用规定",
    PendingRule.KINDER: "从宽：两个规定中对申请人有利的",
    "": "由有审批权的民警择定",
}


def opinion_on(application: Application, people: Sequence[PartyEvidence]) -> Opinion:
    """Return what the governing text says; of two the kinder, with the findings of both."""
    found = governing(application)
    if found.is_open:
        return _open(application, found)
    pending = found.change is not None
    opinions = [
        opinion_by(each, application, people, now=found.now, pending=pending)
        for each in found.regulations
    ]
    best = min(opinions, key=kindness)
    if not (told := found.as_json()):
        return best
    flag = {"id": "transition", "reason": f"申请后文件已更换，{WORDS[told['rule']]}"}
    judgement = {
        **best.judgement,
        "flags": [*best.judgement["flags"], flag],
        "transition": {
            **told,
            "decided_by": best.regulation,
            "findings": [_finding(each) for each in opinions],
        },
    }
    return replace(best, judgement=judgement)


def kindness(opinion: Opinion) -> tuple[int, int, int]:
    """Return how good an opinion is for the applicants, the least being the best."""
    rank = KINDEST_FIRST.index(Outcome(opinion.outcome))
    return rank, -len(opinion.may_settle), -len(opinion.for_review)


def opinion_by(
    regulation: Regulation,
    application: Application,
    people: Sequence[PartyEvidence],
    *,
    now: Standing,
    pending: bool,
) -> Opinion:
    """Ask one text, deciding: a draft, or a text nobody has dated, says nothing.

    It is asked as of the day of the application, or of its own first day where that is later: no
    delay of ours makes anybody older. A text that is silent today says nothing of that day either,
    unless a transition rule leads to it (`pending`).
    """
    on = _day(regulation, application, now=now, pending=pending)
    facts = {each["party"]: parse_facts(values_of(each), on=on) for each in people}
    applicant = next(each["party"] for each in people if each["role"] == PartyRole.APPLICANT)
    ask = _Question(regulation, application, on, now)
    judgement = ask.judge(
        applicant=facts[applicant],
        companions=[
            Companion(str(party), known) for party, known in facts.items() if party != applicant
        ],
    )
    dated = activation_flag(now.activated.get(regulation.id))
    doubts = disagreements(people)
    flags = [*(each.as_json() for each in judgement.flags), *dated, *doubts]
    told = explained(application, regulation, judgement, flags)
    return _doubted(_opinion(judgement, told, applicant), {each["party"] for each in doubts})


def refuse_if_unsettled(application: Application) -> Mapping[str, Any]:
    """Refuse to decide while no text speaks, or none is chosen; return what an assessment keeps.

    Raises NoPolicyInForce, TransitionUnsettled.
    """
    found = governing(application)
    if found.is_open and found.change is not None:
        raise TransitionUnsettled(old=found.change.old.id, new=found.change.new.id)
    [first, *_] = found.regulations
    silence = None
    if found.change is None:
        silence = found.now.silence(first, on=clock.today(), division=place_of(application).code)
    if silence is not None:
        raise NoPolicyInForce(
            f"今天不能据以决定：{silence.zh}。在办件如何过渡，须待过渡规定载入",
            regulation=application.regulation,
            reason=silence.value,
            on=clock.today().isoformat(),
        )
    return found.as_json()


class _Question:
    """One text asked about one application: by its channel, or by the best of another text's."""

    def __init__(
        self, regulation: Regulation, application: Application, on: date, now: Standing
    ) -> None:
        self.regulation, self.application, self.on, self.now = regulation, application, on, now

    def judge(self, **people: Any) -> Judgement:
        """Ask by the channel applied for; a text without it is asked for the best it has."""
        named = self.application.channel
        if named in self.regulation.channels:
            return self._ask(named, people)
        best = self._ask(None, people)
        return self._ask(best.basis, people) if best.basis else best

    def _ask(self, channel: str | None, people: Mapping[str, Any]) -> Judgement:
        place = self.application.request.get("place")
        offered = {one for each in self.regulation.channels.values() for one in each.places}
        return judge(
            self.regulation,
            on=self.on,
            mode=Mode.DECIDE,
            channel=channel,
            destination=Destination(
                division=place_of(self.application).code,
                place=place if place in offered or not offered else None,
            ),
            activated_on=self.now.days.get(self.regulation.id),
            ended_on=self.now.ended.get(self.regulation.id),
            **people,
        )


def _day(regulation: Regulation, application: Application, *, now: Standing, pending: bool) -> date:
    """Return the day a text is asked about an application."""
    today, begins = clock.today(), now.begins(regulation)
    if not pending and now.silence(regulation, on=today) is not None:
        return today
    return max(application.applied_on, begins or application.applied_on)


def _finding(opinion: Opinion) -> dict[str, Any]:
    return {
        "regulation": opinion.regulation,
        "channel": opinion.channel,
        "outcome": opinion.outcome,
        "law_version": opinion.law_version,
        "judgement": opinion.judgement,
    }


def _open(application: Application, found: Governing) -> Opinion:
    """Return that nothing can be said before somebody chooses the text."""
    [old, *_] = found.regulations
    judgement = Judgement(
        regulation=old.id,
        on=application.applied_on,
        mode=Mode.DECIDE,
        outcome=Outcome.NO_POLICY,
        law_version=old.digest,
        flags=old.flags,
        silence=Silence.TRANSITION,
    )
    return Opinion(
        outcome=judgement.outcome.value,
        law_version=old.digest,
        judgement=judgement.as_json(),
        may_settle=(),
    )


def _doubted(opinion: Opinion, people: set[int]) -> Opinion:
    """Return the opinion with these people for an officer to decide, with reasons."""
    doubtful = tuple(each for each in opinion.may_settle if each in people)
    if not doubtful:
        return opinion
    return replace(
        opinion,
        outcome=Outcome.REVIEW.value,
        may_settle=tuple(each for each in opinion.may_settle if each not in people),
        for_review=(*opinion.for_review, *doubtful),
    )


def _opinion(judgement: Judgement, told: Mapping[str, Any], applicant: int) -> Opinion:
    own = judgement.channels[0].outcome if judgement.channels else judgement.outcome
    outcomes = {applicant: own} | {int(each.id): each.outcome for each in judgement.companions}
    if own not in (Outcome.ELIGIBLE, Outcome.REVIEW):
        outcomes = {}  # nobody settles with somebody who does not
    kept_out = {int(each) for each in judgement.kept_out}
    eligible = [party for party, outcome in outcomes.items() if outcome is Outcome.ELIGIBLE]
    return Opinion(
        outcome=judgement.outcome.value,
        law_version=judgement.law_version,
        judgement=told,
        may_settle=tuple(party for party in eligible if party not in kept_out),
        # Over a cap an officer may still settle somebody, with the reason (A-QZ-4).
        for_review=tuple(
            party
            for party, outcome in outcomes.items()
            if outcome is Outcome.REVIEW or party in kept_out
        ),
        regulation=judgement.regulation,
        channel=judgement.basis or "",
    )
