"""How the card of a permit stands on a day (居住证卡状态): it never outlives its permit.

By article 11 of the national regulation a card that is damaged or lost is exchanged or replaced at
the office of the place, and whoever receives the new one hands in the old. All of it follows from
the days of the card and of its permit, and nothing of it is stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from hukou.law.citation import Citation
from hukou.law.permit_tenure import DAY, REGULATION, PermitStanding, PermitStatus

FACE: Final = Citation(REGULATION, "第四条")
REPLACING: Final = Citation(REGULATION, "第十一条")


class CardStatus(StrEnum):
    """How a card stands on a day (居住证卡状态)."""

    NOT_YET = "not_yet"
    WAITING = "waiting"
    MADE = "made"
    GOOD = "good"
    LOST = "lost"
    SUSPENDED = "suspended"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    PERMIT_ENDED = "permit_ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardDays:
    """The days of a card: asked for, made, handed over, ended; and the times it was lost.

    `lost` holds the day of each report and the day it was taken back, None while it stands.
    `replaced` says that it ended by another card, rather than by never having been handed over.
    """

    ordered_on: date
    made_on: date | None = None
    handed_over_on: date | None = None
    ended_on: date | None = None
    replaced: bool = False
    lost: Sequence[tuple[date, date | None]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CardStanding:
    """How a card stands on a day, and since when; `since` is None before it was asked for."""

    on: date
    status: CardStatus
    since: date | None

    @property
    def is_good(self) -> bool:
        """Whether it may be used that day."""
        return self.status is CardStatus.GOOD


def card_standing(
    days: CardDays, permit: PermitStanding, *, permit_ended_on: date | None = None
) -> CardStanding:
    """Return how a card stands on the day on which its permit stands as told.

    A report of loss counts on the day it is made, and no longer on the day it is taken back.
    """
    on = permit.on
    status, since = _own(days, on)
    if status is CardStatus.GOOD or status in _BEFORE:
        status, since = _with_permit(status, since, permit, permit_ended_on)
    return CardStanding(on=on, status=status, since=since)


_BEFORE: Final = (CardStatus.WAITING, CardStatus.MADE)


def _own(days: CardDays, on: date) -> tuple[CardStatus, date | None]:
    """Return how it stands by its own days."""
    if on < days.ordered_on:
        return CardStatus.NOT_YET, None
    if days.ended_on is not None and days.ended_on <= on:
        return CardStatus.REPLACED if days.replaced else CardStatus.WITHDRAWN, days.ended_on
    if days.made_on is None or on < days.made_on:
        return CardStatus.WAITING, days.ordered_on
    if days.handed_over_on is None or on < days.handed_over_on:
        return CardStatus.MADE, days.made_on
    for reported, found in days.lost:
        if reported <= on and (found is None or on < found):
            return CardStatus.LOST, reported
    return CardStatus.GOOD, days.handed_over_on


def _with_permit(
    status: CardStatus, since: date | None, permit: PermitStanding, ended_on: date | None
) -> tuple[CardStatus, date | None]:
    """Return how a card that stands so by itself stands under its permit."""
    if permit.status is PermitStatus.ENDED:
        return CardStatus.PERMIT_ENDED, ended_on
    if permit.status is PermitStatus.SUSPENDED and status is CardStatus.GOOD:
        return CardStatus.SUSPENDED, permit.endorse_by + DAY
    if permit.status is PermitStatus.NOT_YET:
        return CardStatus.NOT_YET, None
    return status, since
