"""Judging a settlement (落户): the applicant by every channel, each companion, the limits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from hukou.kernel.errors import InvalidInput
from hukou.law.comparisons import COUNTY_OF_DESTINATION
from hukou.law.conditions import Values, leaves
from hukou.law.dated import Mode
from hukou.law.facts import DIVISION, RELATION, Facts
from hukou.law.grounds import Channel, Effect, Limit
from hukou.law.judgement import (
    ChannelJudgement,
    Companion,
    CompanionJudgement,
    Destination,
    Judgement,
    LimitJudgement,
)
from hukou.law.outcomes import RANK, Outcome, Reason
from hukou.law.places import county_of
from hukou.law.regulation import Opening, Regulation
from hukou.law.verdicts import Ground, Verdict

NO_DESTINATION: Final = Destination()


@dataclass(frozen=True, slots=True)
class _Case:
    """The people before the law on a day."""

    applicant: Facts
    values: Values
    companions: Sequence[Companion]
    on: date
    doubts: tuple[Reason, ...]


def judge(
    regulation: Regulation,
    *,
    on: date,
    applicant: Facts,
    companions: Sequence[Companion] = (),
    mode: Mode | str = Mode.DECIDE,
    channel: str | None = None,
    destination: Destination = NO_DESTINATION,
    activated_on: date | None = None,
    ended_on: date | None = None,
) -> Judgement:
    """Return what a regulation says of these people on a day.

    `channel` narrows to one channel. `activated_on` is the day an administrator dated an undated
    regulation, `ended_on` its last day because another text followed (see `life.last_days`).
    Nothing is stored, nothing is guessed.

    Raises:
        InvalidInput: no such channel or mode, a malformed destination, a companion listed twice.
    """
    mode = _mode(mode)
    _check(regulation, companions, channel, destination)
    silence = regulation.silence(
        on=on,
        mode=mode,
        activated_on=activated_on,
        ended_on=ended_on,
        division=destination.division,
    )
    if silence is not None:
        return Judgement(
            regulation=regulation.id,
            on=on,
            mode=mode,
            outcome=Outcome.NO_POLICY,
            law_version=regulation.digest,
            companions=_unheard(companions, on),
            flags=regulation.flags,
            activated_on=activated_on,
            silence=silence,
        )
    doubts = tuple(Reason(days.id, days.reason, days.cite) for days in regulation.term.doubts(on))
    values = _values(applicant, destination)
    case = _Case(applicant, values, companions, on, doubts)
    channels = _channels(regulation, case, channel, destination)
    basis = _basis(regulation, case, channels)
    limits = _limits(regulation.channels[basis[0]], values, basis[1]) if basis[0] else ()
    own = _own_outcome(channels)
    review: tuple[Reason, ...] = ()
    if channel is None and RANK[own] > RANK[Outcome.REVIEW]:
        review = tuple(each.reason for each in regulation.openings if _opens(each, values, own))
    return Judgement(
        regulation=regulation.id,
        on=on,
        mode=mode,
        outcome=_overall(Outcome.REVIEW if review else own, basis[1], limits),
        law_version=regulation.digest,
        channels=channels,
        companions=basis[1],
        limits=limits,
        review=review,
        flags=regulation.flags,
        basis=basis[0],
        activated_on=activated_on,
    )


def _mode(mode: Mode | str) -> Mode:
    try:
        return Mode(mode)
    except ValueError as problem:
        raise InvalidInput("应为 decide 或 simulate", field="mode") from problem


def _check(
    regulation: Regulation,
    companions: Sequence[Companion],
    channel: str | None,
    destination: Destination,
) -> None:
    if channel is not None and channel not in regulation.channels:
        raise InvalidInput(f"{regulation.id} 没有途径 {channel}", field="channel")
    if destination.division is not None and not DIVISION.match(destination.division):
        raise InvalidInput("应为 6、9 或 12 位行政区划代码", field="destination.division")
    places = {place for each in regulation.channels.values() for place in each.places}
    if destination.place is not None and places and destination.place not in places:
        raise InvalidInput(f"应为以下之一：{'、'.join(sorted(places))}", field="destination.place")
    seen: set[str] = set()
    for at, companion in enumerate(companions):
        if companion.id in seen:
            raise InvalidInput(f"{companion.id} 重复列出", field=f"companions[{at}].id")
        seen.add(companion.id)


def without_policy(
    *, on: date, mode: Mode, law_version: str, companions: Sequence[Companion] = ()
) -> Judgement:
    """Return the answer for a place where no regulation is in force; it names none."""
    return Judgement(
        regulation="",
        on=on,
        mode=mode,
        outcome=Outcome.NO_POLICY,
        law_version=law_version,
        companions=_unheard(companions, on),
    )


def _unheard(companions: Sequence[Companion], on: date) -> tuple[CompanionJudgement, ...]:
    nothing = Verdict(outcome=Outcome.NO_POLICY, ground=Ground(values={}, on=on))
    return tuple(
        CompanionJudgement(id=each.id, channel=None, verdict=nothing) for each in companions
    )


def _values(applicant: Facts, destination: Destination) -> Values:
    county = county_of(destination.division) if destination.division else None
    return (
        applicant.values if county is None else {**applicant.values, COUNTY_OF_DESTINATION: county}
    )


def _channels(
    regulation: Regulation, case: _Case, only: str | None, destination: Destination
) -> tuple[ChannelJudgement, ...]:
    chosen = (
        [regulation.channels[only]]
        if only
        else [each for each in regulation.channels.values() if _offered(each, case.applicant)]
    )
    return tuple(
        ChannelJudgement(
            id=each.id,
            name=each.name,
            cite=each.cite,
            verdict=_doubted(_channel(each, case), case.doubts),
            place=destination.place if each.places else None,
            set_aside=tuple(one.as_json() for one in each.set_aside),
        )
        for each in chosen
    )


def _offered(channel: Channel, applicant: Facts) -> bool:
    """Whether a channel is tried unasked: some only answer to those who bring their facts."""
    if channel.effect is Effect.UNSPECIFIED:
        return False
    return not channel.offered_when or applicant.knows_any(channel.offered_when)


def _channel(channel: Channel, case: _Case) -> Verdict:
    if channel.effect is Effect.SETTLE:
        return channel.rule.judge(case.values, case.on)
    verdict = channel.rule.judge(case.values, case.on)
    if channel.effect is not Effect.REFUSE_ROUTE and verdict.outcome is Outcome.NOT_ELIGIBLE:
        return verdict
    outcome = Outcome.REFUSE_ROUTE if channel.effect is Effect.REFUSE_ROUTE else Outcome.REVIEW
    reasons = () if channel.reason is None else (channel.reason,)
    return replace(verdict, outcome=outcome, review=(*reasons, *verdict.review))


def _doubted(verdict: Verdict, doubts: tuple[Reason, ...]) -> Verdict:
    """Return the verdict as it stands on a day when the text may not have been in force."""
    if not doubts or verdict.outcome is not Outcome.ELIGIBLE:
        return verdict
    return replace(verdict, outcome=Outcome.REVIEW, review=(*verdict.review, *doubts))


def _own_outcome(channels: tuple[ChannelJudgement, ...]) -> Outcome:
    return min((each.outcome for each in channels), key=RANK.__getitem__)


def _basis(
    regulation: Regulation, case: _Case, channels: tuple[ChannelJudgement, ...]
) -> tuple[str, tuple[CompanionJudgement, ...]]:
    """Choose the channel that serves the whole family best, and judge the companions by it."""
    best = _own_outcome(channels)
    tried = [
        (each.id, _companions(regulation.channels[each.id], case))
        for each in channels
        if each.outcome is best
    ]
    return min(tried, key=lambda one: sum(RANK[each.outcome] for each in one[1]))


def _companions(channel: Channel, case: _Case) -> tuple[CompanionJudgement, ...]:
    judged = []
    for companion in case.companions:
        values = companion.facts.values
        relation = values.get(RELATION)
        rule = channel.family.rule_for(None if relation is None else str(relation))
        verdict = _doubted(rule.judge(values, case.on), case.doubts)
        judged.append(CompanionJudgement(id=companion.id, channel=channel.id, verdict=verdict))
    return tuple(judged)


def _limits(
    channel: Channel, values: Values, companions: tuple[CompanionJudgement, ...]
) -> tuple[LimitJudgement, ...]:
    """Apply the caps to those who meet the conditions: the last listed are kept out."""
    settling = [each.id for each in companions if each.outcome is Outcome.ELIGIBLE]
    judged = (_limit(each, values, settling) for each in channel.limits)
    return tuple(each for each in judged if each is not None)


def _limit(limit: Limit, values: Values, settling: list[str]) -> LimitJudgement | None:
    applies = limit.when.test(values)
    counted = 1 + len(settling)
    if applies is False or counted <= limit.at_most:
        return None
    leaf = next(leaves(limit.when))
    return LimitJudgement(
        id=limit.id,
        condition=limit.label,
        fact=leaf.fact,
        required=leaf.required,
        found=values.get(leaf.key),
        at_most=limit.at_most,
        counted=counted,
        kept_out=tuple(settling[limit.at_most - 1 :]) if applies else (),
        satisfied=False if applies else None,
        cite=limit.cite,
        note=limit.note,
    )


def _opens(opening: Opening, values: Values, own: Outcome) -> bool:
    if opening.whom.test(values) is not True:
        return False
    truth = opening.when.test(values)
    return truth is True or (truth is None and own is Outcome.NOT_ELIGIBLE)


def _overall(
    own: Outcome,
    companions: tuple[CompanionJudgement, ...],
    limits: tuple[LimitJudgement, ...],
) -> Outcome:
    if own is not Outcome.ELIGIBLE:
        return own
    all_eligible = all(each.outcome is Outcome.ELIGIBLE for each in companions)
    return Outcome.ELIGIBLE if all_eligible and not limits else Outcome.PARTIAL
