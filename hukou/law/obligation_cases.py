"""Named examples of duties (任务用例): each duty must be met by one at least, to the letter."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from hukou.law.due import Rhythm
from hukou.law.failures import CaseFailure
from hukou.law.obligations import OBLIGATIONS, DutyStanding, Obligation, Obligations
from hukou.law.sections import PackError, Section, read_yaml

OBLIGATION_CASES: Final = "obligations.cases.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationCase:
    """On a day somebody asks after a duty: who answers for it, when it is due, how it stands.

    `dates` are all due days of the year asked about, a day without a year as `--10-31`;
    `standing` is that of the first, not yet done.
    """

    name: str
    at: str
    obligation: str
    day: date
    year: int
    activated_on: date | None
    rhythm: Rhythm
    is_doubtful: bool
    dates: tuple[str, ...]
    lead: tuple[str, ...]
    partners: tuple[str, ...]
    standing: DutyStanding


def failed_obligation_cases(
    obligations: Obligations, cases: tuple[ObligationCase, ...]
) -> Iterator[CaseFailure]:
    """Yield the cases that come out otherwise than they say."""
    for case in cases:
        wrong = _wrong(obligations.by_id[case.obligation], case)
        if wrong is not None:
            yield CaseFailure(case, wrong)


def _wrong(duty: Obligation, case: ObligationCase) -> str | None:
    days = duty.dates(case.year, activated_on=case.activated_on)
    told = duty.due.told(case.year) if not duty.due.rhythm.recurs else _iso(days)
    standing = duty.standing(days[0] if days else None, on=case.day, activated_on=case.activated_on)
    found = {
        "rhythm": (duty.due.rhythm, case.rhythm),
        "doubtful": (bool(duty.doubt), case.is_doubtful),
        "dates": (told, case.dates),
        "lead": (duty.lead, case.lead),
        "partners": (duty.partners, case.partners),
        "standing": (standing, case.standing),
    }
    return next(
        (f"{name}: {have}, not {want}" for name, (have, want) in found.items() if have != want),
        None,
    )


def _iso(days: tuple[date, ...]) -> tuple[str, ...]:
    return tuple(each.isoformat() for each in days)


def load_obligation_cases(directory: Path, obligations: Obligations) -> tuple[ObligationCase, ...]:
    """Read the cases beside every `obligations.yaml`; a duty that no case meets is refused.

    Raises:
        PackError: names file, line and what to do.
    """
    cases: list[ObligationCase] = []
    for file in sorted(directory.glob(f"[0-9]*/{OBLIGATIONS}")):
        path = file.with_name(OBLIGATION_CASES)
        where = f"{file.parent.name}/{OBLIGATION_CASES}"
        if not path.exists():
            raise PackError(f"{file.parent.name}/{OBLIGATIONS}: no cases: write {path.name} there")
        top = Section(read_yaml(path), "cases", file=where)
        cases += [_case(each, obligations) for each in top.sections("cases")]
        top.close()
    met = {case.obligation for case in cases}
    if idle := [each for each in obligations.by_id if each not in met]:
        raise PackError(f"{OBLIGATION_CASES}: no case meets {idle[0]}: write one")
    return tuple(cases)


def _case(section: Section, obligations: Obligations) -> ObligationCase:
    day = section.day("day")
    if day is None:
        raise section.wrong("'day' is missing: the day that is asked about")
    year = section.value("year", default=day.year)
    if isinstance(year, bool) or not isinstance(year, int):
        raise section.wrong("'year' is the year whose due days are told")
    case = ObligationCase(
        name=section.text("name"),
        at=f"{section.file}:{section.line}",
        obligation=section.text("obligation"),
        day=day,
        year=year,
        activated_on=section.day("activated_on"),
        rhythm=section.one_of("rhythm", Rhythm),
        is_doubtful=section.value("doubtful", default=False) is True,
        dates=section.texts("dates"),
        lead=section.texts("lead"),
        partners=section.texts("partners"),
        standing=section.one_of("standing", DutyStanding),
    )
    section.close()
    if case.obligation not in obligations.by_id:
        raise section.wrong(f"no duty {case.obligation!r}")
    return case
