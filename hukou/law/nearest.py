"""The nearest miss (最近差距): the fewest honest changes by which a refusal would turn.

What is offered has been tried: the law itself says `eligible` once the changes have come about (or
`review`, where nothing honest leads further). The rule of choosing, best first: a way that ends in
`eligible`; the fewest changes; papers before time, time before changes of life; the earliest day;
the order of the clause.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Final, TypeAlias

from hukou.law.conditions import Condition, Either, Leaf, Values, either, every
from hukou.law.facts import RELATION
from hukou.law.grounds import Channel, Effect
from hukou.law.judgement import ChannelJudgement, CompanionJudgement, Judgement, LimitJudgement
from hukou.law.outcomes import Outcome
from hukou.law.regulation import Regulation
from hukou.law.rules import Rule, Stage
from hukou.law.steps import STEPS, Change, after, change, negated, possible
from hukou.law.vocabulary import Vocabulary

MOST_KEPT: Final = 32
"""So many ways are followed at each fork; longer ones are dropped first."""
MOST_SHOWN: Final = 3
TURNED: Final = (Outcome.ELIGIBLE, Outcome.REVIEW)
Wanted: TypeAlias = tuple[Leaf, ...]
Judged: TypeAlias = Callable[[Values, date], Outcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Changes that together turn a refusal, from which day, and what the law then says."""

    changes: tuple[Change, ...]
    met_on: date | None
    outcome: Outcome

    def as_json(self) -> dict[str, object]:
        return {
            "outcome": self.outcome.value,
            "met_on": None if self.met_on is None else self.met_on.isoformat(),
            "changes": [each.as_json() for each in self.changes],
        }


def nearest(
    regulation: Regulation,
    judgement: Judgement,
    judged: ChannelJudgement | CompanionJudgement,
    *,
    vocabulary: Vocabulary,
) -> tuple[Way, ...]:
    """Return the shortest ways out of a refusal, the best first; none where there is none.

    `judged` is one of the channels or companions of the judgement. Only `not_eligible` has a way:
    what is unknown is missing, and a refused route stays refused.
    """
    verdict = judged.verdict
    if verdict.outcome is not Outcome.NOT_ELIGIBLE or judged_by(judged) is None:
        return ()
    channel = regulation.channels[str(judged_by(judged))]
    rule, effect = channel.rule, channel.effect
    values = verdict.ground.values
    if isinstance(judged, CompanionJudgement):
        rule, effect = _family_rule(channel, values), Effect.SETTLE

    def judge_again(then: Values, day: date) -> Outcome:
        outcome = rule.judge(then, day).outcome
        if outcome is Outcome.ELIGIBLE and effect is not Effect.SETTLE:
            outcome = Outcome.REVIEW
        return _on_the_day(regulation, judgement, outcome, day)

    return _ways(_accepting(rule, values), values, judgement.on, judge_again, vocabulary)


def nearest_room(
    regulation: Regulation,
    judgement: Judgement,
    limit: LimitJudgement,
    *,
    vocabulary: Vocabulary,
) -> tuple[Way, ...]:
    """Return what would lift a cap that keeps somebody out, the channel being met all the same."""
    if not limit.kept_out or judgement.basis is None:
        return ()
    channel = regulation.channels[judgement.basis]
    when = next(each.when for each in channel.limits if each.id == limit.id)
    values = judgement.channel(channel.id).verdict.ground.values

    def judge_again(then: Values, day: date) -> Outcome:
        if when.test(then) is not False:
            return Outcome.NOT_ELIGIBLE
        return _on_the_day(regulation, judgement, channel.rule.judge(then, day).outcome, day)

    return _ways(negated(when, vocabulary), values, judgement.on, judge_again, vocabulary)


def told_with_ways(
    regulation: Regulation, judgement: Judgement, *, vocabulary: Vocabulary
) -> dict[str, object]:
    """Return a judgement as JSON carries it, each refusal with its `nearest` ways out."""

    def of(judged: ChannelJudgement | CompanionJudgement) -> dict[str, object]:
        found = nearest(regulation, judgement, judged, vocabulary=vocabulary)
        return {**judged.as_json(), "nearest": [way.as_json() for way in found]}

    def room(limit: LimitJudgement) -> dict[str, object]:
        found = nearest_room(regulation, judgement, limit, vocabulary=vocabulary)
        return {**limit.as_json(), "nearest": [way.as_json() for way in found]}

    return {
        **judgement.as_json(),
        "channels": [of(each) for each in judgement.channels],
        "companions": [of(each) for each in judgement.companions],
        "limits": [room(each) for each in judgement.limits],
    }


def judged_by(judged: ChannelJudgement | CompanionJudgement) -> str | None:
    """Return the channel somebody was judged by."""
    return judged.channel if isinstance(judged, CompanionJudgement) else judged.id


