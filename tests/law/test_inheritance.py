"""A county's text takes over its city's (L30): built whole, cited exactly, differences listed."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hukou.law import PACKS, Citation, Law, PackError, failed_cases, mutants
from hukou.law.conditions import leaves
from hukou.law.differences import Difference, Direction, differences
from hukou.law.law import load_law

HERE = Path(__file__).parent / "inherited"
BROKEN = sorted((HERE / "broken").glob("*.yaml"))
COUNTY = "county-2021"
CITY_TITLE, COUNTY_TITLE = (
    "示例市落户办法（示市府〔2020〕1号）",
    "示例县落户细则（示县府〔2021〕2号）",
)
BEFORE, AFTER = date(2020, 12, 31), date(2021, 1, 1)


def shelf(path: Path, county: Path = HERE / "county.yaml") -> Path:
    """Make a packs directory of a city and a county in it."""
    shutil.copytree(PACKS / "_national", path / "_national")
    for directory, name, source in (
        ("449900-city", "city-2020", HERE / "city.yaml"),
        ("449901-county", COUNTY, county),
    ):
        pack = path / directory
        pack.mkdir()
        shutil.copy(source, pack / f"{name}.yaml")
        cases = HERE / f"{name.split('-')[0]}.cases.yaml"
        shutil.copy(cases, pack / f"{name}.cases.yaml")
    return path


@pytest.fixture
def law(tmp_path: Path) -> Law:
    return load_law(shelf(tmp_path))


def found(law: Law) -> list[Difference]:
    county = law.regulations[COUNTY]
    return differences(county, law.regulations[county.inherits], law.vocabulary)


@pytest.mark.parametrize("broken", BROKEN, ids=lambda path: path.name)
def test_a_county_text_that_inherits_wrongly_is_refused_with_the_reason(
    broken: Path, tmp_path: Path
) -> None:
    refusal = broken.read_text(encoding="utf-8").splitlines()[0].removeprefix("# refusal: ")
    with pytest.raises(PackError) as refused:
        load_law(shelf(tmp_path, broken))
    assert refusal in str(refused.value)
    assert str(refused.value).startswith("county-2021.yaml:")


def test_two_texts_that_take_each_other_over_are_refused(tmp_path: Path) -> None:
    path = shelf(tmp_path)
    city = path / "449900-city" / "city-2020.yaml"
    city.write_text(f"inherits: {COUNTY}\n{city.read_text(encoding='utf-8')}", encoding="utf-8")
    with pytest.raises(PackError, match="circle: city-2020 → county-2021 → city-2020"):
        load_law(path)


def test_a_final_text_cannot_take_over_a_draft(tmp_path: Path) -> None:
    path = shelf(tmp_path)
    city = path / "449900-city" / "city-2020.yaml"
    text = city.read_text(encoding="utf-8").replace("status: in_force", "status: draft")
    text = text.replace("effective_from: 2020-01-01", "effective_from: null")
    city.write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match="a final text cannot take over a draft: city-2020"):
        load_law(path)


def test_the_whole_text_is_built_of_both(law: Law) -> None:
    county = law.regulations[COUNTY]
    assert list(county.channels) == ["CI-1", "CI-3", "CO-1"]
    assert county.inherits == "city-2020"
    assert "A-2" not in county.ambiguities


def test_every_value_keeps_the_clause_of_the_text_it_comes_from(law: Law) -> None:
    channel = law.regulations[COUNTY].channels["CI-1"]
    cites = {leaf.fact: leaf.cite for leaf in leaves(channel.rule.conditions)}
    assert cites["dwelling.tenure"] == Citation(CITY_TITLE, "第一条")
    assert cites["employment.months"] == Citation(COUNTY_TITLE, "第一条")
    assert channel.cite == Citation(CITY_TITLE, "第一条")
    assert channel.limits[0].cite == Citation(COUNTY_TITLE, "第四条")
    area = next(leaves(channel.limits[0].when))
    assert area.cite == Citation(CITY_TITLE, "第一条")


def test_the_citys_text_stays_as_it_was(law: Law) -> None:
    city = law.regulations["city-2020"]
    months = [leaf.required for leaf in leaves(city.channels["CI-1"].rule.conditions)]
    assert 60 in months
    assert [kind.id for kind in city.families["together"].kinds] == ["spouse", "child"]


def test_the_differences_are_listed_with_both_clauses(law: Law) -> None:
    told = [(each.kind, each.about, each.says) for each in found(law)]
    assert told == [
        (Direction.WIDER, "CI-1", "落户条件：就业五年 → 就业三年"),
        (Direction.NARROWER, "CI-1", told[1][2]),
        (Direction.NARROWER, "CI-1", "人数限制：六十平方米三人 → 六十平方米两人"),
        (Direction.REMOVED, "CI-2", "本县不适用“荣誉落户”"),
        (Direction.ADDED, "CO-1", "本县新增“参保落户”"),
    ]
    assert told[1][2].startswith("随迁家属：")
    work, removed, added = found(law)[0], found(law)[3], found(law)[4]
    assert work.cite == Citation(COUNTY_TITLE, "第一条")
    assert work.against == Citation(CITY_TITLE, "第一条")
    assert (removed.cite.clause, removed.against.clause) == ("第二条", "第二条")
    assert removed.cite.document == COUNTY_TITLE
    assert added.cite == Citation(COUNTY_TITLE, "第五条")
    assert added.against.document == CITY_TITLE


@pytest.mark.parametrize(
    ("value", "kind"), [(84, Direction.NARROWER), (59, Direction.WIDER), (60, Direction.CHANGED)]
)
def test_narrower_or_wider_is_found_out(tmp_path: Path, value: int, kind: Direction) -> None:
    written = tmp_path / "county.yaml"
    text = (HERE / "county.yaml").read_text(encoding="utf-8")
    written.write_text(text.replace("value: 36", f"value: {value}"), encoding="utf-8")
    path = tmp_path / "packs"
    path.mkdir()
    county = shelf(path, written) / "449901-county" / f"{COUNTY}.cases.yaml"
    cases = county.read_text(encoding="utf-8")
    county.write_text(cases.replace("mode: decide, ", ""), encoding="utf-8")
    assert found(load_law(path))[0].kind is kind


def test_conditions_can_be_stated_anew_and_are_the_countys_then(tmp_path: Path) -> None:
    written = tmp_path / "county.yaml"
    text = (HERE / "county.yaml").read_text(encoding="utf-8")
    values = text[text.index("      values:") : text.index("  families:")]
    anew = "{all: [{term: steady}, {fact: employment.months, op: ge, value: 36}]}"
    written.write_text(text.replace(values, f"      conditions: {anew}\n"), encoding="utf-8")
    path = tmp_path / "packs"
    path.mkdir()
    file = shelf(path, written) / "449901-county" / f"{COUNTY}.cases.yaml"
    shutil.copy(HERE / "county.cases.yaml", file)
    law = load_law(path)
    channel = law.regulations[COUNTY].channels["CI-1"]
    cites = {leaf.fact: leaf.cite.document for leaf in leaves(channel.rule.conditions)}
    assert cites == {
        "dwelling.legal_and_stable": CITY_TITLE,
        "employment.months": COUNTY_TITLE,
    }
    assert found(law)[0].kind is Direction.WIDER


def test_a_text_that_takes_nothing_over_has_no_differences(law: Law) -> None:
    city = law.regulations["city-2020"]
    assert differences(city, city, law.vocabulary) == []


def test_unchanged_channels_keep_the_citys_cases_and_all_come_true(law: Law) -> None:
    inherited = [each for each in law.cases[COUNTY] if each.channel == "CI-3"]
    assert len(inherited) == 4
    assert {each.regulation for each in inherited} == {COUNTY}
    assert not [each for each in law.cases[COUNTY] if each.channel == "CI-2"]
    assert list(failed_cases(law)) == []


def test_a_changed_channel_needs_cases_of_the_countys_own(tmp_path: Path) -> None:
    path = shelf(tmp_path)
    file = path / "449901-county" / f"{COUNTY}.cases.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    kept = [each for each in lines if "kind: fail, channel: CI-1, applicant" not in each]
    file.write_text("\n".join(kept), encoding="utf-8")
    with pytest.raises(PackError, match="CI-1 has no case of kind fail"):
        load_law(path)


def test_a_case_notices_every_change_of_a_value_the_county_took_over(law: Law) -> None:
    missed = [each for each in mutants(law) if each.regulation == COUNTY and not each.caught_by]
    about_values = [each for each in missed if "employment" in each.change or ".CO-" in each.change]
    assert about_values == []


def test_the_county_decides_by_its_own_text_once_it_is_in_force(law: Law) -> None:
    assert [each.id for each in law.in_force("449901", BEFORE)] == ["city-2020"]
    assert [each.id for each in law.in_force("449901", AFTER)] == [COUNTY]
    assert [each.id for each in law.in_force("449901001", AFTER)] == [COUNTY]
    assert [each.id for each in law.in_force("449902", AFTER)] == ["city-2020"]
    assert law.taken_over_by("city-2020", "449901", AFTER) == COUNTY
    assert law.taken_over_by("city-2020", "449901", BEFORE) == ""
    assert law.taken_over_by("city-2020", "449902", AFTER) == ""


def test_a_draft_of_the_county_leaves_the_citys_text_in_place(law: Law) -> None:
    county = law.regulations[COUNTY]
    drafted = replace(county.term, status=type(county.status).DRAFT, effective_from=None)
    texts = {**law.regulations, COUNTY: replace(county, term=drafted)}
    with_draft = replace(law, regulations=texts)
    assert [each.id for each in with_draft.in_force("449901", AFTER)] == ["city-2020"]


def test_no_shipped_text_takes_another_over() -> None:
    """Shixing lies under Shaoguan, whose text is not held: nothing is invented."""
    assert [each.id for each in load_law().regulations.values() if each.inherits] == []
