"""What one rule came to for one person (判断): the outcome at once, the explanation when asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hukou.law.conditions import ALWAYS, Condition, Values
from hukou.law.findings import Finding, finding, missing, noted, ripens, telling
from hukou.law.outcomes import Outcome, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What an explanation is drawn from: the conditions as judged, over what was known that day."""

    conditions: Condition = ALWAYS
    values: Values
    on: date
    undecided: Sequence[Condition] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one rule came to.

    Findings, missing facts and dates are worked out when they are asked for: thousands of people
    are compared by their outcomes alone, and only the case on the desk is explained.
    """

    outcome: Outcome
    ground: Ground
    review: tuple[Reason, ...] = ()
    notes: tuple[Reason, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """How each condition that decided came out."""
        ground = self.ground
        told = tuple(
            finding(leaf, ground.values, ground.on)
            for leaf in telling(ground.conditions, ground.values)
        )
        return noted(told, ground.note) if ground.note else told

    @property
    def missing(self) -> tuple[str, ...]:
        """The unknown facts that can still decide, in the order of the clause."""
        ground = self.ground
        names = (name for each in ground.undecided for name in missing(each, ground.values))
        return tuple(dict.fromkeys(names)) if self.outcome is Outcome.EVIDENCE else ()

    @property
    def met_on(self) -> date | None:
        """The first day a refusal will turn if nothing but time passes, or None."""
        if self.outcome is not Outcome.NOT_ELIGIBLE:
            return None
        return ripens(self.ground.conditions, self.ground.values, self.ground.on)
