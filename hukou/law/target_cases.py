"""Named examples of targets (目标用例): which one answers a question, how far a figure is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from hukou.law.failures import CaseFailure
from hukou.law.sections import PackError, Section, read_yaml
from hukou.law.targets import TARGETS, Aim, Target, Targets

TARGET_CASES: Final = "targets.cases.yaml"
EXPECTED: Final = ("id", "bar", "met", "short_by", "unit", "compared_with", "owners")


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetCase:
    """A figure found for an area and years, and what the target of a text makes of it."""

    name: str
    at: str
    regulation: str
    aim: Aim
    area: str
    first: int
    last: int
    found: Decimal
    expect: Mapping[str, Any]


def failed_target_cases(targets: Targets, cases: tuple[TargetCase, ...]) -> Iterator[CaseFailure]:
    """Yield the cases that come out otherwise than they say."""
    for case in cases:
        target = targets.answering(
            case.regulation, aim=case.aim, area=case.area, first=case.first, last=case.last
        )
        found = _found(target, case.found)
        for key, wanted in case.expect.items():
            if found[key] != wanted:
                yield CaseFailure(case, f"{key}: expected {wanted!r}, came to {found[key]!r}")


def _found(target: Target | None, figure: Decimal) -> dict[str, object]:
    if target is None:
        return dict.fromkeys(EXPECTED)
    return {
        "id": target.id,
        "bar": target.bar.value,
        "met": target.met(figure),
        "short_by": target.short_by(figure),
        "unit": target.aim.unit,
        "compared_with": target.compared_with,
        "owners": list(target.owners),
    }


def load_target_cases(directory: Path, targets: Targets) -> tuple[TargetCase, ...]:
    """Read the cases beside every `targets.yaml`; a target that no case meets is refused.

    Raises:
        PackError: names file, line and what to do.
    """
    cases: list[TargetCase] = []
    for file in sorted(directory.glob(f"[0-9]*/{TARGETS}")):
        path, where = file.with_name(TARGET_CASES), f"{file.parent.name}/{TARGET_CASES}"
        if not path.exists():
            raise PackError(f"{file.parent.name}/{TARGETS}: no cases: write {path.name} there")
        top = Section(read_yaml(path), "cases", file=where)
        cases += [_case(each) for each in top.sections("cases")]
        top.close()
    met = {case.expect["id"] for case in cases}
    if idle := [each.id for each in targets.every if each.id not in met]:
        raise PackError(f"{TARGET_CASES}: no case meets {idle[0]}: write one")
    return tuple(cases)


def _case(section: Section) -> TargetCase:
    years, found = section.required("years"), section.required("found")
    expect = section.section("expect").raw
    if not isinstance(years, list) or [type(each) for each in years] != [int, int]:
        raise section.wrong("'years' is the first and the last year, like [2016, 2020]")
    if isinstance(found, bool) or not isinstance(found, int | Decimal):
        raise section.wrong("'found' is the figure that is held against the target")
    if "id" not in expect or set(expect) - set(EXPECTED):
        raise section.wrong(f"'expect' has an id (null for none) and only {', '.join(EXPECTED)}")
    case = TargetCase(
        name=section.text("name"),
        at=f"{section.file}:{section.line}",
        regulation=section.text("regulation"),
        aim=section.one_of("aim", Aim),
        area=section.text("area"),
        first=years[0],
        last=years[1],
        found=Decimal(found),
        expect=expect,
    )
    section.close()
    return case
