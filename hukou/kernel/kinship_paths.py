"""Paths of kinship: steps to a spouse, child, parent or sibling, and how two become one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Self

from hukou.kernel.identity_number import Sex

_SEX: Final[dict[str, Sex]] = {"m": "male", "f": "female"}
_BACK: Final = {"S": "S", "C": "P", "P": "C", "B": "B"}
_OTHER_SIGN: Final = {"+": "-", "-": "+", "": ""}


class Unclear(Exception):
    """What is known allows more than one relation."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone on a path; nothing need be known of them."""

    key: int | None = None
    sex: Sex | None = None
    born: date | None = None
    only: bool = False
    spouse: int | None = None
    married: bool | None = None


@dataclass(slots=True)
class Step:
    """A step to a spouse (S), child (C), parent (P) or brother or sister (B).

    `sign` tells an elder (+) from a younger (-) brother or sister; `step` is a step or adoptive
    tie, which holds between two people only and makes nothing known of a third.
    """

    kind: str
    to: Person = field(default_factory=Person)
    sign: str = ""
    step: bool = False

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a step as the table writes it: Bm+ is an elder brother, C*f a step-daughter."""
        sex = next((_SEX[letter] for letter in text if letter in _SEX), None)
        sign = text[-1] if text[-1] in "+-" else ""
        return cls(text[0], Person(sex=sex), sign, "*" in text)

    @property
    def tells(self) -> int:
        """How much this step, as a pattern, asks for."""
        return (self.to.sex is not None) + bool(self.sign) + self.step

    def fits(self, pattern: "Step") -> bool:
        """Whether this step is one of those a pattern is about."""
        return (
            self.kind == pattern.kind
            and self.step == pattern.step
            and pattern.to.sex in (None, self.to.sex)
            and pattern.sign in ("", self.sign)
        )


@dataclass(slots=True)
class Path:
    """Steps from one person to another."""

    start: Person
    steps: list[Step]

    def before(self, place: int) -> Person:
        """Return who stands before a step."""
        return self.steps[place - 1].to if place else self.start

    def take_out(self, place: int) -> None:
        """Drop two steps that lead back to where they began, keeping what they tell of it."""
        found = self.steps[place + 1].to
        if place and self.before(place).key is None:
            self.steps[place - 1].to = found
        del self.steps[place : place + 2]


# What two steps from a person make: one step, or none where they lead back to that person.
Rule = Callable[[Person, Step, Step], Step | None]


def inverse(start: Person, steps: Sequence[Step]) -> list[Step]:
    """Return the way back, from where the steps lead to `start`."""
    places = [start, *(step.to for step in steps)]
    return [
        Step(_BACK[step.kind], places[place], _OTHER_SIGN[step.sign], step.step)
        for place, step in reversed(list(enumerate(steps)))
    ]


def shorten(path: Path) -> Path:
    """Make one step of two as long as it is certain what they make.

    Raises:
        Unclear: two steps may make more than one thing.
    """
    place = 0
    while place < len(path.steps) - 1:
        first, second = path.steps[place : place + 2]
        rule = _RULES.get(first.kind + second.kind)
        if rule is None:
            place += 1
            continue
        if first.step or second.step:
            raise Unclear
        made = rule(path.before(place), first, second)
        if made is None:
            path.take_out(place)
        else:
            path.steps[place : place + 2] = [made]
        place = max(place - 1, 0)
    return path


def written(path: Path, patterns: Sequence[tuple[str, list[Step]]]) -> str | None:
    """Return the first code whose pattern the path fits."""
    for place, step in enumerate(path.steps):
        if step.kind == "B" and not step.sign:
            step.sign = _sign(path.before(place), step.to)
    for code, pattern in patterns:
        if len(pattern) == len(path.steps) and all(map(Step.fits, path.steps, pattern)):
            return code
    return None


def _same(one: Person, other: Person) -> bool:
    """Whether two of one generation are the same person.

    Raises:
        Unclear: they may be.
    """
    if one.key is not None and other.key is not None:
        return one.key == other.key
    if None not in (one.sex, other.sex) and one.sex != other.sex:
        return False
    if (one.only or other.only) and one.sex == other.sex:
        return True
    raise Unclear


def _sign(one: Person, other: Person) -> str:
    """Return whether the other is elder (+) or younger (-); empty for twins and where unknown."""
    if one.born is None or other.born is None or one.born == other.born:
        return ""
    return "+" if other.born < one.born else "-"


def _spouse_of_spouse(_one: Person, _first: Step, _second: Step) -> Step | None:
    return None


def _child_of_parent(one: Person, _first: Step, second: Step) -> Step | None:
    if _same(one, second.to):
        return None
    return Step("B", second.to, _sign(one, second.to))


def _sibling_of_sibling(one: Person, first: Step, second: Step) -> Step | None:
    opposite = bool(first.sign) and first.sign == second.sign
    if not opposite and _same(one, second.to):
        return None
    sign = second.sign if opposite else _sign(one, second.to)
    return Step("B", second.to, sign)


def _parent_of_child(one: Person, _first: Step, second: Step) -> Step | None:
    other = second.to
    if one.sex is None or other.sex is None:
        raise Unclear
    if one.sex == other.sex:  # a child has one father and one mother
        return None
    linked = other.key is not None and one.spouse == other.key
    if linked or (one.married and other.married):
        return Step("S", other)
    raise Unclear


def _as(kind: str) -> Rule:
    return lambda _one, _first, second: Step(kind, second.to)


_RULES: Final[dict[str, Rule]] = {
    "SS": _spouse_of_spouse,
    "PC": _child_of_parent,
    "CP": _parent_of_child,
    "BB": _sibling_of_sibling,
    "SC": _as("C"),
    "CB": _as("C"),
    "PS": _as("P"),
    "BP": _as("P"),
}
