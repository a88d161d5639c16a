"""The days of a year's round (积分年度): when people apply, and which days are counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from hukou.kernel import clock
from hukou.kernel.periods import full_years
from hukou.law.citation import Citation
from hukou.law.conditions import Values
from hukou.law.facts import AGE, BIRTH
from hukou.law.reading import Reader
from hukou.law.sections import Section

COMMON_YEAR: Final = 2025
MOST_YEARS_BEFORE: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The days whose facts some indicators count, both included."""

    indicators: tuple[str, ...]
    first: date
    last: date

    def as_json(self) -> dict[str, str]:
        return {"first": self.first.isoformat(), "last": self.last.isoformat()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """What a year's announcement says of its days.

    `born_from` is the first day of birth that is young enough: where it is announced, it decides
    about the age instead of the day on which somebody asks.
    """

    year: int
    opens: datetime
    closes: datetime
    facts_until: date
    born_from: date | None
    spans: tuple[Span, ...]
    cite: Citation

    def span(self, indicator: str) -> Span | None:
        """Return the days that an indicator counts, where they are announced."""
        return next((each for each in self.spans if indicator in each.indicators), None)

    def as_json(self) -> dict[str, Any]:
        return {
            "year": self.year,
            "opens": self.opens.isoformat(timespec="minutes"),
            "closes": self.closes.isoformat(timespec="minutes"),
            "facts_until": self.facts_until.isoformat(),
            "born_from": self.born_from.isoformat() if self.born_from else None,
            "cite": self.cite.as_json(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeDay:
    """The day of the year on which a scheme counts the age, some years before it is asked."""

    years_before: int
    month: int
    day: int

    def aged(self, values: Values, on: date) -> Values:
        """Return the facts with the age of that day, where the day of birth is known."""
        born = values.get(BIRTH)
        if born is None:
            return values
        counted_on = date(on.year - self.years_before, self.month, self.day)
        return {**values, AGE: full_years(born, counted_on)}


def read_age_day(top: Section) -> AgeDay | None:
    """Return the day on which a scheme counts the age, where it names one. Raises PackError."""
    if not top.has("age_on"):
        return None
    section = top.section("age_on")
    years, month, day = (section.required(key) for key in ("years_before", "month", "day"))
    section.close()
    if {type(years), type(month), type(day)} != {int} or not 0 <= years <= MOST_YEARS_BEFORE:
        raise section.wrong("'age_on' is {years_before: 1, month: 1, day: 1}")
    try:
        date(COMMON_YEAR, month, day)
    except ValueError as problem:
        raise section.wrong(f"there is no such day every year: {problem}") from problem
    return AgeDay(years_before=years, month=month, day=day)


def read_windows(top: Section, reader: Reader, indicators: Iterable[str]) -> Mapping[int, Window]:
    """Return the windows that a scheme gives by year. Raises PackError."""
    known = frozenset(indicators)
    return {
        window.year: window
        for name, section in top.named("windows").items()
        for window in [_window(name, section, reader, known)]
    }


def _window(name: str, section: Section, reader: Reader, known: frozenset[str]) -> Window:
    if not name.isdecimal():
        raise section.wrong("'windows' are named by their year: '2025'")
    window = Window(
        year=int(name),
        opens=_moment(section.section("opens")),
        closes=_moment(section.section("closes")),
        facts_until=_day(section, "facts_until"),
        born_from=section.day("born_from"),
        spans=tuple(_span(each, known) for each in section.sections("spans")),
        cite=reader.clause(section),
    )
    section.close()
    if window.closes <= window.opens or window.opens.year != window.year:
        raise section.wrong("a window opens in its year, before it closes")
    return window


def _moment(section: Section) -> datetime:
    day, text = _day(section, "day"), section.text("time")
    section.close()
    try:
        return datetime.combine(day, time.fromisoformat(text), tzinfo=clock.ZONE)
    except ValueError as problem:
        raise section.wrong(f"'time' is written '09:00', not {text!r}") from problem


def _day(section: Section, key: str) -> date:
    day = section.day(key)
    if day is None:
        raise section.wrong(f"{key!r} is missing")
    return day


def _span(section: Section, known: frozenset[str]) -> Span:
    span = Span(
        indicators=section.texts("indicators"),
        first=_day(section, "first"),
        last=_day(section, "last"),
    )
    section.close()
    if strangers := [each for each in span.indicators if each not in known]:
        raise section.wrong(f"no indicator {strangers[0]!r} in this scheme")
    if span.last < span.first or not span.indicators:
        raise section.wrong("a span names indicators, and its days in order")
    return span
