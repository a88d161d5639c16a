"""Named examples of benefits (便利用例): answered, listed, standing so."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from hukou.law.benefits.catalogue import BenefitKind, Benefits, Held
from hukou.law.benefits.files import BENEFITS
from hukou.law.failures import CaseFailure
from hukou.law.points.formulas import told
from hukou.law.sections import NATIONAL, PackError, Section, read_cases_of

BENEFIT_CASES: Final = "benefits.cases.yaml"
QUESTIONS: Final = ("service", "kind", "ladder", "coverage")


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitCase:
    """A question at a place on a day, the regulations said to be in force there, and the answer.

    A case asks for a `service` as somebody who stands as `held` says, for all of a `kind`, where
    so much stands on a `ladder`, or for the `coverage` aimed at.
    """

    name: str
    at: str
    division: str
    on: date
    speaking: tuple[str, ...]
    asked: Mapping[str, Any]
    expect: Mapping[str, Any]


def failed_benefit_cases(
    benefits: Benefits, cases: Collection[BenefitCase]
) -> Iterator[CaseFailure]:
    """Yield the cases that come out otherwise than they say."""
    for case in cases:
        found = _found(benefits, case)
        for key, wanted in case.expect.items():
            if found.get(key) != wanted:
                yield CaseFailure(case, f"{key}: expected {wanted!r}, came to {found.get(key)!r}")


def _found(benefits: Benefits, case: BenefitCase) -> dict[str, Any]:
    if "service" in case.asked:
        return _answered(benefits, case)
    if "kind" in case.asked:
        return _listed(benefits, case)
    if "ladder" in case.asked:
        return _stands(benefits, case)
    aim = benefits.aim_at(case.division, case.speaking)
    return {"id": aim.id, "percent": aim.percent} if aim else {"id": None}


def _answered(benefits: Benefits, case: BenefitCase) -> dict[str, Any]:
    answer = benefits.answer(
        case.asked["service"],
        division=case.division,
        on=case.on,
        held=Held(case.asked["held"]),
        speaking=case.speaking,
    )
    return {
        "answer": answer.availability.value,
        "by": [each.id for each in answer.benefits],
        "clauses": [each.clause for each in answer.cites],
    }


def _listed(benefits: Benefits, case: BenefitCase) -> dict[str, Any]:
    found = [
        each
        for each in benefits.at(case.division)
        if each.kind is BenefitKind(case.asked["kind"]) and each.speaks(case.on, case.speaking)
    ]
    return {
        "ids": [each.id for each in found],
        "by_steps": [each.id for each in found if each.by_steps],
        "assumed": [each.id for each in found if each.owner_basis.value == "assumed"],
    }


def _stands(benefits: Benefits, case: BenefitCase) -> dict[str, Any]:
    ladder = benefits.ladders.get(case.asked["ladder"])
    if ladder is None or ladder not in benefits.ladders_at(case.division, case.on):
        return {"rung": "no ladder"}
    standing = ladder.standing(Fraction(case.asked["value"]))
    reached, following = standing.rung, standing.next
    return {
        "rung": reached.name if reached else None,
        "next": following.name if following else None,
        "short_by": None if standing.short_by is None else told(standing.short_by),
        "opens": list(standing.opens),
        "here": list(reached.opens) if reached else [],
        "decides": ladder.decides(case.on, case.speaking),
        "by": ladder.by.value,
    }


def load_benefit_cases(directory: Path, benefits: Benefits) -> tuple[BenefitCase, ...]:
    """Read the cases beside every `benefits.yaml`; what no case meets is refused.

    Raises:
        PackError: names file, line and what to do.
    """
    files = [directory / NATIONAL / BENEFITS, *sorted(directory.glob(f"[0-9]*/{BENEFITS}"))]
    cases: list[BenefitCase] = []
    for file in files:
        where = f"{file.parent.name}/{BENEFIT_CASES}"
        raw = read_cases_of(file.with_name(BENEFIT_CASES), f"{file.parent.name}/{BENEFITS}")
        top = Section(raw, "cases", file=where)
        cases += [_case(each, benefits) for each in top.sections("cases")]
        top.close()
    met = {name for case in cases for key in ("by", "ids") for name in case.expect.get(key, ())}
    met |= {case.asked.get("ladder") for case in cases} | {case.expect.get("id") for case in cases}
    known = benefits.ids
    if idle := [each for each in known if each not in met]:
        raise PackError(f"{BENEFIT_CASES}: no case meets {idle[0]}: write one")
    return tuple(cases)


def _case(section: Section, benefits: Benefits) -> BenefitCase:
    on = section.day("day")
    asked = {key: section.value(key) for key in (*QUESTIONS, "held", "value") if section.has(key)}
    if on is None or sum(key in asked for key in QUESTIONS) != 1:
        raise section.wrong(f"a case has a 'day' and asks one of {', '.join(QUESTIONS)}")
    if asked.get("service", next(iter(benefits.services))) not in benefits.services:
        raise section.wrong(f"no service {asked['service']!r}")
    case = BenefitCase(
        name=section.text("name"),
        at=f"{section.file}:{section.line}",
        division=section.text("division"),
        on=on,
        speaking=section.texts("in_force"),
        asked=asked,
        expect=section.section("expect").raw,
    )
    section.close()
    return case
