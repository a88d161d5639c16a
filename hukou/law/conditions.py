"""Conditions (条件) over facts, in three-valued logic: true, false, and unknown (None).

Strong Kleene logic: a group is decided as soon as its known members decide it, and unknown
otherwise. Nothing unknown is ever taken for false. Conditions are compiled to closures once, when a
pack is loaded; judging only calls them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from hukou.law.citation import Citation
from hukou.law.facts import plain

Truth: TypeAlias = bool | None
Values: TypeAlias = Mapping[str, Any]
Test: TypeAlias = Callable[[Values], Truth]


class Op(StrEnum):
    """How a leaf compares; each has its opposite, so that `not` can be pushed to the leaves."""

    EQ = "eq"
    NE = "ne"
    IN = "in"
    NOT_IN = "not_in"
    GE = "ge"
    LT = "lt"
    LE = "le"
    GT = "gt"
    IS_TRUE = "is_true"
    IS_FALSE = "is_false"
    EXISTS = "exists"
    ABSENT = "absent"
    WITHIN = "within"
    NOT_WITHIN = "not_within"

    @property
    def opposite(self) -> "Op":
        return OPPOSITES[self]


_PAIRS = (
    (Op.EQ, Op.NE),
    (Op.IN, Op.NOT_IN),
    (Op.GE, Op.LT),
    (Op.LE, Op.GT),
    (Op.IS_TRUE, Op.IS_FALSE),
    (Op.EXISTS, Op.ABSENT),
    (Op.WITHIN, Op.NOT_WITHIN),
)
OPPOSITES = dict(_PAIRS) | {after: before for before, after in _PAIRS}

ORDERED = frozenset({Op.GE, Op.GT, Op.LE, Op.LT})
LISTED = frozenset({Op.IN, Op.NOT_IN})
BARE = frozenset({Op.IS_TRUE, Op.IS_FALSE, Op.EXISTS, Op.ABSENT})
"""Operators that take no value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One comparison of one fact with what the clause requires.

    `key` is where the value is looked up: the fact itself, or a reading of it (an age counted from
    the day after the birthday). `boundary` says what the boundary day of an age does: nothing,
    `flag` it to the officer, or `review`.
    """

    label: str
    label_en: str
    fact: str
    key: str
    op: Op
    required: Any
    cite: Citation
    test: Test = field(compare=False)
    note: str = ""
    boundary: str = ""
    told: Mapping[str, object] = field(init=False, compare=False, repr=False)
    """What never changes of its findings, as JSON carries it."""

    def __post_init__(self) -> None:
        told = {
            "condition": self.label,
            "condition_en": self.label_en,
            "fact": self.fact,
            "op": self.op.value,
            "required": plain(self.required),
            "cite": self.cite.as_json(),
        }
        object.__setattr__(self, "told", told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """All members must hold (同时具备)."""

    members: tuple["Condition", ...]
    test: Test = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Either:
    """One member is enough (具备之一)."""

    members: tuple["Condition", ...]
    test: Test = field(compare=False)


Condition: TypeAlias = Leaf | Every | Either


def every(members: tuple[Condition, ...]) -> Condition:
    """Return the condition that all members hold; of none it is always true."""
    if len(members) == 1:
        return members[0]
    tests = tuple(member.test for member in members)

    def test(values: Values) -> Truth:
        result: Truth = True
        for each in tests:
            found = each(values)
            if found is False:
                return False
            if found is None:
                result = None
        return result

    return Every(members=members, test=test)


def either(members: tuple[Condition, ...]) -> Condition:
    """Return the condition that one member holds; of none it is never true."""
    if len(members) == 1:
        return members[0]
    tests = tuple(member.test for member in members)

    def test(values: Values) -> Truth:
        result: Truth = False
        for each in tests:
            found = each(values)
            if found is True:
                return True
            if found is None:
                result = None
        return result

    return Either(members=members, test=test)


def outline(condition: Condition) -> dict[str, object]:
    """Return a condition as people read it: nested `all` and `any` of worded leaves."""
    if isinstance(condition, Leaf):
        return dict(condition.told)
    kind = "all" if isinstance(condition, Every) else "any"
    return {kind: [outline(member) for member in condition.members]}


ALWAYS = every(())
NEVER = either(())


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Yield every leaf, in the order the clause states them."""
    if isinstance(condition, Leaf):
        yield condition
        return
    for member in condition.members:
        yield from leaves(member)
