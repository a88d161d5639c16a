"""A rule (规则) and what it comes to: conditions, and how their doubts are settled."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from hukou.law.citation import Citation
from hukou.law.conditions import Condition, Leaf, Values, every, leaves
from hukou.law.facts import AGE, AGE_FROM_NEXT_DAY
from hukou.law.findings import Finding, finding, missing, noted, ripens, telling


class Outcome(StrEnum):
    """What a judgement can come to (结论)."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    PARTIAL = "partial"
    REVIEW = "review"
    EVIDENCE = "evidence"
    REFUSE_ROUTE = "refuse_route"
    NO_POLICY = "no_policy"


BEST_FIRST: Final = (
    Outcome.ELIGIBLE,
    Outcome.REFUSE_ROUTE,
    Outcome.REVIEW,
    Outcome.EVIDENCE,
    Outcome.NOT_ELIGIBLE,
)
"""Across channels the best counts. A refused route is refused unless another channel is open."""

RANK: Final = {outcome: rank for rank, outcome in enumerate(BEST_FIRST)}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an officer is asked, or told (说明): the ambiguity's id, the words, the clause."""

    id: str
    reason: str
    cite: Citation

    def as_json(self) -> dict[str, object]:
        return {"id": self.id, "reason": self.reason, "cite": self.cite.as_json()}


class Stage(StrEnum):
    """When a reading is looked at."""

    MET = "met"
    UNMET = "unmet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How one ambiguity of the text is settled (歧义处理).

    It speaks of those for whom `whom` is known to hold. Where the conditions are met and `when`
    holds too, an officer reviews. Where they are not met and `when` holds, the outcome is the
    reading's own: accepted, or reviewed instead of refused; while `when` is unknown nobody is
    refused.
    """

    reason: Reason
    stage: Stage
    whom: Condition
    when: Condition
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one rule came to for one person."""

    outcome: Outcome
    findings: tuple[Finding, ...]
    missing: tuple[str, ...] = ()
    review: tuple[Reason, ...] = ()
    notes: tuple[Reason, ...] = ()
    met_on: date | None = None


BOUNDARY_DAY: Final = "boundary-day"
BOUNDARY_TEXT: Final = "判断日恰为达到规定年龄的生日：本系统按生日当天达到计算，请核对当地计算口径"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Conditions with the readings that settle their ambiguities."""

    conditions: Condition
    readings: tuple[Reading, ...] = ()
    notes: tuple[Reason, ...] = ()

    def judge(self, values: Values, on: date) -> Verdict:
        """Return what the rule comes to: unknown facts that matter make it `evidence`."""
        truth = self.conditions.test(values)
        if truth is True:
            return self._met(values, on)
        unmet = [each for each in self.readings if _speaks(each, Stage.UNMET, values)]
        for reading in unmet:
            if reading.when.test(values) is True:
                return self._settled(reading, values, on)
        if truth is None:
            return self._open((self.conditions,), values, on)
        undecided = tuple(each.when for each in unmet if each.when.test(values) is None)
        if undecided:
            return self._open(undecided, values, on)
        return self._verdict(
            Outcome.NOT_ELIGIBLE, values, on, met_on=ripens(self.conditions, values, on)
        )

    def _met(self, values: Values, on: date) -> Verdict:
        spoken = [each for each in self.readings if _speaks(each, Stage.MET, values)]
        doubts = tuple(each.reason for each in spoken if each.when.test(values) is True)
        open_notes = tuple(each.reason for each in spoken if each.when.test(values) is None)
        return self._verdict(
            Outcome.REVIEW if doubts else Outcome.ELIGIBLE,
            values,
            on,
            review=doubts,
            notes=self.notes + open_notes,
        )

    def _settled(self, reading: Reading, values: Values, on: date) -> Verdict:
        if reading.outcome is Outcome.ELIGIBLE:
            both = every((reading.whom, reading.when))
            told = tuple(finding(leaf, values, on) for leaf in telling(both, values))
            return Verdict(
                outcome=Outcome.ELIGIBLE,
                findings=noted(told, reading.reason.id),
                notes=(*self.notes, reading.reason),
            )
        return self._verdict(Outcome.REVIEW, values, on, review=(reading.reason,))

    def _open(self, undecided: tuple[Condition, ...], values: Values, on: date) -> Verdict:
        names = (name for each in undecided for name in missing(each, values))
        return self._verdict(Outcome.EVIDENCE, values, on, missing=tuple(dict.fromkeys(names)))

    def _verdict(
        self,
        outcome: Outcome,
        values: Values,
        on: date,
        *,
        missing: tuple[str, ...] = (),
        review: tuple[Reason, ...] = (),
        notes: tuple[Reason, ...] | None = None,
        met_on: date | None = None,
    ) -> Verdict:
        told = tuple(telling(self.conditions, values))
        today = tuple(leaf for leaf in told if leaf.boundary and _turns_today(leaf, values))
        boundary = tuple(Reason(BOUNDARY_DAY, BOUNDARY_TEXT, leaf.cite) for leaf in today)
        if outcome is Outcome.ELIGIBLE and any(leaf.boundary == "review" for leaf in today):
            outcome = Outcome.REVIEW
        return Verdict(
            outcome=outcome,
            findings=tuple(finding(leaf, values, on) for leaf in told),
            missing=missing,
            review=review + boundary,
            notes=self.notes if notes is None else notes,
            met_on=met_on,
        )

    def facts(self) -> tuple[str, ...]:
        """Return every fact the rule can ask, once each."""
        asked = [leaf.fact for leaf in leaves(self.conditions)]
        for reading in self.readings:
            asked += [leaf.fact for leaf in leaves(every((reading.whom, reading.when)))]
        return tuple(dict.fromkeys(asked))


def _speaks(reading: Reading, stage: Stage, values: Values) -> bool:
    return reading.stage is stage and reading.whom.test(values) is True


def _turns_today(leaf: Leaf, values: Values) -> bool:
    """Whether the two ways of counting an age differ today, at the very age required."""
    return values.get(leaf.key) == leaf.required and values.get(AGE) != values.get(
        AGE_FROM_NEXT_DAY
    )
