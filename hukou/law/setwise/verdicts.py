"""A rule as a table of branches: the first that is true gives the outcome and what decides it.

The order is that of `Rule.judge`. First, where the conditions are met: an ambiguity that sends to
an officer, an age reached this very day, accepted. Then, where they are not: what the handling of
an ambiguity says of those for whom it speaks. Then the unknown: the conditions themselves, or an
ambiguity of which it cannot yet be told whether it helps. Only then refused. So a NULL never
reaches a refusal: whatever could still turn an outcome is asked for.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from hukou.law.answers import ON_A_BIRTHDAY, Deciding, discriminating, of_leaf, of_reason
from hukou.law.conditions import Condition, Either, Every, Leaf, Truth, every
from hukou.law.facts import AGE, AGE_FROM_NEXT_DAY
from hukou.law.grounds import Channel, Effect
from hukou.law.outcomes import RANK, Outcome, Reason
from hukou.law.rules import Reading, Stage
from hukou.law.setwise.truths import Truths
from hukou.law.setwise.words import (
    FALSE,
    NOTHING,
    TRUE,
    all_of,
    any_of,
    comes_to,
    fails,
    first_known,
    first_of,
    name,
)

BIRTHDAY: Final = f"({name(AGE)} <> {name(AGE_FROM_NEXT_DAY)})"
"""The two ways of counting an age differ on the birthday only."""
REVIEWED_TODAY: Final = "review"
MET, REFUSED, UNKNOWN = True, False, None
"""What conditions can come to, where it is asked which leaf led there."""


class Grounds:
    """Numbers whatever can decide, from 1: the number travels, the words stay here."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._numbers: dict[Deciding, int] = {}

    def of(self, deciding: Deciding) -> str:
        """Return the number of a ground, as SQL."""
        return f"{self._numbers.setdefault(deciding, len(self._numbers) + 1)}::smallint"

    def all(self) -> tuple[Deciding, ...]:
        return tuple(self._numbers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Conditions as SQL: how they come out, which leaf leads, whether an age is reached today."""

    truth: str
    lead: Callable[[Truth], str]
    today: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Branch:
    """Where `when` is true, this is the outcome, for this reason."""

    when: str
    outcome: Outcome
    deciding: str


def written(condition: Condition, truth: str, truths: Truths, grounds: Grounds) -> Written:
    """Return one condition; `truth` is where its value is found."""
    return Written(
        truth=truth,
        lead=lambda wanted: lead(condition, wanted, truths, grounds),
        today=lambda: truths.today(condition, REVIEWED_TODAY),
    )


def branches(
    conditions: Written, readings: Sequence[Reading], truths: Truths, grounds: Grounds
) -> list[Branch]:
    """Return what a rule comes to, in the order in which it is looked at."""
    unmet = [each for each in readings if each.stage is Stage.UNMET]
    found = [
        Branch(
            all_of((conditions.truth, truths.of(each.whom), truths.of(each.when))),
            Outcome.REVIEW,
            grounds.of(of_reason(each.reason)),
        )
        for each in readings
        if each.stage is Stage.MET
    ]
    found += _accepted(conditions.truth, conditions.today(), conditions.lead(MET), grounds)
    for each in unmet:
        found += _settled(each, truths, grounds)
    found.append(
        Branch(comes_to(conditions.truth, None), Outcome.EVIDENCE, conditions.lead(UNKNOWN))
    )
    for each in unmet:
        still_open = all_of((truths.of(each.whom), comes_to(truths.of(each.when), None)))
        found.append(Branch(still_open, Outcome.EVIDENCE, lead(each.when, None, truths, grounds)))
    found.append(Branch(TRUE, Outcome.NOT_ELIGIBLE, conditions.lead(REFUSED)))
    return found


def _settled(reading: Reading, truths: Truths, grounds: Grounds) -> Iterator[Branch]:
    """Yield how an ambiguity is settled where the conditions are not met."""
    accepted = every((reading.whom, reading.when))
    reason = grounds.of(of_reason(reading.reason))
    if reading.outcome is Outcome.REVIEW:
        yield Branch(truths.of(accepted), Outcome.REVIEW, reason)
        return
    yield from _accepted(
        truths.of(accepted), truths.today(accepted, REVIEWED_TODAY), reason, grounds
    )


def _accepted(truth: str, today: str, deciding: str, grounds: Grounds) -> Iterator[Branch]:
    if today != FALSE:
        on_it = all_of((truth, BIRTHDAY, today))
        yield Branch(on_it, Outcome.REVIEW, grounds.of(ON_A_BIRTHDAY))
    yield Branch(truth, Outcome.ELIGIBLE, deciding)


def by_effect(found: list[Branch], channel: Channel, grounds: Grounds) -> list[Branch]:
    """Return a channel's branches as its effect leaves them."""
    if channel.effect is Effect.SETTLE or channel.reason is None:
        return found
    reason = grounds.of(of_reason(channel.reason))
    if channel.effect is Effect.REFUSE_ROUTE:
        return [Branch(TRUE, Outcome.REFUSE_ROUTE, reason)]
    return [
        each
        if each.outcome is Outcome.NOT_ELIGIBLE
        else replace(each, outcome=Outcome.REVIEW, deciding=reason)
        for each in found
    ]


def doubted(found: list[Branch], doubts: Sequence[Reason], grounds: Grounds) -> list[Branch]:
    """Return the branches as they stand on a day when the text may not have been in force."""
    if not doubts:
        return found
    reason = grounds.of(of_reason(doubts[0]))
    return [
        replace(each, outcome=Outcome.REVIEW, deciding=reason)
        if each.outcome is Outcome.ELIGIBLE
        else each
        for each in found
    ]


def outcome(found: Sequence[Branch]) -> str:
    """Return the outcome as its place in BEST_FIRST."""
    return first_of(((each.when, str(RANK[each.outcome])) for each in found), NOTHING)


def deciding(found: Sequence[Branch]) -> str:
    """Return the number of what decides."""
    return first_of(((each.when, each.deciding) for each in found), NOTHING)


def lead(condition: Condition, wanted: Truth, truths: Truths, grounds: Grounds) -> str:
    """Return the number of the first leaf that makes a condition come out as `wanted`."""
    if isinstance(condition, Leaf):
        return grounds.of(of_leaf(condition))
    led = [(each, lead(each, wanted, truths, grounds)) for each in condition.members]
    if isinstance(condition, Every) and wanted is True:
        return first_known([number for _, number in led])
    alike = [(comes_to(truths.of(each), wanted), number) for each, number in led]
    if isinstance(condition, Either) and wanted is False:
        alike = [(_meant(each, truths), number) for each, number in led] + alike
    return first_of(alike, NOTHING)


def _meant(condition: Condition, truths: Truths) -> str:
    """Return whether an alternative that failed was not meant for somebody else."""
    others = any_of(fails(truths.of(each)) for each in discriminating(condition))
    if others == FALSE:
        return TRUE
    return FALSE if others == TRUE else f"(not {others})"
