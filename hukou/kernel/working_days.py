"""The working days of the country (法定节假日): what the State Council announces each year."""

from datetime import date
from functools import cache

from hukou.kernel import tables
from hukou.kernel.periods import HolidayCalendar


@cache
def national() -> HolidayCalendar:
    """Return the calendar of all announced years; years not yet announced rest on weekends only."""
    days = {"rest": set[date](), "work": set[date]()}
    for row in tables.read("rest_days"):
        days[row["kind"]].add(date.fromisoformat(row["day"]))
    return HolidayCalendar(frozenset(days["rest"]), frozenset(days["work"]))


def last_announced_year() -> int:
    """Return the last year whose rest days are known."""
    return max(day.year for day in national().holidays)
