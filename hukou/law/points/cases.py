"""Named examples of points schemes (积分用例): one person's facts and the lines they come to."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from hukou.law.facts import parse_facts
from hukou.law.failures import CaseFailure
from hukou.law.points.collected import SchemeCase, Schemes
from hukou.law.points.factors import Known
from hukou.law.points.formulas import told
from hukou.law.points.scheme import Scheme, Sheet
from hukou.law.points.schemes import SCHEMES
from hukou.law.points.windows import Window
from hukou.law.sections import Section, read_cases_of
from hukou.law.vocabulary import Vocabulary

CASES: Final = "points.cases.yaml"
WHOLE: Final = (
    *("total", "ranking_score", "qualified", "ties", "quotas", "blocks"),
    *("windows", "priorities", "known"),
)


def failed_scheme_cases(
    schemes: Schemes, cases: tuple[SchemeCase, ...], vocabulary: Vocabulary
) -> Iterator[CaseFailure]:
    """Yield the cases that come out otherwise than they say."""
    for case in cases:
        scheme = schemes.by_id[case.scheme]
        values = parse_facts(case.facts, vocabulary=vocabulary, on=case.on).values
        found = _found(scheme, scheme.score(values, on=case.on), values)
        for key, wanted in case.expect.items():
            if found.get(key) != wanted:
                yield CaseFailure(case, f"{key}: expected {wanted}, came to {found.get(key)}")


def _found(scheme: Scheme, sheet: Sheet, values: Mapping[str, Any]) -> dict[str, Any]:
    lines: dict[str, Any] = {each.indicator.id: told(each.points) for each in sheet.items}
    return {
        **lines,
        "total": told(sheet.total),
        "ranking_score": told(sheet.ranking_score),
        "qualified": sheet.qualified,
        "quotas": {str(year): str(places) for year, places in scheme.quotas.items()},
        "blocks": {name: told(sheet.of(name)) for name in scheme.blocks},
        "ties": [told(each) for each in scheme.ties(values)],
        "windows": {str(year): _days(window) for year, window in scheme.windows.items()},
        "priorities": {each.id: told(sheet.of_priority(each)) for each in scheme.priorities},
        "known": {
            each.id: each.known.value
            for each in scheme.indicators
            if each.known is not Known.CONFIRMED
        },
    }


def _days(window: Window) -> list[str]:
    """Return every day and hour of a window, in the order of the file."""
    days = [f"{window.opens:%Y-%m-%d %H:%M}", f"{window.closes:%Y-%m-%d %H:%M}"]
    days += [str(window.facts_until), str(window.born_from)]
    return [*days, *(f"{each.first}..{each.last}" for each in window.spans)]


def with_cases(schemes: Schemes, directory: Path) -> Schemes:
    """Read the cases beside every `points.yaml`; an indicator that no case scores is refused.

    Raises:
        PackError: names file, line and what to do.
    """
    cases: list[SchemeCase] = []
    for file in sorted(directory.glob(f"[0-9]*/{SCHEMES}")):
        where = f"{file.parent.name}/{CASES}"
        raw = read_cases_of(file.with_name(CASES), f"{file.parent.name}/{SCHEMES}")
        cases += _cases(Section(raw, "cases", file=where), schemes)
    return replace(schemes, cases=tuple(cases))


def _cases(top: Section, schemes: Schemes) -> list[SchemeCase]:
    name, on = top.text("scheme"), top.day("day")
    scheme = schemes.by_id.get(name)
    if scheme is None or on is None:
        raise top.wrong("'scheme' names the scheme, and 'day' the day it is asked on")
    people = {each: section.raw for each, section in top.named("people").items()}
    cases = [_case(each, scheme, on, people) for each in top.sections("cases")]
    top.close()
    scored = {key for case in cases for key, value in case.expect.items() if value != "0"}
    if idle := [each.id for each in scheme.indicators if each.id not in scored]:
        raise top.wrong(f"no case scores {idle[0]}: write one")
    return cases


def _case(
    section: Section, scheme: Scheme, on: date, people: Mapping[str, Mapping[str, Any]]
) -> SchemeCase:
    like = section.optional_text("like")
    if like and like not in people:
        raise section.wrong(f"nobody is called {like!r} under 'people'")
    facts = section.section("facts").raw if section.has("facts") else {}
    section.value("facts")
    expect = section.section("expect").raw
    known = {*WHOLE, *(each.id for each in scheme.indicators)}
    if not expect or set(expect) - known:
        raise section.wrong(f"'expect' names lines of the scheme, or {', '.join(WHOLE)}")
    case = SchemeCase(
        name=section.text("name"),
        at=f"{section.file}:{section.line}",
        scheme=scheme.id,
        on=section.day("day") or on,
        facts={**people.get(like, {}), **facts},
        expect={key: _expected(value) for key, value in expect.items()},
    )
    section.close()
    return case


def _expected(value: object) -> object:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, Mapping):
        return {key: _expected(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_expected(each) for each in value]
    return told(Fraction(value)) if isinstance(value, int | Decimal) else value
