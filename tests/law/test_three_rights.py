"""How rural rights may pass on, by place, as data with clauses (L24); unclear files are refused."""

import shutil
from pathlib import Path
from typing import Final

import pytest

from hukou.law import PACKS, PackError, PassingOn, load_law
from hukou.law.data_mutants import mutate_rights
from hukou.law.three_rights import load_three_rights
from hukou.law.three_rights_cases import failed_right_cases, load_right_cases

JM: Final = "440700-jiangmen/three_rights.yaml"
CASES: Final = "440700-jiangmen/three_rights.cases.yaml"


@pytest.mark.parametrize(
    ("division", "right", "transfer"),
    [
        ("440703001", "homestead", PassingOn.OWN_COLLECTIVE),
        ("440222", "collective_income", PassingOn.OWN_COLLECTIVE),
        ("440106", "contracted_land", PassingOn.MARKET),
        ("440106", "homestead", None),
        ("522701", "contracted_land", None),
        ("330802", "homestead", None),
    ],
)
def test_a_right_passes_on_as_its_place_says(
    division: str, right: str, transfer: PassingOn | None
) -> None:
    rule = load_law().three_rights.rule(division, right)

    assert (rule.transfer if rule else None) is transfer


def test_every_case_and_every_mutant_is_noticed() -> None:
    law = load_law()

    assert list(failed_right_cases(law.three_rights, law.right_cases)) == []
    made = list(mutate_rights(law.three_rights, law.right_cases, law.regulations))
    assert len(made) > 10
    assert [each.change for each in made if each.caught_by is None] == []


def test_what_is_said_right_by_right_agrees_with_the_measures_of_the_same_texts() -> None:
    law = load_law()
    measures = law.measures.by_id.values()
    said = {each.regulation.id: each.transfer for each in measures if each.transfer}

    assert law.three_rights.rules
    for rule in law.three_rights.rules:
        assert said[rule.regulation.id].value == rule.transfer.value


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    shutil.copytree(PACKS / "440700-jiangmen", tmp_path / "440700-jiangmen")
    return tmp_path


@pytest.mark.parametrize(
    ("file", "written", "instead", "refusal"),
    [
        (JM, "transfer: own_collective", "transfer: anybody", "'transfer' is one of"),
        (JM, "transfer: own_collective, ", "", "'transfer' is missing"),
        (JM, "[contracted_land, homestead,", "[forest, homestead,", "'rights' lists some of"),
        (JM, "[contracted_land, homestead,", "[homestead, homestead,", "list it once"),
        (JM, "clause: rights", "clause: rumour", "no clause 'rumour'"),
        (JM, "regulation: jm-2018-5", "regulation: jm-2030", "no regulation"),
        (JM, "regulation: jm-2018-5", "regulation: sx-2018", "of this place"),
        (JM, "summary: 依法", "gist: 依法", "'summary' is missing"),
        (CASES, "right: homestead", "right: forest", "no such right"),
    ],
)
def test_an_unclear_rule_is_refused(
    shelf: Path, file: str, written: str, instead: str, refusal: str
) -> None:
    path = shelf / file
    text = path.read_text(encoding="utf-8")
    assert written in text
    path.write_text(text.replace(written, instead), encoding="utf-8")

    with pytest.raises(PackError, match=refusal):
        load_right_cases(shelf, load_three_rights(shelf, load_law().regulations))


def test_rules_without_cases_are_refused(shelf: Path) -> None:
    (shelf / CASES).unlink()

    with pytest.raises(PackError, match="no cases"):
        load_right_cases(shelf, load_three_rights(shelf, load_law().regulations))
