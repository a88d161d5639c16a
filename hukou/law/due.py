"""By when a duty is due (期限), as its text says it: a day, a year, again and again, or no day."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from hukou.law.sections import Section

DECEMBER: Final = 12
QUARTERS: Final = ((3, 31), (6, 30), (9, 30), (12, 31))
LEAP_YEAR: Final = 2000
FIRST_YEAR: Final = 1949
LAST_YEAR: Final = 2199


class Rhythm(StrEnum):
    """How a due day is said (期限种类)."""

    ONCE = "once"
    YEARLESS = "yearless"
    YEARLY = "yearly"
    QUARTERLY = "quarterly"
    UNSAID = "unsaid"

    @property
    def recurs(self) -> bool:
        return self in {Rhythm.YEARLY, Rhythm.QUARTERLY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When something is due; `day` belongs to what is due once, month and day to a yearly one.

    A text that names a day without its year (`yearless`) gives no date: it is told, never placed.
    """

    rhythm: Rhythm
    day: date | None = None
    month: int = 0
    day_of_month: int = 0

    def dates(self, year: int) -> tuple[date, ...]:
        """Return the last days in a calendar year on which it is in time."""
        if self.rhythm is Rhythm.ONCE and self.day is not None:
            return (self.day,) if self.day.year == year else ()
        if self.rhythm is Rhythm.YEARLY:
            last = monthrange(year, self.month)[1]
            return (date(year, self.month, min(self.day_of_month, last)),)
        if self.rhythm is Rhythm.QUARTERLY:
            return tuple(date(year, month, day) for month, day in QUARTERS)
        return ()

    def told(self, year: int) -> tuple[str, ...]:
        """Return the dates of a year in ISO form; a day without a year as `--10-31`."""
        if self.rhythm is Rhythm.YEARLESS:
            return (f"--{self.month:02d}-{self.day_of_month:02d}",)
        return tuple(each.isoformat() for each in self.dates(year))


def read_due(section: Section) -> Due:
    """Return what `due` of an obligation says: one of its ways, and no more than one.

    Raises:
        PackError: names file, line and what to write.
    """
    given = section.required("due")
    if given == Rhythm.UNSAID:
        return Due(rhythm=Rhythm.UNSAID)
    due = section.section("due")
    if len(due.raw) != 1:
        raise due.wrong(
            "say one of 'by', 'within', 'yearly', 'quarterly'; or 'due: unsaid' where the text "
            "names no day"
        )
    read = _read(due)
    due.close()
    return read


def _read(due: Section) -> Due:
    if due.has("by"):
        return _by(due)
    if due.has("within"):
        return Due(rhythm=Rhythm.ONCE, day=date(_year(due), DECEMBER, 31))
    if due.has("quarterly"):
        if due.value("quarterly") is not True:
            raise due.wrong("'quarterly' is true, or left out")
        return Due(rhythm=Rhythm.QUARTERLY)
    return _monthly(due, "yearly", Rhythm.YEARLY)


def _by(due: Section) -> Due:
    if isinstance(due.value("by"), date):
        return Due(rhythm=Rhythm.ONCE, day=due.day("by"))
    return _monthly(due, "by", Rhythm.YEARLESS)


def _monthly(due: Section, key: str, rhythm: Rhythm) -> Due:
    said = due.section(key)
    month, day = _count(said, "month", DECEMBER), said.required("day")
    last = monthrange(LEAP_YEAR, month)[1]
    if isinstance(day, bool) or not isinstance(day, int) or not 1 <= day <= last:
        raise said.wrong(f"'day' is a day of that month, 1 to {last}")
    said.close()
    return Due(rhythm=rhythm, month=month, day_of_month=day)


def _count(section: Section, key: str, most: int) -> int:
    value = section.required(key)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
        raise section.wrong(f"{key!r} is a whole number from 1 to {most}")
    return value


def _year(due: Section) -> int:
    value = due.required("within")
    if isinstance(value, bool) or not isinstance(value, int):
        raise due.wrong("'within' is a year like 2018")
    if not FIRST_YEAR <= value <= LAST_YEAR:
        raise due.wrong(f"'within' is a year from {FIRST_YEAR} to {LAST_YEAR}")
    return value
