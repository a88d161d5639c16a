"""Named examples of the law of residence permits (居住证用例), and its mutants."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from hukou.kernel.periods import HolidayCalendar
from hukou.law.event_cases import EventFailure, check_events, failed_events, read_event_cases
from hukou.law.failures import CaseFailure
from hukou.law.permit_tenure import permit_standing
from hukou.law.residence_permits import (
    FILE,
    Days,
    PermitLaw,
    PermitRules,
)
from hukou.law.sections import NATIONAL, Section, read_cases_of
from hukou.law.vocabulary import Vocabulary

CASES: Final = "residence_permits.cases.yaml"
RULES: Final = "rules"
EXPECTED: Final = (
    *("months", "from", "waived_for", "issue_days", "at_most_days", "last_day"),
    *("move_days", "electronic_days", "only_if_eligible", "endorse_from", "endorse_by", "cites"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitCase:
    """What must hold at a place, of a permit accepted or issued on a day; only what it names."""

    name: str
    at: str
    place: str
    on: date
    expect: Mapping[str, Any]


def failed_permit_cases(
    law: PermitLaw, held: PermitLaw, vocabulary: Vocabulary
) -> Iterator[EventFailure | CaseFailure]:
    """Yield the cases of the law as it is `held` that come out otherwise by another reading."""
    yield from failed_events(law.registration, held.event_cases, vocabulary)
    for case in held.cases:
        found = _found(law, law.at(case.place), case.on)
        for key, wanted in case.expect.items():
            if found[key] != wanted:
                yield CaseFailure(case, f"{key}: expected {wanted!r}, came to {found[key]!r}")


def _found(law: PermitLaw, rules: PermitRules, on: date) -> dict[str, Any]:
    counted, issued = rules.half_year, permit_standing(on, on=on, rule=rules.yearly)
    told = (rules.issue_days, rules.move, rules.electronic)
    cites = {each.cite.document for each in told if each is not None}
    return {
        "months": counted.months,
        "from": counted.counted.value,
        "waived_for": list(counted.waived_for),
        "issue_days": rules.issue_days.days,
        "at_most_days": law.at_most.days,
        "last_day": HolidayCalendar().add_days(on, rules.issue_days.days),
        "move_days": _days(rules.move),
        "electronic_days": _days(rules.electronic),
        "only_if_eligible": rules.endorsed_only_if_eligible is not None,
        "endorse_from": issued.endorse_from,
        "endorse_by": issued.endorse_by,
        "cites": sorted(cites),
    }


def _days(told: Days | None) -> int | None:
    return told.days if told else None


def with_permit_cases(law: PermitLaw, directory: Path, vocabulary: Vocabulary) -> PermitLaw:
    """Read `_national/residence_permits.cases.yaml`: of the events, and of the rules beside them.

    Raises:
        PackError: an event, or the text of a place, without its cases.
    """
    raw = read_cases_of(directory / NATIONAL / CASES, FILE)
    events = read_event_cases(
        {key: each for key, each in raw.items() if key != RULES},
        law.registration,
        vocabulary,
        file=CASES,
    )
    check_events(law.registration, events, file=CASES)
    top = Section({RULES: raw.get(RULES, [])}, "cases", file=CASES)
    cases = tuple(_case(each) for each in top.sections(RULES))
    if lacking := {each.place for each in law.local} - {case.place for case in cases}:
        raise top.wrong(f"no case of place {min(lacking)}: add one")
    return replace(law, cases=cases, event_cases=events)


def _case(section: Section) -> PermitCase:
    on, expect = section.day("day"), section.required("expect")
    if on is None:
        raise section.wrong("'day' is missing: on which it is accepted, or issued")
    if not isinstance(expect, Mapping) or set(expect) - set(EXPECTED) or not expect:
        raise section.wrong(f"'expect' says some of {', '.join(EXPECTED)}")
    case = PermitCase(
        name=section.text("name"),
        at=f"{section.file}:{section.line}",
        place=section.text("place"),
        on=on,
        expect=expect,
    )
    section.close()
    return case
