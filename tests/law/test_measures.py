"""What texts rule beside settling, as cited data: rights, registers, permits, services, powers."""

from pathlib import Path

import pytest

from hukou.law import PackError, Topic, Transfer, load_law
from hukou.law.data_mutants import mutate_data
from hukou.law.measure_cases import failed_measure_cases
from tests.law.shelves import HERE, broken_place, example_place

BROKEN = sorted((HERE / "measures" / "broken").glob("*.yaml"))
SOUND = HERE / "measures" / "sound.yaml"


@pytest.mark.parametrize("broken", BROKEN, ids=lambda path: path.name)
def test_an_unclear_file_is_refused_with_file_and_reason(broken: Path, tmp_path: Path) -> None:
    place, said = broken_place(tmp_path, "measures", broken)
    with pytest.raises(PackError) as refused:
        load_law(place)
    assert said in str(refused.value)
    assert "measures." in str(refused.value)


def test_a_file_without_cases_is_refused(tmp_path: Path) -> None:
    place = example_place(tmp_path, {"measures.yaml": SOUND})
    with pytest.raises(PackError, match="no cases"):
        load_law(place)


def test_every_case_comes_true_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    law = load_law()
    assert list(failed_measure_cases(law.measures, law.measure_cases)) == []
    cases = HERE / "measures" / "sound.cases.yaml"
    place = example_place(tmp_path, {"measures.yaml": SOUND, "measures.cases.yaml": cases})
    wrong = place / "440199-example" / "measures.cases.yaml"
    text = cases.read_text(encoding="utf-8").replace("{事项: 5}", "{事项: 6}")
    wrong.write_text(text, encoding="utf-8")
    law = load_law(place)
    [failure] = failed_measure_cases(law.measures, law.measure_cases)
    assert str(failure).startswith("440199-example/measures.cases.yaml:4: 放权: told")


def test_every_number_day_truth_and_word_of_cited_data_is_noticed() -> None:
    tried = list(mutate_data(load_law()))
    assert len(tried) > 500
    files = {each.regulation for each in tried}
    assert {"_national/fees.yaml", "_national/special_areas.yaml"} <= files
    assert {"440100-guangzhou/collectives.yaml", "440700-jiangmen/targets.yaml"} <= files
    assert [each.change for each in tried if each.caught_by is None] == []


@pytest.mark.parametrize(
    ("division", "transfer", "forbids"),
    [
        ("440703", {Transfer.OWN_COLLECTIVE}, {True}),
        ("440222", {Transfer.OWN_COLLECTIVE}, {True}),
        ("522701", {Transfer.VOLUNTARY}, {True}),
        ("440106", {Transfer.MARKET}, {False}),
        ("330802", {Transfer.PILOT, Transfer.UNSAID}, {True, False}),
    ],
)
def test_each_text_says_to_whom_rural_rights_may_go(
    division: str, transfer: set[Transfer], forbids: set[bool]
) -> None:
    """L23, L24: opposed rules are both right, by place."""
    found = load_law().measures.at(division, Topic.RIGHTS)
    assert {each.transfer for each in found} == transfer
    assert {each.forbids_surrender for each in found} == forbids


def test_every_measure_is_cited_with_its_agencies_lead_first() -> None:
    for measure in load_law().measures.by_id.values():
        assert measure.cite.document.startswith(measure.regulation.title)
        assert measure.cite.clause
        assert measure.agencies


def test_what_a_text_does_not_give_is_said_and_not_made_up() -> None:
    by_id = load_law().measures.by_id
    assert "清单未见" in by_id["qn-delegation"].unsaid
    assert [str(each.value) for each in by_id["qn-delegation"].figures] == ["5", "15"]
    assert [each.id for each in by_id["gz-tiers"].doubts] == ["A-GZ-2"]
    assert [each.id for each in by_id["qn-special-area"].doubts] == ["A-QN-3"]
