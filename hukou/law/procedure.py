"""Terms of each step and ways of appeal (办理期限、救济途径), dated and cited, alike everywhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from hukou.kernel import clock
from hukou.kernel.periods import HolidayCalendar
from hukou.law.failures import CaseFailure
from hukou.law.sections import NATIONAL, Section, read_cases_of, read_yaml

FILE: Final = "procedure.yaml"
CASES: Final = "procedure.cases.yaml"
WORKING_DAYS: Final = "working_days"
COUNTED: Final = (WORKING_DAYS, "calendar_days")
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
        return clock.end_of(last)


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
    counting: Mapping[str, str]
    source: Mapping[str, Any]
    cases: tuple["ProcedureCase", ...] = ()

    def term_on(self, step: str, on: date) -> Term | None:
        """Return the term of a step that begins on a day; None where there was none yet."""
        term = self.terms.get(step)
        return term if term is not None and term.since <= on else None

    def remedies_on(self, on: date) -> tuple[Remedy, ...]:
        """Return the ways open against a decision of that day."""
        return tuple(each for each in self.remedies if each.since <= on)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureCase:
    """A step that begins on a day, and its last day; or a day, and the bodies one may turn to."""

    name: str
    at: str
    on: date
    step: str
    expect: date | tuple[str, ...] | None


def failed_procedure_cases(
    procedure: Procedure, cases: tuple[ProcedureCase, ...]
) -> Iterator[CaseFailure]:
    """Yield the cases that come out otherwise than they say."""
    for case in cases:
        found = _found(procedure, case)
        if found != case.expect:
            yield CaseFailure(case, f"came to {found}")


def _found(procedure: Procedure, case: ProcedureCase) -> date | tuple[str, ...] | None:
    if not case.step:
        return tuple(each.body for each in procedure.remedies_on(case.on))
    term = procedure.term_on(case.step, case.on)
    if term is None:
        return None
    return term.due(case.on, HolidayCalendar()).date() - timedelta(days=1)


def load_procedure(directory: Path) -> Procedure:
    """Read `_national/procedure.yaml` of a packs directory, and its cases.

    Raises:
        PackError: names file, line and what to do.
    """
    procedure = read_procedure(read_yaml(directory / NATIONAL / FILE))
    top = Section(read_cases_of(directory / NATIONAL / CASES, FILE), "cases", file=CASES)
    cases = tuple(_case(each) for each in top.sections("cases"))
    top.close()
    if lacking := set(procedure.terms) - {case.step for case in cases}:
        raise top.wrong(f"no case of step {min(lacking)}: add one")
    return replace(procedure, cases=cases)


def _case(section: Section) -> ProcedureCase:
    on, step = section.day("day"), section.optional_text("step")
    if on is None:
        raise section.wrong("'day' is missing: on which the step begins, or the decision is made")
    case = ProcedureCase(
        name=section.text("name"),
        at=f"{section.file}:{section.line}",
        on=on,
        step=step,
        expect=section.day("last_day") if step else section.texts("bodies"),
    )
    section.close()
    return case


def read_procedure(raw: Mapping[str, Any]) -> Procedure:
    """Return the terms and ways of appeal that the file says, without its cases.

    Raises:
        PackError: names file, line and what to do.
    """
    top = Section(raw, "procedure", file=FILE)
    top.text("id")
    counting = {name: _counting(each) for name, each in top.named("counting").items()}
    if set(counting) != set(COUNTED):
        raise top.wrong(f"'counting' says how {', '.join(COUNTED)} are counted")
    procedure = Procedure(
        counting=counting,
        terms={name: _term(each, counting) for name, each in top.named("terms").items()},
        remedies=tuple(_remedy(each) for each in top.sections("remedies")),
        source=raw,
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
