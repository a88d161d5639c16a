"""A condition as SQL: true, false or NULL exactly where its test is True, False or None.

SQL's AND and OR over NULL are the strong Kleene logic that packs are written in, so a group needs
no more than its members joined. What a leaf compares with is a constant of the pack; a place is
compared by its leading digits, and is unknown where its code is too coarse to tell.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hukou.law.comparisons import SAME_COUNTY
from hukou.law.conditions import Condition, Either, Every, Leaf, Op
from hukou.law.places import lies_within, stem
from hukou.law.setwise.columns import DIVISION
from hukou.law.setwise.words import FALSE, SPELT, UNKNOWN, all_of, any_of, name, text
from hukou.law.vocabulary import Kind, Vocabulary

COMPARED: Final = {
    Op.EQ: "=",
    Op.NE: "<>",
    Op.GE: ">=",
    Op.GT: ">",
    Op.LE: "<=",
    Op.LT: "<",
}
LENGTHS: Final = (6, 9, 12)
"""How many digits a division code of a fact may have."""


class Truths:
    """Writes conditions over the columns of a population.

    `known` are facts fixed beforehand, whose leaves are decided here and now: a companion's rule is
    written for each relationship. `settles` says that the row is the applicant's, who has a
    destination; of a companion's none is known.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        *,
        known: Mapping[str, Any] | None = None,
        settles: bool = False,
    ) -> None:
        """Take the words of the law and what is fixed."""
        self.vocabulary = vocabulary
        self.fixed = known or {}
        self.settles = settles

    def of(self, condition: Condition) -> str:
        """Return a condition as an expression of SQL."""
        if isinstance(condition, Leaf):
            return self.leaf(condition)
        parts = [self.of(each) for each in condition.members]
        return all_of(parts) if isinstance(condition, Every) else any_of(parts)

    def today(self, condition: Condition, boundary: str) -> str:
        """Return whether an age that decides a condition which holds is reached today.

        `boundary` is what the pack says of that day: only leaves that say so count.
        """
        if isinstance(condition, Leaf):
            if condition.boundary != boundary:
                return FALSE
            return f"({name(condition.key)} = {condition.required})"
        if isinstance(condition, Either):
            told = [(each, self.today(each, boundary)) for each in condition.members]
            return any_of(all_of((self.of(each), then)) for each, then in told if then != FALSE)
        return any_of(self.today(each, boundary) for each in condition.members)

    def leaf(self, leaf: Leaf) -> str:
        """Return one comparison."""
        if leaf.key in self.fixed:
            value = self.fixed[leaf.key]
            return SPELT[leaf.test({} if value is None else {leaf.key: value})]
        if leaf.op in COMPARED:
            return f"({name(leaf.key)} {COMPARED[leaf.op]} {self._value(leaf, leaf.required)})"
        return WRITERS[leaf.op](self, leaf)

    def _value(self, leaf: Leaf, required: object) -> str:
        fact = self.vocabulary[leaf.fact]
        if fact.kind is Kind.ENUM:
            return f"{fact.values.index(str(required))}::smallint"
        if isinstance(required, Decimal):
            return f"{required:f}::numeric"
        if isinstance(required, date):
            return f"date '{required.isoformat()}'"
        return text(required) if isinstance(required, str) else str(required)

    def listed(self, leaf: Leaf) -> str:
        """Return a leaf with a list of values; of an empty list nothing is ever one."""
        if not leaf.required:
            return SPELT[leaf.op is Op.NOT_IN]
        values = ", ".join(self._value(leaf, each) for each in leaf.required)
        return f"({name(leaf.key)} {'not ' if leaf.op is Op.NOT_IN else ''}in ({values}))"

    def known(self, leaf: Leaf) -> str:
        """Return whether a fact is known; where it is not, that itself is not known to be final."""
        truth = SPELT[leaf.op is Op.EXISTS]
        return f"(case when {name(leaf.key)} is not null then {truth} end)"

    def within(self, leaf: Leaf) -> str:
        """Return whether a place lies in an area, or in the county of the destination."""
        if leaf.required != SAME_COUNTY:
            inside = within(name(leaf.key), leaf.required)
        elif self.settles:
            inside = f"({county(name(leaf.key))} = {county(name(DIVISION))})"
        else:
            return UNKNOWN
        return f"(not {inside})" if leaf.op is Op.NOT_WITHIN else inside


WRITERS: Final[Mapping[Op, Callable[[Truths, Leaf], str]]] = {
    Op.IN: Truths.listed,
    Op.NOT_IN: Truths.listed,
    Op.IS_TRUE: lambda _, leaf: name(leaf.key),
    Op.IS_FALSE: lambda _, leaf: f"(not {name(leaf.key)})",
    Op.EXISTS: Truths.known,
    Op.ABSENT: Truths.known,
    Op.WITHIN: Truths.within,
    Op.NOT_WITHIN: Truths.within,
}


def within(code: str, area: str) -> str:
    """Return whether the place in a column lies in an area; NULL where its code is too coarse."""
    inside = f"starts_with({code}, {text(stem(area))})"
    coarse = ", ".join(text(each) for each in _too_coarse(area))
    return f"(case when {code} in ({coarse}) then null else {inside} end)" if coarse else inside


def _too_coarse(area: str) -> list[str]:
    """Return every code of which it cannot be told whether it lies in the area."""
    digits = stem(area)
    above = {digits[:length].ljust(6, "0") for length in range(2, len(digits))}
    padded = {
        code.ljust(length, "0") for code in above for length in LENGTHS if len(code) <= length
    }
    return sorted(code for code in padded if lies_within(code, area) is None)


def county(code: str) -> str:
    """Return the county of the place in a column; NULL where its code names something larger."""
    zeros = f"substr({code}, 5) ~ '^0+$'"
    return f"(case when {zeros} then null else left({code}, 6) end)"
