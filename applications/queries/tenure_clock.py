"""The tenure clock (居住年限时钟): permit, residence, insurance and lease on one line of days.

The permit and the residence are the register's own. Insurance and lease are what an agency last
answered about the person, as of that day: a count of months that ends there. Nothing is asked anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from applications.models import Verification, VerificationStatus
from hukou.kernel import clock
from hukou.kernel.periods import add_months
from hukou.law.permit_tenure import DAY, PermitStanding, PermitStatus
from registry.models import ActualResidence, ResidencePermit

SOON: Final = timedelta(days=60)
"""How long before its month a warning begins: our own setting."""


class Tone(StrEnum):
    """How a stretch of a line stands."""

    COUNTS = "counts"
    BROKEN = "broken"
    AHEAD = "ahead"


class Warned(StrEnum):
    """What the clock warns of, the most pressing first."""

    SUSPENDED = "suspended"
    DUE = "due"
    SOON = "soon"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some days of a line, both included."""

    first: date
    last: date
    tone: Tone


class Line(StrEnum):
    """What is drawn, each on a line of its own."""

    PERMIT = "permit"
    RESIDENCE = "residence"
    INSURANCE = "insurance"
    LEASE = "lease"


COUNTED: Final = {
    Line.INSURANCE: "insurance.social_months",
    Line.LEASE: "dwelling.lease_months_total",
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """One line: its stretches, and the day it is known as of where an agency told it."""

    line: Line
    stretches: tuple[Stretch, ...]
    known_on: date | None = None


@dataclass(frozen=True, slots=True)
class TenureClock:
    """Everything on one line of days, and what is to be warned of."""

    on: date
    first: date
    last: date
    standing: PermitStanding
    lines: tuple[Drawn, ...]
    warnings: tuple[Warned, ...]

    @property
    def days_left(self) -> int:
        """How many days are left to endorse in time; below zero once it is late."""
        return (self.standing.endorse_by - self.on).days


def tenure_clock(permit: ResidencePermit, standing: PermitStanding, *, on: date) -> TenureClock:
    """Return the clock of a permit's holder on a day; two statements."""
    lines = (
        Drawn(Line.PERMIT, _permit(permit, standing, on)),
        Drawn(Line.RESIDENCE, _residences(permit.person_id, on)),
        *_counted(permit.person_id, on),
    )
    firsts = [each.first for drawn in lines for each in drawn.stretches]
    return TenureClock(
        on=on,
        first=min([*firsts, standing.years[0].first]),
        last=max(on, standing.endorse_by),
        standing=standing,
        lines=lines,
        warnings=_warnings(standing, lines, on),
    )


def _permit(permit: ResidencePermit, standing: PermitStanding, on: date) -> tuple[Stretch, ...]:
    """Return the years it was good for, the gaps in which it was suspended, and what lies ahead."""
    end: date = (permit.period.upper or date.max) - DAY
    stretches: list[Stretch] = []
    for at, year in enumerate(standing.years):
        if at and year.restarted:
            stretches.append(
                Stretch(standing.years[at - 1].last + DAY, year.first - DAY, Tone.BROKEN)
            )
        stretches.append(Stretch(year.first, min(year.last, on, end), Tone.COUNTS))
    last = standing.years[-1].last
    if standing.status is PermitStatus.VALID and last > on:
        stretches.append(Stretch(on + DAY, last, Tone.AHEAD))
    if standing.status is PermitStatus.SUSPENDED:
        stretches.append(Stretch(last + DAY, on, Tone.BROKEN))
    return tuple(each for each in stretches if each.first <= each.last)


def _residences(person_id: int, on: date) -> tuple[Stretch, ...]:
    rows = ActualResidence.objects.filter(
        person=person_id, period__startswith__lte=on, address__isnull=False
    ).order_by("period")
    return tuple(
        Stretch(each.period.lower, min((each.period.upper or date.max) - DAY, on), Tone.COUNTS)
        for each in rows
    )


def _counted(person_id: int, on: date) -> list[Drawn]:
    """Return insurance and lease as last answered: so many months up to the day of the answer."""
    rows = Verification.objects.filter(
        party__person=person_id,
        status=VerificationStatus.ANSWERED,
        conflicts=False,
        fact__in=COUNTED.values(),
        answered_at__lt=clock.end_of(on),
    ).order_by("answered_at", "id")
    latest = {each.fact: each for each in rows}
    drawn = []
    for line, fact in COUNTED.items():
        told = latest.get(fact)
        if told is None or told.answered_at is None or not isinstance(told.value, int):
            drawn.append(Drawn(line, ()))
            continue
        known = told.answered_at.astimezone(clock.ZONE).date()
        since = add_months(known, -told.value)
        stretches = (Stretch(since, known, Tone.COUNTS),) if told.value else ()
        drawn.append(Drawn(line, stretches, known))
    return drawn


def _warnings(standing: PermitStanding, lines: Sequence[Drawn], on: date) -> tuple[Warned, ...]:
    found = []
    if standing.status is PermitStatus.SUSPENDED:
        found.append(Warned.SUSPENDED)
    elif standing.is_due:
        found.append(Warned.DUE)
    elif standing.status is PermitStatus.VALID and standing.endorse_from - on <= SOON:
        found.append(Warned.SOON)
    homes = next(each for each in lines if each.line is Line.RESIDENCE)
    lives = any(each.first <= on <= each.last for each in homes.stretches)
    if standing.status in {PermitStatus.VALID, PermitStatus.SUSPENDED} and not lives:
        found.append(Warned.MOVED)
    return tuple(found)
