"""Terms of each step and ways of appeal (办理期限、救济途径), dated and cited, alike everywhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from hukou.kernel.clock import ZONE
from hukou.kernel.periods import HolidayCalendar
from hukou.law.sections import NATIONAL, Section, read_yaml

FILE: Final = "procedure.yaml"
WORKING_DAYS: Final = "working_days"
BODIES: Final = ("government", "court")


class Source(StrEnum):
    """How well the source of a value is known (来源)."""

    CONFIRMED = "confirmed"
    KNOWLEDGE = "knowledge"
    OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """How long a step may take, who says so, and how the days are counted."""

    days: int
    basis: str
    counted: str
    counting: str
    since: date
    source: Source

    @property
    def cited(self) -> str:
        """Return who says so: how long, and how the days are counted."""
        return f"{self.basis}；{self.counting}"

    def due(self, start: date, calendar: HolidayCalendar) -> datetime:
        """Return the midnight at which the last day of the term has passed."""
        works = self.counted == WORKING_DAYS
        last = (calendar.add_working_days if works else calendar.add_days)(start, self.days)
        return datetime.combine(last + timedelta(days=1), time.min, ZONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """A way to have a decision looked at again; `body` is `government` or `court`."""

    way: str
    body: str
    within: str
    basis: str
    since: date
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """What holds for every application, whatever it asks for."""

    terms: Mapping[str, Term]
    remedies: tuple[Remedy, ...]

    def remedies_on(self, on: date) -> tuple[Remedy, ...]:
        """Return the ways open against a decision of that day."""
        return tuple(each for each in self.remedies if each.since <= on)


def load_procedure(directory: Path) -> Procedure:
    """Read `_national/procedure.yaml` of a packs directory.

    Raises:
        PackError: names file, line and what to do.
    """
    path = directory / NATIONAL / FILE
    top = Section(read_yaml(path), "procedure", file=path.name)
    top.text("id")
    counting = {name: _counting(each) for name, each in top.named("counting").items()}
    procedure = Procedure(
        terms={name: _term(each, counting) for name, each in top.named("terms").items()},
        remedies=tuple(_remedy(each) for each in top.sections("remedies")),
    )
    top.close()
    return procedure


def _counting(section: Section) -> str:
    words, basis = section.text("words"), section.text("basis")
    _source(section)
    section.close()
    return f"{words}（{basis}）"


def _term(section: Section, counting: Mapping[str, str]) -> Term:
    days, counted = section.required("days"), section.text("counted")
    if type(days) is not int or days < 1:
        raise section.wrong("'days' counts days: one or more")
    if counted not in counting:
        raise section.wrong(f"'counted' is one of {', '.join(counting)}")
    term = Term(
        days=days,
        basis=section.text("basis"),
        counted=counted,
        counting=counting[counted],
        since=_since(section),
        source=_source(section),
    )
    section.close()
    return term


def _remedy(section: Section) -> Remedy:
    body = section.text("body")
    if body not in BODIES:
        raise section.wrong(f"'body' is one of {', '.join(BODIES)}")
    remedy = Remedy(
        way=section.text("way"),
        body=body,
        within=section.text("within"),
        basis=section.text("basis"),
        since=_since(section),
        source=_source(section),
    )
    section.close()
    return remedy


def _since(section: Section) -> date:
    since = section.day("since")
    if since is None:
        raise section.wrong("'since' is missing: the first day it holds")
    return since


def _source(section: Section) -> Source:
    try:
        return Source(section.text("provenance"))
    except ValueError as problem:
        raise section.wrong(f"'provenance' is one of {', '.join(Source)}") from problem
