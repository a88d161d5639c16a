"""What a condition came to for one person (认定): each with its clause, never a bare boolean."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from hukou.kernel.periods import add_months, add_years
from hukou.law.citation import Citation
from hukou.law.conditions import Condition, Either, Every, Leaf, Op, Truth, Values
from hukou.law.facts import AGE, AGE_FROM_NEXT_DAY, BIRTH, RELATION, SEX, plain

DISCRIMINATING: Final = frozenset({RELATION, SEX})
"""Facts that choose between alternatives: a spouse need not be told that they are no parent."""

MONTHS_SUFFIXES: Final = (".months", ".months_continuous", "_months")


@dataclass(frozen=True, slots=True)
class Finding:
    """One condition: what the clause requires, what was found, and how that came out.

    `satisfied` is None while the fact is unknown. `met_on` is the first day a tenure that is too
    short today will be long enough, if it runs on. `note` names the ambiguity that was settled.
    """

    leaf: Leaf
    found: Any
    satisfied: Truth
    note: str = ""
    met_on: date | None = None

    @property
    def condition(self) -> str:
        return self.leaf.label

    @property
    def fact(self) -> str:
        return self.leaf.fact

    @property
    def required(self) -> Any:  # noqa: ANN401 - as the fact's own type
        return self.leaf.required

    @property
    def cite(self) -> Citation:
        return self.leaf.cite

    def as_json(self) -> dict[str, object]:
        return {
            **self.leaf.told,
            "found": plain(self.found),
            "satisfied": self.satisfied,
            "note": self.note,
            "met_on": plain(self.met_on),
        }


def finding(leaf: Leaf, values: Values, on: date) -> Finding:
    """Return how one leaf came out."""
    satisfied = leaf.test(values)
    met_on = ripe(leaf, values, on) if satisfied is False else None
    return Finding(leaf, values.get(leaf.key), satisfied, leaf.note, met_on)


def telling(condition: Condition, values: Values) -> Iterator[Leaf]:
    """Yield the leaves that decide how a condition came out, in the order of the clause.

    Where one of several would do: those that hold, else those still open, else the ones that failed
    (leaving out alternatives that were meant for somebody else). So everything told of a condition
    that holds is satisfied, and nothing told of an open one has failed, except what is beside it.
    """
    if isinstance(condition, Leaf):
        yield condition
    elif isinstance(condition, Every):
        for member in condition.members:
            yield from telling(member, values)
    else:
        for member in _alternatives(condition, values):
            yield from telling(member, values)


def _alternatives(condition: Either, values: Values) -> tuple[Condition, ...]:
    outcome = condition.test(values)
    if outcome is not False:
        return tuple(each for each in condition.members if each.test(values) is outcome)
    meant = tuple(each for each in condition.members if not _for_somebody_else(each, values))
    return meant or condition.members


def _for_somebody_else(condition: Condition, values: Values) -> bool:
    members = condition.members if isinstance(condition, Every) else (condition,)
    return any(
        isinstance(member, Leaf) and member.fact in DISCRIMINATING and member.test(values) is False
        for member in members
    )


def missing(condition: Condition, values: Values) -> Iterator[str]:
    """Yield the unknown facts that can still decide an undecided condition."""
    if condition.test(values) is not None:
        return
    if isinstance(condition, Leaf):
        yield condition.fact if values.get(condition.key) is None else "destination"
        return
    for member in condition.members:
        yield from missing(member, values)


def ripens(condition: Condition, values: Values, on: date) -> date | None:
    """Return the first day the condition will hold if nothing but time passes, or None."""
    if condition.test(values) is True:
        return on
    if isinstance(condition, Leaf):
        return ripe(condition, values, on) if condition.test(values) is False else None
    days = [ripens(member, values, on) for member in condition.members]
    known = [day for day in days if day is not None]
    if isinstance(condition, Either):
        return min(known, default=None)
    return max(known) if len(known) == len(days) else None


def ripe(leaf: Leaf, values: Values, on: date) -> date | None:
    """Return when a count of months, or an age, reaches what `ge` or `gt` requires."""
    if leaf.op not in {Op.GE, Op.GT}:
        return None
    found, more = values.get(leaf.key), leaf.op is Op.GT
    if leaf.fact == AGE:
        born = values.get(BIRTH)
        if not isinstance(born, date):
            return None
        return add_years(born, leaf.required + more) + timedelta(leaf.key == AGE_FROM_NEXT_DAY)
    if found is not None and leaf.fact.endswith(MONTHS_SUFFIXES):
        return add_months(on, leaf.required + more - found)
    return None


def noted(findings: tuple[Finding, ...], note: str) -> tuple[Finding, ...]:
    """Return the findings, marked with the ambiguity by whose settlement they count."""
    return tuple(replace(each, note=each.note or note) for each in findings)
