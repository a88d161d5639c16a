"""Ladders (阶梯): from which points, or full months, a service opens; what comes next.

One score of one scheme stands on every ladder that counts by it: a ladder is data, never code.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from hukou.kernel.periods import add_months
from hukou.law.citation import Citation
from hukou.law.points.formulas import told
from hukou.law.points.scheme import Sheet
from hukou.law.regulation import Regulation
from hukou.law.vocabulary import Vocabulary


class LadderBy(StrEnum):
    """What a ladder counts (阶梯依据): points of a scheme, or full months of held permit."""

    POINTS = "points"
    TENURE = "tenure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One rung (阶): from how much it is reached, the number included, and what it opens."""

    at: Fraction
    name: str
    name_en: str
    opens: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "at": told(self.at),
            "name": self.name,
            "name_en": self.name_en,
            "opens": list(self.opens),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """Rungs, lowest first, of a place from the first to the last day, both included.

    An example ladder stands where the text promises steps and gives none: it never decides.
    """

    id: str
    regulation: Regulation
    name: str
    name_en: str
    by: LadderBy
    scheme: str
    is_example: bool
    effective_from: date
    effective_to: date | None
    rungs: tuple[Rung, ...]
    cite: Citation

    def holds(self, on: date) -> bool:
        """Whether a day is one of its own."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)

    def decides(self, on: date, speaking: Collection[str]) -> bool:
        """Whether a service may rest on it; `speaking` are the regulations in force there."""
        return not self.is_example and self.holds(on) and self.regulation.id in speaking

    def standing(self, value: Fraction | int) -> "LadderStanding":
        """Return where so many points, or full months, stand."""
        reached = [each for each in self.rungs if each.at <= value]
        return LadderStanding(
            ladder=self,
            value=Fraction(value),
            reached=tuple(reached),
            next=next((each for each in self.rungs if each.at > value), None),
        )

    def as_json(self) -> dict[str, Any]:
        """Return the ladder as the catalogue publishes it."""
        return {
            "id": self.id,
            "regulation": self.regulation.id,
            "name": self.name,
            "name_en": self.name_en,
            "by": self.by.value,
            "scheme": self.scheme or None,
            "example": self.is_example,
            "effective_from": self.effective_from.isoformat(),
            "effective_to": self.effective_to.isoformat() if self.effective_to else None,
            "rungs": [each.as_json() for each in self.rungs],
            "cite": self.cite.as_json(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderStanding:
    """Where somebody stands on a ladder (所在阶): what is open, what comes next, how far it is."""

    ladder: Ladder
    value: Fraction
    reached: tuple[Rung, ...]
    next: Rung | None

    @property
    def rung(self) -> Rung | None:
        return self.reached[-1] if self.reached else None

    @property
    def opens(self) -> tuple[str, ...]:
        """The services that are open: those of every rung up to here."""
        return tuple(dict.fromkeys(name for rung in self.reached for name in rung.opens))

    @property
    def short_by(self) -> Fraction | None:
        """How many points or months are missing to the next rung; None at the top."""
        return None if self.next is None else self.next.at - self.value

    def reached_on(self, since: date) -> date | None:
        """Return the day the next rung by tenure is reached, unless the count breaks."""
        if self.next is None or self.ladder.by is not LadderBy.TENURE:
            return None
        return add_months(since, int(self.next.at))

    def as_json(self) -> dict[str, Any]:
        return {
            "ladder": self.ladder.id,
            "example": self.ladder.is_example,
            "value": told(self.value),
            "rung": self.rung.as_json() if self.rung else None,
            "next": self.next.as_json() if self.next else None,
            "short_by": None if self.short_by is None else told(self.short_by),
            "opens": list(self.opens),
        }


def rising(sheet: Sheet, vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """Return what could still bring points: by indicator, the facts nobody told or that may grow.

    A line at its cap is left out, and so is what nobody may be asked to change (age, kin, past).
    """
    found: dict[str, tuple[str, ...]] = {}
    for item in sheet.items:
        indicator = item.indicator
        if item.points < 0 or (indicator.cap is not None and item.points >= indicator.cap):
            continue
        growing = [name for name in indicator.facts if vocabulary.changes(name)]
        if facts := tuple(dict.fromkeys((*item.missing, *growing))):
            found[indicator.id] = facts
    return found


def standings_of(
    ladders: Collection[Ladder], *, by_scheme: Mapping[str, Fraction], months: int | None
) -> list[LadderStanding]:
    """Return where one score per scheme, and one count of months, stand on every ladder.

    A ladder of which neither is known is left out.
    """
    found = []
    for each in ladders:
        value = by_scheme.get(each.scheme) if each.by is LadderBy.POINTS else months
        if value is not None:
            found.append(each.standing(value))
    return found
