"""A line of the sheet as SQL: formulas with their conditions and caps around them; and the total.

What is unknown, or said of somebody else, earns nothing; of several ways the best known one counts.
"""

from fractions import Fraction

from hukou.law.conditions import ALWAYS, Leaf
from hukou.law.points.formulas import Flat
from hukou.law.points.scheme import TOTAL, Indicator, Part
from hukou.law.setwise.truths import COMPARED, Truths
from hukou.law.setwise.words import TRUE, all_of, name
from hukou.law.setwise.worths import Scale, worth
from hukou.law.vocabulary import Vocabulary


def line(indicator: Indicator, scale: Scale) -> str:
    """Return an indicator's points: what is unknown, or for somebody else, earns nothing."""
    truths, nothing = Truths(scale.vocabulary), scale.points(Fraction(0))
    if indicator.best_only and len(indicator.parts) > 1:
        parts = [_part(each, scale, truths, f"null::{scale.kept}") for each in indicator.parts]
        points = f"coalesce(greatest({', '.join(parts)}), {nothing})"
    else:
        parts = [_part(each, scale, truths, nothing) for each in indicator.parts]
        points = f"({' + '.join(parts)})" if len(parts) > 1 else parts[0]
    if indicator.cap is None:
        return points
    return f"least({points}, {scale.points(indicator.cap)})"


def _part(part: Part, scale: Scale, truths: Truths, otherwise: str) -> str:
    """Return one way of earning points, and `otherwise` where it is unknown or not meant."""
    known = TRUE if isinstance(part.formula, Flat) else _known(part)
    meant = all_of((truths.of(part.when or ALWAYS), known))
    points = worth(part.formula, scale)
    if part.cap is not None:
        points = f"least({points}, {scale.points(part.cap)})"
    return f"(case when {meant} then {points} else {otherwise} end)" if meant != TRUE else points


def _known(part: Part) -> str:
    return all_of(f"{name(each)} is not null" for each in part.formula.facts)


class WithTotal(Truths):
    """Conditions in which the total of the sheet is a column, in units."""

    def __init__(self, vocabulary: Vocabulary, scale: Scale) -> None:
        super().__init__(vocabulary)
        self.scale = scale

    def leaf(self, leaf: Leaf) -> str:
        if leaf.fact != TOTAL:
            return super().leaf(leaf)
        return f"(total {COMPARED[leaf.op]} {self.scale.points(Fraction(leaf.required))})"
