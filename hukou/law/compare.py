"""Two regulations over the same people (政策比较): where each stands, and which clause decides."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from hukou.law.citation import Citation
from hukou.law.conditions import Condition, Either, Every, Leaf, Values
from hukou.law.dated import Mode
from hukou.law.facts import Facts
from hukou.law.findings import telling
from hukou.law.judgement import Companion, Destination, Judgement, LimitJudgement
from hukou.law.outcomes import RANK, Outcome
from hukou.law.regulation import Regulation
from hukou.law.settlement import judge
from hukou.law.verdicts import Verdict

APPLICANT: Final = ""
"""How the applicant is named among the standings; companions go by their own ids."""


class Change(StrEnum):
    """What the second regulation does to somebody beside the first (变化)."""

    GAINED = "gained"
    LOST = "lost"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one person comes out under one regulation, and the clause that decides it.

    `channel` is the ground they settle by, or the one they come nearest to. Where nothing is said,
    there is no channel and no clause.
    """

    id: str
    outcome: Outcome
    channel: str = ""
    cite: Citation | None = None


def change_of(former: Outcome, following: Outcome) -> Change:
    """Return what became of somebody; to be allowed to settle is what can be gained or lost."""
    if former is following:
        return Change.UNCHANGED
    if following is Outcome.ELIGIBLE:
        return Change.GAINED
    return Change.LOST if former is Outcome.ELIGIBLE else Change.CHANGED


def simulate(
    regulation: Regulation,
    *,
    on: date,
    applicant: Facts,
    companions: Sequence[Companion] = (),
    division: str = "",
) -> Judgement:
    """Return what a regulation would say of a family, whether or not it is in force.

    A place that the text does not govern is left out: texts of two places can be compared over the
    same people, and only conditions on the county of destination stay unknown.
    """
    governed = bool(division) and regulation.governs(division)
    return judge(
        regulation,
        on=on,
        applicant=applicant,
        companions=companions,
        mode=Mode.SIMULATE,
        destination=Destination(division if governed else None),
    )


def standings(regulation: Regulation, judgement: Judgement) -> tuple[Standing, ...]:
    """Return where everybody stands: the applicant first, then the companions as listed.

    Nobody settles with somebody who does not: a companion stands no better than the applicant.
    """
    if judgement.silence is not None:
        silent = (APPLICANT, *(each.id for each in judgement.companions))
        return tuple(Standing(id=name, outcome=judgement.outcome) for name in silent)
    own = _applicant(judgement)
    return (own, *_companions(regulation, judgement, own))


def _applicant(judgement: Judgement) -> Standing:
    if judgement.review:
        return Standing(id=APPLICANT, outcome=Outcome.REVIEW, cite=judgement.review[0].cite)
    best = min((each.outcome for each in judgement.channels), key=RANK.__getitem__)
    tried = [each for each in judgement.channels if each.outcome is best]
    if best is Outcome.ELIGIBLE:
        chosen = judgement.channel(judgement.basis or tried[0].id)
        return Standing(id=APPLICANT, outcome=best, channel=chosen.id, cite=chosen.cite)
    nearest = min(tried, key=lambda each: distance(each.verdict))
    cite = deciding(nearest.verdict) or nearest.cite
    return Standing(id=APPLICANT, outcome=best, channel=nearest.id, cite=cite)


def _companions(regulation: Regulation, judgement: Judgement, own: Standing) -> Iterator[Standing]:
    stopped = dict(_stopped(judgement))
    for each in judgement.companions:
        if RANK[each.outcome] <= RANK[own.outcome] and own.outcome is not Outcome.ELIGIBLE:
            yield replace(own, id=each.id)
            continue
        channel = regulation.channels[each.channel or ""]
        outcome, cite = each.outcome, deciding(each.verdict) or channel.family.cite
        if each.id in stopped and outcome is Outcome.ELIGIBLE:
            limit = stopped[each.id]
            outcome = Outcome.EVIDENCE if limit.satisfied is None else Outcome.NOT_ELIGIBLE
            cite = limit.cite
        yield Standing(id=each.id, outcome=outcome, channel=channel.id, cite=cite)


def _stopped(judgement: Judgement) -> Iterator[tuple[str, LimitJudgement]]:
    """Yield who is kept out by a cap, or would be if it holds; the surest cap comes last."""
    settling = [each.id for each in judgement.companions if each.outcome is Outcome.ELIGIBLE]
    for limit in sorted(judgement.limits, key=lambda each: each.satisfied is False):
        yield from ((name, limit) for name in settling[limit.at_most - 1 :])


def deciding(verdict: Verdict) -> Citation | None:
    """Return the clause that a verdict rests on where it stops somebody; None where it does not."""
    if verdict.outcome is Outcome.ELIGIBLE:
        return None
    if verdict.outcome in (Outcome.REVIEW, Outcome.REFUSE_ROUTE):
        return verdict.review[0].cite if verdict.review else None
    wanted = None if verdict.outcome is Outcome.EVIDENCE else False
    ground = verdict.ground
    told = telling(ground.conditions, ground.values)
    return next((leaf.cite for leaf in told if leaf.test(ground.values) is wanted), None)


def distance(verdict: Verdict) -> int:
    """Return how many conditions are still missing by the shortest way."""
    return _missing(verdict.ground.conditions, verdict.ground.values)


def _missing(condition: Condition, values: Values) -> int:
    if isinstance(condition, Leaf):
        return int(condition.test(values) is not True)
    if isinstance(condition, Every):
        return sum(_missing(each, values) for each in condition.members)
    return _shortest(condition, values)


def _shortest(condition: Either, values: Values) -> int:
    return min((_missing(each, values) for each in condition.members), default=1)


def beside(
    former: Sequence[Standing], following: Sequence[Standing]
) -> Mapping[str, tuple[Standing, Standing, Change]]:
    """Return everybody's two standings and what changed, in the order of the family."""
    return {
        one.id: (one, other, change_of(one.outcome, other.outcome))
        for one, other in zip(former, following, strict=True)
    }
