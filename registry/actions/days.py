"""Which days an event may have (日期)."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Final

from hukou.kernel import clock
from registry.errors import (
    EventBeforeBirth,
    EventInFuture,
    HouseholdClosed,
    PersonHasDied,
    PersonWasMerged,
)
from registry.models import Household, Person

from .capacity import births_of

AHEAD: Final = timedelta(days=30)
"""How long ahead a move may be recorded; it takes effect by itself at midnight."""


class EventDay:
    """The day of an event, and what it is checked against."""

    def __init__(self, on: date) -> None:
        self.on = on

    def has_come(self, *, latest: date | None = None) -> None:
        """Refuse a day after today, or after `latest`."""
        if self.on > (latest or clock.today()):
            raise EventInFuture(on=self.on.isoformat(), today=clock.today().isoformat())

    def is_near(self) -> None:
        """Refuse a move more than 30 days ahead."""
        self.has_come(latest=clock.today() + AHEAD)

    def is_in_life_of(self, *households: Household) -> None:
        """Refuse a day on which one of the households does not exist."""
        for household in households:
            if self.on not in household.period:
                raise HouseholdClosed(household=household.number, on=self.on.isoformat())

    def is_for_the_living(self, people: Collection[Person]) -> None:
        """Refuse whoever has died or was merged, whatever the day: nothing more is registered."""
        if dead := [person.pk for person in people if person.died_on is not None]:
            raise PersonHasDied(people=sorted(dead))
        if merged := [person.pk for person in people if person.merged_into_id is not None]:
            raise PersonWasMerged(people=sorted(merged))

    def is_after_birth_of(self, people: Iterable[int]) -> dict[int, date]:
        """Refuse a day before somebody's birth; return the birth dates by person."""
        births = births_of(people)
        if early := [person for person, born in births.items() if self.on < born]:
            raise EventBeforeBirth(on=self.on.isoformat(), people=sorted(early))
        return births
