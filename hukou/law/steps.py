"""What would make one condition hold (可变条件): time, a paper, or an honest change.

Nobody is ever told to be older, of other kin, unmarried or poorer than they are: an age gives the
day it is reached, and only facts that `may_change` lists can be otherwise.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from hukou.kernel.periods import full_years, months_between
from hukou.law.comparisons import COUNTY_OF_DESTINATION, SAME_COUNTY
from hukou.law.conditions import Condition, Either, Leaf, Op, Values, either, every
from hukou.law.facts import AGE, AGE_FROM_NEXT_DAY, BIRTH, plain
from hukou.law.findings import MONTHS_SUFFIXES, ripe
from hukou.law.labels import label, label_en
from hukou.law.vocabulary import FactType, Kind, Vocabulary

SMALLEST: Final = Decimal("0.01")
NOBODYS_WISH: Final = frozenset({"none", "other"})
"""Values that nobody is told to take."""
ANYWHERE: Final = ("110101", "310101")


class Step(StrEnum):
    """How a condition that does not hold can come to hold, the easiest first."""

    PROVE = "prove"
    WAIT = "wait"
    CHANGE = "change"


STEPS: Final = tuple(Step)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One fact that would have to be otherwise, and the clause that asks for it.

    `value` is one that is enough; of a wait, the value once `met_on` has come.
    """

    step: Step
    leaf: Leaf
    found: Any
    value: Any
    met_on: date | None = None

    def as_json(self) -> dict[str, object]:
        return {
            **self.leaf.told,
            "step": self.step.value,
            "found": plain(self.found),
            "value": plain(self.value),
            "met_on": plain(self.met_on),
        }


def possible(leaf: Leaf, values: Values, on: date, vocabulary: Vocabulary) -> bool:
    """Whether a leaf that does not hold can come to hold by an honest step."""
    return _step(leaf, values, on, vocabulary) is not None and any(
        True for _ in _enough(leaf, values, vocabulary)
    )


def _step(leaf: Leaf, values: Values, on: date, vocabulary: Vocabulary) -> Step | None:
    if leaf.fact not in vocabulary:
        return None
    if values.get(leaf.key) is None:
        return Step.PROVE if leaf.test(values) is None else None
    if ripe(leaf, values, on) is not None:
        return Step.WAIT
    return Step.CHANGE if _may_change(leaf, vocabulary) else None


def _may_change(leaf: Leaf, vocabulary: Vocabulary) -> bool:
    """Only towards more, and never by waiting: a tenure that ended too late cannot be undone."""
    if not vocabulary.changes(leaf.fact) or leaf.fact.endswith(MONTHS_SUFFIXES):
        return False
    return leaf.op in {Op.GE, Op.GT, Op.EQ, Op.NE, Op.IN, Op.NOT_IN, Op.IS_TRUE}


def change(told: Sequence[Leaf], values: Values, on: date, vocabulary: Vocabulary) -> Change | None:
    """Return the one change by which every one of these leaves on the same fact holds."""
    steps = [_step(each, values, on, vocabulary) for each in told]
    if any(step is None or step is not steps[0] for step in steps):
        return None
    first, step = told[0], Step(steps[0] or Step.CHANGE)
    days = [day for each in told if (day := ripe(each, values, on)) is not None]
    met_on = max(days) if step is Step.WAIT and days else None
    for leaf in told:
        for value in _enough(leaf, values, vocabulary):
            if all(each.test(_with(values, each.fact, value)) is True for each in told):
                return Change(
                    step=step, leaf=leaf, found=values.get(first.key), value=value, met_on=met_on
                )
    return None


def _with(values: Values, fact: str, value: object) -> Values:
    changed = {**values, fact: value}
    if fact == AGE:
        changed[AGE_FROM_NEXT_DAY] = value
    return changed


def after(
    changes: Sequence[Change], values: Values, *, on: date, day: date, all_run_on: bool
) -> Values:
    """Return what would be known on a later `day`, once these changes have come about.

    With `all_run_on` every count of months that is known grows too, not only those waited for.
    """
    changed = dict(values)
    for each in changes:
        if each.leaf.fact != AGE or each.step is Step.PROVE:
            changed = dict(_with(changed, each.leaf.fact, each.value))
    born = changed.get(BIRTH)
    if isinstance(born, date):
        changed[AGE] = full_years(born, day)
        changed[AGE_FROM_NEXT_DAY] = max(0, full_years(born, day - timedelta(days=1)))
    if all_run_on:
        more = months_between(on, day)
        for name, found in values.items():
            if name.endswith(MONTHS_SUFFIXES) and isinstance(found, int):
                changed[name] = max(changed[name], found + more)
    return changed


def _enough(leaf: Leaf, values: Values, vocabulary: Vocabulary) -> Iterator[Any]:
    """Yield values by which the leaf holds, the least first."""
    fact = vocabulary[leaf.fact]
    for value in _near(leaf, fact, values):
        if leaf.test(_with(values, leaf.fact, value)) is True and not _unwished(
            leaf, value, values
        ):
            yield value


def _unwished(leaf: Leaf, value: object, values: Values) -> bool:
    return values.get(leaf.key) is not None and value in NOBODYS_WISH


def _near(leaf: Leaf, fact: FactType, values: Values) -> Iterable[Any]:
    required = leaf.required
    if fact.kind is Kind.BOOL:
        return (True, False)
    if fact.kind is Kind.ENUM:
        return fact.values
    if fact.kind is Kind.CODE:
        return _places(required, values)
    if fact.kind in {Kind.INT, Kind.DECIMAL}:
        return _numbers(leaf, fact, required)
    return (required,) if fact.kind in {Kind.TEXT, Kind.DATE} and required is not True else ()


def _numbers(leaf: Leaf, fact: FactType, required: Any) -> Iterator[Any]:  # noqa: ANN401
    grain = 1 if fact.kind is Kind.INT else SMALLEST
    if leaf.op in {Op.EXISTS, Op.ABSENT}:
        return
    for value in required if isinstance(required, tuple) else (required,):
        yield value
        yield value + grain
        yield value - grain


def _places(required: Any, values: Values) -> Iterator[str]:  # noqa: ANN401
    if required == SAME_COUNTY:
        county = values.get(COUNTY_OF_DESTINATION)
        if county is not None:
            yield str(county)
    elif isinstance(required, str):
        yield required.ljust(6, "0")
        yield required.ljust(4, "0").ljust(6, "1")
    yield from ANYWHERE


def negated(condition: Condition, vocabulary: Vocabulary) -> Condition:
    """Return the condition that this one does not hold, in words of its own."""
    if isinstance(condition, Leaf):
        return _opposite(condition, vocabulary)
    members = tuple(negated(each, vocabulary) for each in condition.members)
    return every(members) if isinstance(condition, Either) else either(members)


def _opposite(leaf: Leaf, vocabulary: Vocabulary) -> Leaf:
    fact, op = vocabulary[leaf.fact], leaf.op.opposite
    inner = leaf.test

    def test(values: Values) -> bool | None:
        truth = inner(values)
        return None if truth is None else not truth

    required = not leaf.required if isinstance(leaf.required, bool) else leaf.required
    return replace(
        leaf,
        op=op,
        required=required,
        label=label(fact, op, required),
        label_en=label_en(fact, op, required),
        test=test,
    )