def _family_rule(channel: Channel, values: Values) -> Rule:
    relation = values.get(RELATION)
    return channel.family.rule_for(None if relation is None else str(relation))


def _on_the_day(
    regulation: Regulation, judgement: Judgement, outcome: Outcome, day: date
) -> Outcome:
    """Return the outcome as it stands on a later day, on which the text may have run out."""
    silence = regulation.silence(
        on=day, mode=judgement.mode, activated_on=judgement.activated_on, division=None
    )
    if silence is not None:
        return Outcome.NO_POLICY
    doubtful = outcome is Outcome.ELIGIBLE and regulation.term.doubts(day)
    return Outcome.REVIEW if doubtful else outcome


def _accepting(rule: Rule, values: Values) -> Condition:
    """Return every way by which a rule accepts: its conditions, and readings that accept."""
    readings = [
        every((each.whom, each.when))
        for each in rule.readings
        if each.stage is Stage.UNMET
        and each.outcome is Outcome.ELIGIBLE
        and each.whom.test(values) is True
    ]
    return either((rule.conditions, *readings))


def _ways(
    condition: Condition, values: Values, on: date, judged: Judged, vocabulary: Vocabulary
) -> tuple[Way, ...]:
    """Return the best of the ways that the law confirms."""
    found: list[Way] = []
    for wanted in _open(condition, values, on, vocabulary):
        changes = _changes(wanted, values, on, vocabulary)
        way = _tried(changes, values, on, judged) if changes else None
        if way is not None and not any(_same(way, each) for each in found):
            found.append(way)
    ranked = sorted(found, key=_rank)
    best = [each for each in ranked if _rank(each)[:2] == _rank(ranked[0])[:2]]
    return tuple(best[:MOST_SHOWN])


def _rank(way: Way) -> tuple[bool, int, int, date]:
    hardest = max(STEPS.index(each.step) for each in way.changes)
    return (
        way.outcome is not Outcome.ELIGIBLE,
        len(way.changes),
        hardest,
        way.met_on or date.min,
    )


def _same(one: Way, other: Way) -> bool:
    return {(each.leaf.fact, each.value) for each in one.changes} == {
        (each.leaf.fact, each.value) for each in other.changes
    }


def _changes(
    wanted: Wanted, values: Values, on: date, vocabulary: Vocabulary
) -> tuple[Change, ...] | None:
    """Return one change per fact, or None where what two clauses want of a fact is at odds."""
    by_fact = groupby(sorted(wanted, key=lambda leaf: leaf.fact), key=lambda leaf: leaf.fact)
    told = {fact: change(list(leaves), values, on, vocabulary) for fact, leaves in by_fact}
    ordered = [told[fact] for fact in dict.fromkeys(leaf.fact for leaf in wanted)]
    known = [each for each in ordered if each is not None]
    return tuple(known) if len(known) == len(ordered) else None


def _tried(changes: tuple[Change, ...], values: Values, on: date, judged: Judged) -> Way | None:
    """Put the changes to the law, on their day and, where that is a birthday, on the next."""
    day = max((each.met_on for each in changes if each.met_on), default=None)
    tries = [_try(changes, values, on, each, judged) for each in _days(day, on)]
    turned = [each for each in tries if each.outcome in TURNED]
    best = min(turned, key=_rank, default=None)
    return best if best is None or day is not None else replace(best, met_on=None)


def _days(day: date | None, on: date) -> tuple[date, ...]:
    return (on,) if day is None else (day, day + timedelta(days=1))


def _try(changes: tuple[Change, ...], values: Values, on: date, day: date, judged: Judged) -> Way:
    """Return what the law says then, the worse of two: others of the counts run on, or rest."""
    outcomes = [
        judged(after(changes, values, on=on, day=day, all_run_on=run_on), day)
        for run_on in (False, True)
    ]
    outcome = next((each for each in outcomes if each not in TURNED), max(outcomes, key=_worse))
    return Way(changes=changes, met_on=day, outcome=outcome)


def _worse(outcome: Outcome) -> int:
    return TURNED.index(outcome) if outcome in TURNED else len(TURNED)


def _open(condition: Condition, values: Values, on: date, vocabulary: Vocabulary) -> list[Wanted]:
    """Return sets of leaves that have to come to hold, the shortest first."""
    if condition.test(values) is True:
        return [()]
    if isinstance(condition, Leaf):
        return [(condition,)] if possible(condition, values, on, vocabulary) else []
    inner = [_open(each, values, on, vocabulary) for each in condition.members]
    if isinstance(condition, Either):
        return _shortest(way for ways in inner for way in ways)
    together: list[Wanted] = [()]
    for ways in inner:
        together = _shortest((*one, *other) for one in together for other in ways)
    return together


def _shortest(ways: Iterator[Wanted]) -> list[Wanted]:
    distinct = list(dict.fromkeys(ways))
    return sorted(distinct, key=lambda way: len({leaf.fact for leaf in way}))[:MOST_KEPT]
