"""Periods and terms (期间): half-open days, ages, months and working days.

Terms follow the Civil Code (民法典), book one, chapter 10: the first day is not counted (art. 201);
a term of months or years ends on the corresponding day of its last month, or on that month's last
day where there is none (art. 202); a term that ends on a rest day runs on to the next working day
(art. 203).
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, Self

EARLIEST: Final = date(1900, 1, 1)
LATEST: Final = date(2099, 12, 31)
"""Days that a register of ours can mean: what is asked or typed outside them is a slip."""
MONTHS_A_YEAR: Final = 12
SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` up to, not including, `end`; no `end` means it still runs."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            message = f"a period must hold at least one day: {self.start} to {self.end}"
            raise ValueError(message)

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    @property
    def is_open(self) -> bool:
        """Whether no end is known."""
        return self.end is None

    @property
    def days(self) -> int | None:
        """How many days it holds; None while it still runs."""
        return None if self.end is None else (self.end - self.start).days

    def overlaps(self, other: "Period") -> bool:
        """Whether some day is in both; leaving and arriving on one day is no overlap."""
        return (other.end is None or self.start < other.end) and (
            self.end is None or other.start < self.end
        )

    def abuts(self, other: "Period") -> bool:
        """Whether one begins on the very day the other ends."""
        return self.end == other.start or other.end == self.start

    def intersection(self, other: "Period") -> "Period | None":
        """Return the days in both, or None."""
        if not self.overlaps(other):
            return None
        ends = [end for end in (self.end, other.end) if end is not None]
        return Period(max(self.start, other.start), min(ends, default=None))

    def closed(self, on: date) -> Self:
        """Return this period ending on `on`, the first day that is no longer in it."""
        return type(self)(self.start, on)


def is_of_our_time(day: date) -> bool:
    """Whether a register of ours can mean this day: then terms can be counted from it as well."""
    return EARLIEST <= day <= LATEST


def merge(periods: Iterable[Period]) -> list[Period]:
    """Return the same days as few periods in order: overlapping and abutting ones become one."""
    merged: list[Period] = []
    for period in sorted(periods, key=lambda each: each.start):
        last = merged[-1] if merged else None
        if last and (last.overlaps(period) or last.abuts(period)):
            ends = None if last.end is None or period.end is None else max(last.end, period.end)
            merged[-1] = Period(last.start, ends)
        else:
            merged.append(period)
    return merged


def add_months(day: date, months: int) -> date:
    """Return the corresponding day, or the month's last day where there is none (art. 202)."""
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def add_years(day: date, years: int) -> date:
    """Return the corresponding day in another year; 29 February becomes 28 in a common year."""
    return add_months(day, years * MONTHS_A_YEAR)


def months_between(start: date, on: date) -> int:
    """Return full months from `start` to `on`; negative when `on` comes first.

    A month is full on the day `add_months` names: 31 January to 28 February is one month.
    """
    if on < start:
        return -months_between(on, start)
    months = (on.year - start.year) * MONTHS_A_YEAR + on.month - start.month
    return months if add_months(start, months) <= on else months - 1


def full_years(born: date, on: date) -> int:
    """Return the age in full years (周岁) on a day; negative before the birth.

    A year of age is reached on the birthday itself, as registration practice has it. Someone born
    on 29 February reaches it on 28 February of a common year: art. 202 ends the term on the
    month's last day where the corresponding day does not exist. (Criminal law counts from the day
    after the birthday; nothing here judges crimes.)
    """
    months = months_between(born, on)
    years = abs(months) // MONTHS_A_YEAR
    return years if months >= 0 else -years


@dataclass(frozen=True, slots=True)
class HolidayCalendar:
    """Which days are worked (工作日): weekends rest, save what the State Council moved."""

    holidays: frozenset[date] = field(default_factory=frozenset)
    worked_weekends: frozenset[date] = field(default_factory=frozenset)

    def works(self, day: date) -> bool:
        """Whether offices are open on this day."""
        if day.weekday() >= SATURDAY:
            return day in self.worked_weekends
        return day not in self.holidays

    def on_or_after(self, day: date) -> date:
        """Return the first working day from `day` on: where a term that ends on `day` ends."""
        while not self.works(day):
            day += timedelta(days=1)
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """Return the `count`-th working day after `day`; `day` itself is not counted (art. 201)."""
        for _ in range(count):
            day = self.on_or_after(day + timedelta(days=1))
        return day

    def add_days(self, day: date, count: int) -> date:
        """Return the last day of a term of `count` calendar days, rolled over rest days."""
        return self.on_or_after(day + timedelta(days=count))
