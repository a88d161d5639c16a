"""When an area counts as a special area (特殊区域, class 123), as national data.

How the tests are joined (and, or) stands in the data, for the owner of the policy to change.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from hukou.law.citation import Citation
from hukou.law.conditions import Condition, Values
from hukou.law.facts import parse_facts
from hukou.law.failures import CaseFailure
from hukou.law.findings import Finding, finding, missing, telling
from hukou.law.reading import Reader
from hukou.law.safeguards import Safeguards
from hukou.law.sections import NATIONAL, Section, read_cases_of, read_yaml
from hukou.law.vocabulary import Vocabulary

FILE: Final = "special_areas.yaml"
CASES: Final = "special_areas.cases.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialAreaVerdict:
    """What came of the tests: met, not met, or which facts are still missing."""

    is_met: bool
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialAreaLaw:
    """The class of special areas, the tests of the law, and where each comes from."""

    urban_rural_class: str
    condition: Condition
    cite: Citation
    reference_cite: Citation
    source: Mapping[str, Any]
    cases: tuple["SpecialAreaCase", ...] = ()

    def judge(self, facts: Values, *, on: date) -> SpecialAreaVerdict:
        """Return whether an area is one over what is known of it; unknown facts are named."""
        truth = self.condition.test(facts)
        lacking = missing(self.condition, facts) if truth is None else ()
        return SpecialAreaVerdict(
            is_met=truth is True,
            findings=tuple(finding(leaf, facts, on) for leaf in telling(self.condition, facts)),
            missing=tuple(dict.fromkeys(lacking)),
        )


class Outcome(StrEnum):
    """What a case of an area comes to."""

    MET = "met"
    NOT_MET = "not_met"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialAreaCase:
    """What is known of an area, and whether it is a special one of the class named."""

    name: str
    at: str
    on: date
    facts: Mapping[str, object]
    expect: Outcome
    urban_rural_class: str


def failed_special_areas(
    law: SpecialAreaLaw, cases: tuple[SpecialAreaCase, ...], vocabulary: Vocabulary
) -> Iterator[CaseFailure]:
    """Yield the cases that come out otherwise than they say."""
    for case in cases:
        known = parse_facts(case.facts, vocabulary=vocabulary, on=case.on)
        verdict = law.judge(known.values, on=case.on)
        unknown = Outcome.MISSING if verdict.missing else Outcome.NOT_MET
        found = Outcome.MET if verdict.is_met else unknown
        if (found, law.urban_rural_class) != (case.expect, case.urban_rural_class):
            yield CaseFailure(case, f"came to {found.value} of {law.urban_rural_class}")


def load_special_areas(
    directory: Path, vocabulary: Vocabulary, safeguards: Safeguards
) -> SpecialAreaLaw:
    """Read `_national/special_areas.yaml` of a packs directory.

    Raises:
        PackError: names file, line and what to do.
    """
    raw = read_yaml(directory / NATIONAL / FILE)
    law = read_special_areas(raw, vocabulary=vocabulary, safeguards=safeguards)
    return replace(law, cases=_cases(directory / NATIONAL / CASES))


def _cases(path: Path) -> tuple[SpecialAreaCase, ...]:
    top = Section(read_cases_of(path, FILE), "cases", file=path.name)
    named, day = top.text("class"), top.day("day")
    cases = tuple(_case(each, named, day) for each in top.sections("cases"))
    top.close()
    if lacking := [each for each in Outcome if each not in {case.expect for case in cases}]:
        raise top.wrong(f"no case comes to {lacking[0].value!r}: add one")
    return cases


def _case(section: Section, named: str, day: date | None) -> SpecialAreaCase:
    if day is None:
        raise section.wrong("'day' is missing at the top: the day that is asked about")
    expect = section.text("expect")
    if expect not in set(Outcome):
        raise section.wrong(f"'expect' is one of {', '.join(Outcome)}")
    case = SpecialAreaCase(
        name=section.text("name"),
        at=f"{section.file}:{section.line}",
        on=day,
        facts=section.section("facts").raw,
        expect=Outcome(expect),
        urban_rural_class=named,
    )
    section.close()
    return case


def read_special_areas(
    raw: Mapping[str, Any], *, vocabulary: Vocabulary, safeguards: Safeguards
) -> SpecialAreaLaw:
    """Return the tests that the file says, without its cases.

    Raises:
        PackError: names file, line and what to do.
    """
    top = Section(raw, "special_areas", file=FILE)
    top.text("id")
    title = top.text("title")
    reader = Reader(
        vocabulary=vocabulary,
        safeguards=safeguards,
        clauses=_clauses(top, title),
        terms={},
        ambiguities={},
    )
    reference = top.section("reference")
    cite = reader.clause(top)
    law = SpecialAreaLaw(
        urban_rural_class=top.text("class"),
        condition=reader.condition(top.section("when"), cite),
        cite=cite,
        reference_cite=reader.clause(reference),
        source=raw,
    )
    reference.close()
    top.close()
    return law


def _clauses(top: Section, title: str) -> Mapping[str, Citation]:
    cites = {}
    for name, section in top.named("clauses").items():
        for key in ("summary", "provenance"):
            section.text(key)
        cites[name] = Citation(section.optional_text("document") or title, section.text("heading"))
        section.close()
    return cites
