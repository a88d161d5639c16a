"""Every national event passes, fails and stays unknown, and a case notices every change."""

from dataclasses import replace
from typing import Any

import pytest
import yaml

from hukou.law import PACKS, PackError, load_law
from hukou.law.event_cases import check_events, failed_events, read_event_cases
from hukou.law.mutants import mutate_events

LAW = load_law()
FILE = PACKS / "_national" / "registration.cases.yaml"


def told(case: dict[str, Any]) -> dict[str, Any]:
    good = {"name": "例", "kind": "pass", "events": ["DEATH"], "expect": "eligible"}
    return {"regulation": "national-1958", "day": None, "cases": [{**good, **case}]}


def test_every_case_comes_true() -> None:
    failed = failed_events(LAW.registration, LAW.event_cases, LAW.vocabulary)
    assert [str(each) for each in failed] == []
    assert {each.event for each in LAW.event_cases} == LAW.registration.events.keys()


def test_a_case_notices_every_change() -> None:
    tried = list(mutate_events(LAW))
    assert len(tried) > 200
    assert [each.change for each in tried if each.caught_by is None] == []


def test_a_case_that_comes_out_otherwise_says_what_came() -> None:
    case = replace(LAW.event_cases[0], expect={"outcome": "evidence"})
    [failure] = failed_events(LAW.registration, [case], LAW.vocabulary)
    assert str(failure).endswith("outcome: expected 'evidence', came to 'eligible'")


@pytest.mark.parametrize(
    ("case", "refusal"),
    [
        ({"kind": "maybe"}, "'kind' is one of"),
        ({"events": ["WEDDING"]}, "no event 'WEDDING'"),
        ({"facts": {"moon.full": True}}, "no fact 'moon.full'"),
        ({"expect": "not_eligible"}, "cannot expect"),
        ({"expect": {"approval": "station"}}, "'expect' has an outcome"),
        ({"colour": "red"}, "unknown key 'colour'"),
    ],
)
def test_an_unclear_case_is_refused(case: dict[str, Any], refusal: str) -> None:
    raw = told(case) | {"day": LAW.registration.effective_from}
    with pytest.raises(PackError, match=refusal):
        read_event_cases(raw, LAW.registration, LAW.vocabulary, file="cases")


@pytest.mark.parametrize(
    ("kept", "lacking"),
    [("unknown", "pass, fail, .*approval"), ("pass", "fail, unknown")],
)
def test_an_event_without_cases_of_every_kind_is_refused(kept: str, lacking: str) -> None:
    raw = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    raw["cases"] = [each for each in raw["cases"] if each["kind"] == kept]
    cases = read_event_cases(raw, LAW.registration, LAW.vocabulary, file="cases")
    with pytest.raises(PackError, match=lacking):
        check_events(LAW.registration, cases, file="cases")
