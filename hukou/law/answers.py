"""The short answer (简答): each outcome with what decides it, the same from either evaluator.

`judge` explains one family at its desk; `hukou.law.setwise` judges a whole population inside
PostgreSQL. Both can be told as a `FamilyAnswer`, so they can be compared to the last clause.

What decides (`Deciding`) is chosen so that a reader is sent to one place of the text:

- refused: the first condition, in the order of the clause, that is not met;
- evidence wanted: the first condition, in that order, that is still unknown;
- sent to an officer, or a closed route: the ambiguity, or the reason of the channel, that says so;
- accepted by the handling of an ambiguity: that ambiguity;
- accepted by the conditions: the first condition met.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from hukou.law.citation import Citation
from hukou.law.conditions import Condition, Either, Every, Leaf, Truth
from hukou.law.findings import DISCRIMINATING
from hukou.law.judgement import Judgement
from hukou.law.outcomes import Outcome, Reason
from hukou.law.rules import BOUNDARY_DAY, BOUNDARY_TEXT
from hukou.law.verdicts import Verdict

TestOf = Callable[[Condition], Truth]


@dataclass(frozen=True, slots=True)
class Deciding:
    """What an outcome rests on: a condition of a clause (`fact` is set), or a reason by its id."""

    id: str
    label: str
    fact: str
    cite: Citation | None


ON_A_BIRTHDAY: Final = Deciding(BOUNDARY_DAY, BOUNDARY_TEXT, "", None)
"""Whoever reaches a required age that very day is sent to an officer where the pack says so."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How one rule came out for one person."""

    outcome: Outcome
    deciding: Deciding | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyAnswer:
    """What a regulation says of a family; companions are in the order they were listed, from 1.

    `channels` holds those that were tried; `limits` those that bite: False keeps the companions
    numbered in `kept_out` out, None cannot be told yet.
    """

    outcome: Outcome
    basis: str | None
    channels: Mapping[str, Answer]
    companions: tuple[Answer, ...]
    limits: Mapping[str, Truth]
    kept_out: tuple[int, ...]
    opened: tuple[str, ...]


def answer_of(judgement: Judgement) -> FamilyAnswer:
    """Return a judgement in short."""
    order = {each.id: number for number, each in enumerate(judgement.companions, start=1)}
    return FamilyAnswer(
        outcome=judgement.outcome,
        basis=judgement.basis,
        channels={each.id: _answer(each.verdict) for each in judgement.channels},
        companions=tuple(_answer(each.verdict) for each in judgement.companions),
        limits={each.id: each.satisfied for each in judgement.limits},
        kept_out=tuple(sorted(order[each] for each in judgement.kept_out)),
        opened=tuple(each.id for each in judgement.review),
    )


def _answer(verdict: Verdict) -> Answer:
    return Answer(verdict.outcome, _deciding(verdict))


def of_leaf(leaf: Leaf) -> Deciding:
    return Deciding(leaf.note, leaf.label, leaf.fact, leaf.cite)


def of_reason(reason: Reason) -> Deciding:
    return Deciding(reason.id, reason.reason, "", reason.cite)


def _deciding(verdict: Verdict) -> Deciding | None:
    outcome, ground = verdict.outcome, verdict.ground
    if outcome in {Outcome.REVIEW, Outcome.REFUSE_ROUTE}:
        told = (each for each in verdict.review if each.id != BOUNDARY_DAY)
        return next(map(of_reason, told), ON_A_BIRTHDAY)
    if outcome is Outcome.ELIGIBLE and ground.note:
        return of_reason(verdict.notes[-1])
    if outcome is Outcome.NO_POLICY:
        return None
    condition = ground.undecided[0] if outcome is Outcome.EVIDENCE else ground.conditions
    leaf = leading(condition, lambda each: each.test(ground.values))
    return None if leaf is None else of_leaf(leaf)


def leading(condition: Condition, test: TestOf) -> Leaf | None:
    """Return the first leaf that makes a condition come out as it does; None where it has none."""
    if isinstance(condition, Leaf):
        return condition
    truth = test(condition)
    if isinstance(condition, Every) and truth is True:
        led = (leading(each, test) for each in condition.members)
        return next((each for each in led if each is not None), None)
    alike = [each for each in condition.members if test(each) is truth]
    if isinstance(condition, Either) and truth is False:
        alike = [each for each in alike if not _meant_for_others(each, test)] or alike
    return leading(alike[0], test) if alike else None


def _meant_for_others(condition: Condition, test: TestOf) -> bool:
    """Whether an alternative was meant for somebody of another relation or sex."""
    return any(test(each) is False for each in discriminating(condition))


def discriminating(condition: Condition) -> tuple[Leaf, ...]:
    """Return the leaves by which an alternative says for whom it is meant."""
    members = condition.members if isinstance(condition, Every) else (condition,)
    return tuple(each for each in members if isinstance(each, Leaf) and each.fact in DISCRIMINATING)
