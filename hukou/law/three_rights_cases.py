"""Named examples of passing rights on (三权流转用例): each rule must be met by one at least."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hukou.law.failures import CaseFailure
from hukou.law.sections import PackError, Section, read_yaml
from hukou.law.three_rights import THREE_RIGHTS, PassingOn, Right, ThreeRights

THREE_RIGHTS_CASES: Final = "three_rights.cases.yaml"
UNKNOWN: Final = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class RightCase:
    """Somebody asks how a right may pass on at a place; `unknown` where no text says."""

    name: str
    at: str
    division: str
    right: Right
    transfer: str


def failed_right_cases(law: ThreeRights, cases: Sequence[RightCase]) -> Iterator[CaseFailure]:
    """Yield the cases that come out otherwise than they say."""
    for case in cases:
        rule = law.rule(case.division, case.right)
        said = rule.transfer.value if rule else UNKNOWN
        if said != case.transfer:
            yield CaseFailure(case, f"{said}, not {case.transfer}")


def load_right_cases(directory: Path, law: ThreeRights) -> tuple[RightCase, ...]:
    """Read the cases beside every `three_rights.yaml`; a rule no case meets is refused.

    Raises:
        PackError: names file, line and what to do.
    """
    cases: list[RightCase] = []
    for file in sorted(directory.glob(f"[0-9]*/{THREE_RIGHTS}")):
        path = file.with_name(THREE_RIGHTS_CASES)
        if not path.exists():
            raise PackError(f"{file.parent.name}/{THREE_RIGHTS}: no cases: write {path.name} there")
        top = Section(read_yaml(path), "cases", file=f"{path.parent.name}/{path.name}")
        cases += [_case(each) for each in top.sections("cases")]
        top.close()
    met = {rule.cite for case in cases if (rule := law.rule(case.division, case.right))}
    if idle := [rule.regulation.id for rule in law.rules if rule.cite not in met]:
        raise PackError(f"{THREE_RIGHTS_CASES}: no case meets {idle[0]}: write one")
    return tuple(cases)


def _case(section: Section) -> RightCase:
    right, transfer = section.text("right"), section.text("transfer")
    if right not in set(Right) or transfer not in {*PassingOn, UNKNOWN}:
        raise section.wrong("no such right, or no such transfer")
    case = RightCase(
        name=section.text("name"),
        at=f"{section.file}:{section.line}",
        division=section.text("division"),
        right=Right(right),
        transfer=transfer,
    )
    section.close()
    return case
