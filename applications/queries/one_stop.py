"""Moves that another office of the register finished, both legs at once (一站式迁移; A08)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Count

from applications.models import Application
from registry.models import Entry, EntryKind
from registry.queries import Scope

MOST: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedAway:
    """A household that people left by a file of another office; it names no people."""

    number: str
    household: int
    household_number: str
    left: str
    destination: str
    on: date
    people: int


def moved_away(scope: Scope, *, since: datetime, until: datetime) -> list[MovedAway]:
    """Return who left our households by a file that another office finished, the latest first.

    Two statements. The office they came to finished both legs, so that nobody had to come here;
    here it is told afterwards.
    """
    entries = Entry.objects.filter(
        scope.within(),
        kind=EntryKind.MOVE_OUT,
        application__isnull=False,
        recorded_at__gte=since,
        recorded_at__lt=until,
    )
    rows = (
        entries.values(
            *("application", "office_id", "office__name", "event_on"),
            *("household_id", "household__number"),
        )
        .annotate(people=Count("person", distinct=True))
        .order_by("-event_on", "household_id")
    )
    told = list(rows)
    files = Application.objects.select_related("office").in_bulk(
        {row["application"] for row in told}
    )
    return [
        MovedAway(
            number=file.number,
            household=row["household_id"],
            household_number=row["household__number"],
            left=row["office__name"],
            destination=file.office.name,
            on=row["event_on"],
            people=row["people"],
        )
        for row in told
        if (file := files.get(row["application"])) is not None
        and file.office_id != row["office_id"]
    ][:MOST]
