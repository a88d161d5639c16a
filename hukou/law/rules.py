"""A rule (规则): conditions, and how the ambiguities of their text are settled (歧义处理)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from hukou.law.conditions import Condition, Values, every, leaves
from hukou.law.facts import AGE, AGE_FROM_NEXT_DAY
from hukou.law.findings import telling
from hukou.law.outcomes import Outcome, Reason
from hukou.law.verdicts import Ground, Verdict


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
        undecided: Sequence[Condition] = (self.conditions,)
        if truth is False:
            undecided = [each.when for each in unmet if each.when.test(values) is None]
        return self._verdict(
            Outcome.EVIDENCE if undecided else Outcome.NOT_ELIGIBLE,
            Ground(conditions=self.conditions, values=values, on=on, undecided=undecided),
        )

    def _met(self, values: Values, on: date) -> Verdict:
        spoken = [each for each in self.readings if _speaks(each, Stage.MET, values)]
        doubts = tuple(each.reason for each in spoken if each.when.test(values) is True)
        still_open = tuple(each.reason for each in spoken if each.when.test(values) is None)
        return self._verdict(
            Outcome.REVIEW if doubts else Outcome.ELIGIBLE,
            Ground(conditions=self.conditions, values=values, on=on),
            review=doubts,
            notes=still_open,
        )

    def _settled(self, reading: Reading, values: Values, on: date) -> Verdict:
        if reading.outcome is Outcome.REVIEW:
            ground = Ground(conditions=self.conditions, values=values, on=on)
            return self._verdict(Outcome.REVIEW, ground, review=(reading.reason,))
        accepted = every((reading.whom, reading.when))
        ground = Ground(conditions=accepted, values=values, on=on, note=reading.reason.id)
        return self._verdict(Outcome.ELIGIBLE, ground, notes=(reading.reason,))

    def _verdict(
        self,
        outcome: Outcome,
        ground: Ground,
        *,
        review: tuple[Reason, ...] = (),
        notes: tuple[Reason, ...] = (),
    ) -> Verdict:
        verdict = Verdict(
            outcome=outcome, ground=ground, review=review, notes=(*self.notes, *notes)
        )
        values = ground.values
        if values.get(AGE) == values.get(AGE_FROM_NEXT_DAY):
            return verdict
        return _on_a_birthday(verdict)

    def facts(self) -> tuple[str, ...]:
        """Return every fact the rule can ask, once each."""
        asked = [leaf.fact for leaf in leaves(self.conditions)]
        for reading in self.readings:
            asked += [leaf.fact for leaf in leaves(every((reading.whom, reading.when)))]
        return tuple(dict.fromkeys(asked))


def _speaks(reading: Reading, stage: Stage, values: Values) -> bool:
    return reading.stage is stage and reading.whom.test(values) is True


def _on_a_birthday(verdict: Verdict) -> Verdict:
    """Mark the verdict where an age required is reached today: two ways of counting differ."""
    ground = verdict.ground
    today = [
        leaf
        for leaf in telling(ground.conditions, ground.values)
        if leaf.boundary and ground.values.get(leaf.key) == leaf.required
    ]
    outcome = verdict.outcome
    if outcome is Outcome.ELIGIBLE and any(leaf.boundary == "review" for leaf in today):
        outcome = Outcome.REVIEW
    reasons = tuple(Reason(BOUNDARY_DAY, BOUNDARY_TEXT, leaf.cite) for leaf in today)
    return replace(verdict, outcome=outcome, review=(*verdict.review, *reasons))
