"""The sheet of somebody in a round (积分表): made of what was frozen, it shows what counted."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from applications.models import FrozenInput, RoundRank
from applications.queries.rounds.entry import scheme_of
from applications.queries.rounds.frozen import facts_in, unknown_in
from hukou.law import load_law, parse_facts
from hukou.law.points.formulas import rounded_down, told
from hukou.law.points.scheme import Scheme, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenSheet:
    """A sheet as a list counted it, and which agencies had not told what."""

    sheet: Sheet
    unknown: tuple[dict[str, str], ...]
    """`fact`, `agency`, `status`, `reason`; their names are `label` and `of`."""


def sheet_of(frozen: FrozenInput) -> FrozenSheet:
    """Return the sheet of an input, item by item, with what was unknown when it was frozen."""
    round_ = frozen.applicant.round
    scheme, on = scheme_of(round_), round_.facts_until
    sheet = scheme.score(parse_facts(facts_in(frozen), on=on).values, on=on)
    return FrozenSheet(sheet=sheet, unknown=tuple(map(_named, unknown_in(frozen))))


def total_on_list(rank: RoundRank, scheme: Scheme) -> Decimal:
    """Return the total of a line of a list to four places, never rounded up to the threshold."""
    total = Fraction(rank.total)
    shown = Decimal(told(total))
    if scheme.threshold is not None and total < scheme.threshold:
        return min(shown, rounded_down(total))
    return shown


def _named(unknown: dict[str, Any]) -> dict[str, str]:
    vocabulary = load_law().vocabulary
    return {
        **unknown,
        "label": vocabulary[unknown["fact"]].label,
        "of": vocabulary.agencies[unknown["agency"]].label,
    }
