"""Named examples of the guards (防线用例): who is heard, until when, and who stands back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from hukou.kernel.periods import HolidayCalendar
from hukou.law.failures import CaseFailure
from hukou.law.guards import FILE, Guards
from hukou.law.registration import Registration
from hukou.law.sections import NATIONAL, Section, read_cases_of

CASES: Final = "guards.cases.yaml"
REMIND: Final = "remind"
REPORT: Final = "report_again"
ASKS: Final = ("event", "term", "approval", "kin_steps")
"""What a case asks about; the answer stands under `ANSWERS`."""
ANSWERS: Final[Mapping[str, str]] = {
    "event": "heard",
    "term": "last_day",
    "approval": "proven_by",
    "kin_steps": "stands_back",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardCase:
    """One question to the guards: of an event, a term from a day, an approval, or a kinship."""

    name: str
    at: str
    asks: str
    about: Any
    on: date | None
    expect: Any


def failed_guard_cases(
    guards: Guards, cases: tuple[GuardCase, ...], registration: Registration
) -> Iterator[CaseFailure]:
    """Yield the cases that come out otherwise than they say."""
    for case in cases:
        found = _found(guards, case, registration)
        if found != case.expect:
            yield CaseFailure(case, f"came to {found}")


def _found(guards: Guards, case: GuardCase, registration: Registration) -> object:
    if case.asks == "event":
        event = registration.events[case.about]
        return [each.stage.id for each in guards.of_event(event)]
    if case.asks == "approval":
        return guards.outside.get(case.about)
    if case.asks == "kin_steps":
        return case.about <= guards.recusal.kin_steps
    return _last_day(guards, case)


def _last_day(guards: Guards, case: GuardCase) -> date:
    assert case.on is not None  # noqa: S101 - read so
    calendar, watch = HolidayCalendar(), guards.deadlines
    terms = {REMIND: watch.reminded_until, REPORT: watch.reported_again}
    ends = terms.get(case.about) or guards.stages[case.about].due
    return ends(case.on, calendar).date() - timedelta(days=1)


def with_guard_cases(guards: Guards, directory: Path, registration: Registration) -> Guards:
    """Read `_national/guards.cases.yaml`; a stage, or a rule of who is heard, wants its case.

    Raises:
        PackError: names file, line and what to do.
    """
    top = Section(read_cases_of(directory / NATIONAL / CASES, FILE), "cases", file=CASES)
    cases = tuple(_case(each, guards, registration) for each in top.sections("cases"))
    top.close()
    asked = {case.about for case in cases}
    if lacking := {*guards.stages, *guards.outside, REMIND, REPORT} - asked:
        raise top.wrong(f"no case asks about {min(lacking)}: add one")
    return replace(guards, cases=cases)


def _case(section: Section, guards: Guards, registration: Registration) -> GuardCase:
    asks = [key for key in ASKS if section.has(key)]
    if len(asks) != 1:
        raise section.wrong(f"a case asks about one of {', '.join(ASKS)}")
    about, on = section.required(asks[0]), section.day("day")
    known = {"event": registration.events, "term": {*guards.stages, REMIND, REPORT}}
    if about not in known.get(asks[0], [about]) or (asks[0] == "term") is (on is None):
        raise section.wrong("name an event, or a term with the 'day' from which it runs")
    case = GuardCase(
        name=section.text("name"),
        at=f"{section.file}:{section.line}",
        asks=asks[0],
        about=about,
        on=on,
        expect=section.value(ANSWERS[asks[0]]),
    )
    section.close()
    return case
