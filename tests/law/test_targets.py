"""Targets as cited data: numbers, areas, years, owners; nothing is computed from them here."""

from decimal import Decimal
from pathlib import Path

import pytest

from hukou.law import Bar, PackError, Target, load_law
from hukou.law.target_cases import failed_target_cases
from tests.law.shelves import HERE, broken_place, example_place

BROKEN = sorted((HERE / "targets" / "broken").glob("*.yaml"))


def target(name: str) -> Target:
    return next(each for each in load_law().targets.every if each.id == name)


@pytest.mark.parametrize("broken", BROKEN, ids=lambda path: path.name)
def test_an_unclear_file_is_refused_with_file_and_reason(broken: Path, tmp_path: Path) -> None:
    place, said = broken_place(tmp_path, "targets", broken)
    with pytest.raises(PackError) as refused:
        load_law(place)
    assert said in str(refused.value)
    assert "targets." in str(refused.value)


def test_a_file_without_cases_is_refused(tmp_path: Path) -> None:
    place = example_place(tmp_path, {"targets.yaml": HERE / "targets" / "sound.yaml"})
    with pytest.raises(PackError, match="no cases"):
        load_law(place)


def test_every_case_comes_true_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    law = load_law()
    assert list(failed_target_cases(law.targets, law.target_cases)) == []
    sound, cases = HERE / "targets" / "sound.yaml", HERE / "targets" / "sound.cases.yaml"
    place = example_place(tmp_path, {"targets.yaml": sound, "targets.cases.yaml": cases})
    wrong = place / "440199-example" / "targets.cases.yaml"
    text = cases.read_text(encoding="utf-8").replace("met: true", "met: false")
    wrong.write_text(text, encoding="utf-8")
    law = load_law(place)
    [failure] = failed_target_cases(law.targets, law.target_cases)
    assert str(failure) == (
        "440199-example/targets.cases.yaml:3: 恰好: met: expected False, came to True"
    )


@pytest.mark.parametrize(
    ("name", "reached", "missed"),
    [
        ("jm-rate", "54", "53.99"),
        ("sx-rate", "29", "28.99"),
        ("qn-rate-2018", "40.5", "40.49"),
        ("qn-persons-2018", "60000", "59999"),
        ("gzp-quota-2025", "16000", "16001"),
    ],
)
def test_the_value_itself_reaches_the_target(name: str, reached: str, missed: str) -> None:
    """E05's data: 以上 includes the number, and so does a quota."""
    assert target(name).met(Decimal(reached)) is True
    assert target(name).met(Decimal(missed)) is False


def test_what_a_text_only_estimates_is_never_called_met() -> None:
    about = target("jm-persons")
    assert about.bar is Bar.ABOUT
    assert about.met(Decimal(200000)) is None
    assert about.short_by(Decimal(150000)) == 10000


def test_the_tables_that_were_not_received_are_listed_as_missing() -> None:
    targets = load_law().targets
    assert len(targets.missing_of("qn-draft-2018")) == 2
    county = [each for each in targets.at("522701") if each.aim == "persons_settled"]
    assert county == []


def test_each_target_names_who_answers_for_it() -> None:
    assert all(each.owners for each in load_law().targets.every)
    assert target("sx-persons").owners == ("县公安局",)
    assert target("sx-gap").compared_with == 2013


def test_the_counties_of_a_prefecture_share_a_clause_and_have_targets_of_their_own() -> None:
    rises = {
        each.area: str(each.value)
        for each in load_law().targets.of("qn-draft-2018")
        if each.aim == "hukou_rate_rise"
    }
    assert len(rises) == 12
    assert (rises["522701"], rises["522702"], rises["522732"]) == ("0.6", "1.2", "2.4")
