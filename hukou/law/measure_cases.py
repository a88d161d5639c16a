"""Named examples of measures (规定用例): each is found by its topic, its figures to the digit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from hukou.law.failures import CaseFailure
from hukou.law.measures import MEASURES, Measure, Measures, Topic, Transfer
from hukou.law.sections import PackError, Section, read_yaml

MEASURE_CASES: Final = "measures.cases.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureCase:
    """Somebody asks what the texts of a place, or one text, rule on a topic: which measures answer.

    Beside their ids, all their figures with the units are told, and of rural rights the transfer.
    """

    name: str
    at: str
    division: str
    regulation: str
    topic: Topic
    expect: tuple[str, ...]
    told: Mapping[str, Any]


def failed_measure_cases(
    measures: Measures, cases: tuple[MeasureCase, ...]
) -> Iterator[CaseFailure]:
    """Yield the cases that come out otherwise than they say."""
    for case in cases:
        found = _asked(measures, case)
        ids = tuple(each.id for each in found)
        if ids != case.expect:
            yield CaseFailure(case, f"answered {', '.join(ids) or 'nothing'}")
        elif (told := _told(found)) != case.told:
            yield CaseFailure(case, f"told {told!r}, not {case.told!r}")


def _asked(measures: Measures, case: MeasureCase) -> tuple[Measure, ...]:
    if case.division:
        return measures.at(case.division, case.topic)
    return tuple(each for each in measures.of(case.regulation) if each.topic is case.topic)


def _told(found: tuple[Measure, ...]) -> dict[str, Any]:
    figures = [figure for each in found for figure in each.figures]
    rights = [each for each in found if each.topic is Topic.RIGHTS]
    return {
        "figures": {each.name: each.value for each in figures},
        "units": {each.name: each.unit.value for each in figures},
        "transfer": [each.transfer for each in rights],
        "forbids_surrender": [each.forbids_surrender for each in rights],
    }


def load_measure_cases(directory: Path, measures: Measures) -> tuple[MeasureCase, ...]:
    """Read the cases beside every `measures.yaml`; a measure that no case meets is refused.

    Raises:
        PackError: names file, line and what to do.
    """
    cases: list[MeasureCase] = []
    for file in sorted(directory.glob(f"[0-9]*/{MEASURES}")):
        path, where = file.with_name(MEASURE_CASES), f"{file.parent.name}/{MEASURE_CASES}"
        if not path.exists():
            raise PackError(f"{file.parent.name}/{MEASURES}: no cases: write {path.name} there")
        top = Section(read_yaml(path), "cases", file=where)
        cases += [_case(each, measures) for each in top.sections("cases")]
        top.close()
    met = {name for case in cases for name in case.expect}
    if idle := [each for each in measures.by_id if each not in met]:
        raise PackError(f"{MEASURE_CASES}: no case meets {idle[0]}: write one")
    return tuple(cases)


def _case(section: Section, measures: Measures) -> MeasureCase:
    division, regulation = section.optional_text("division"), section.optional_text("regulation")
    if bool(division) is bool(regulation):
        raise section.wrong("a case asks of a 'division' or of a 'regulation', one of the two")
    case = MeasureCase(
        name=section.text("name"),
        at=f"{section.file}:{section.line}",
        division=division,
        regulation=regulation,
        topic=section.one_of("topic", Topic),
        expect=section.texts("expect"),
        told={
            "figures": section.value("figures", {}),
            "units": section.value("units", {}),
            "transfer": [section.one_of("transfer", Transfer)] if section.has("transfer") else [],
            "forbids_surrender": _listed(section, "forbids_surrender"),
        },
    )
    section.close()
    if strange := [each for each in case.expect if each not in measures.by_id]:
        raise section.wrong(f"no measure {strange[0]!r}: correct 'expect'")
    return case


def _listed(section: Section, key: str) -> list[object]:
    return [section.value(key)] if section.has(key) else []
