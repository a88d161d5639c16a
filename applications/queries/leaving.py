"""Households that a family leaves (原户): where the head goes and others stay, who follows?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from registry.queries import CASE, household_on

from .case import CaseFile


@dataclass(frozen=True, slots=True)
class LeftHousehold:
    """A household whose head moves out while others stay."""

    household: int
    number: str
    staying: list[tuple[int, str]]


Leaving: TypeAlias = Sequence[LeftHousehold]


def left_behind(file: CaseFile, *, on: date, empties: bool) -> list[LeftHousehold]:
    """Return the households that need a new head once the approved people have left.

    `empties`: they leave the household of the file itself, as the dead do.
    """
    approved = set(file.decision.parties) if file.decision else set[int]()
    movers = {each.person_id for each in file.parties if each.id in approved}
    left = {
        each.household_id
        for each in file.parties
        if each.id in approved and each.household_id is not None
    }
    stays = None if empties else file.application.destination_household_id
    return [
        found
        for household in sorted(left)
        if household != stays and (found := _left(household, movers, on)) is not None
    ]


def _left(household: int, movers: set[int | None], on: date) -> LeftHousehold | None:
    book = household_on(household, on=on, scope=CASE)
    if book is None or book.head is None or book.head.person_id not in movers:
        return None
    staying = [(each.person_id, each.name) for each in book.members if each.person_id not in movers]
    return LeftHousehold(household, book.number, staying) if staying else None
