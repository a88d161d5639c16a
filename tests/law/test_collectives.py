"""Collective households as law data (H04, H06): what is confirmed decides, the rest is reviewed."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hukou.law import PACKS, Applicable, Outcome, PackError, failed_cases, load_law
from hukou.law.collective_cases import run_collective

HERE = Path(__file__).parent / "collectives"
BROKEN = sorted((HERE / "broken").glob("*.yaml"))
NOW = date(2026, 6, 1)
EXAMPLE, QUZHOU, GUANGZHOU, SHIXING = "440199", "330802", "440106", "440222"
READY = {"collective.is_unit": True, "collective.has_quarters": True, "collective.has_keeper": True}
NO_DWELLING = {"address.own_dwelling": False, "address.relative_dwelling": False}


def shelf(directory: Path, rules: Path, cases: Path) -> Path:
    shutil.copytree(PACKS / "_national", directory / "_national")
    pack = directory / "440199-example"
    pack.mkdir()
    shutil.copy(rules, pack / "collectives.yaml")
    shutil.copy(cases, pack / "collectives.cases.yaml")
    return directory


@pytest.fixture
def example(tmp_path: Path) -> Applicable:
    """A place whose text was read and dated: its rules decide."""
    path = shelf(tmp_path, HERE / "sound.yaml", HERE / "sound.cases.yaml")
    return load_law(path).collectives.at(EXAMPLE, on=NOW)


def at(division: str, on: date = NOW) -> Applicable:
    return load_law().collectives.at(division, on=on)


@pytest.mark.parametrize("broken", BROKEN, ids=lambda path: path.name)
def test_an_unclear_text_is_refused_with_file_and_reason(broken: Path, tmp_path: Path) -> None:
    refusal = broken.read_text(encoding="utf-8").splitlines()[0].removeprefix("# refusal: ")
    is_case = broken.name.endswith(".cases.yaml")
    rules = HERE / "sound.yaml" if is_case else broken
    cases = broken if is_case else HERE / "sound.cases.yaml"

    with pytest.raises(PackError) as refused:
        load_law(shelf(tmp_path, rules, cases))

    assert refusal in str(refused.value)
    assert str(refused.value).startswith("440199-example/collectives.")


def test_a_refusal_names_the_line(tmp_path: Path) -> None:
    broken = HERE / "broken" / "no_such_fact.yaml"
    lines = broken.read_text(encoding="utf-8").splitlines()
    line = next(at for at, text in enumerate(lines, 1) if "fact: collective.souls" in text)

    with pytest.raises(PackError, match=rf"^440199-example/collectives\.yaml:{line}: "):
        load_law(shelf(tmp_path, broken, HERE / "sound.cases.yaml"))


def test_a_text_without_cases_is_refused(tmp_path: Path) -> None:
    path = shelf(tmp_path, HERE / "sound.yaml", HERE / "sound.cases.yaml")
    (path / "440199-example" / "collectives.cases.yaml").unlink()
    with pytest.raises(PackError, match="no cases"):
        load_law(path)


def test_every_case_comes_out_as_written_and_a_wrong_one_is_named() -> None:
    law = load_law()
    assert list(failed_cases(law)) == []

    case = next(each for each in law.collective_cases if each.text is None)
    wrong = replace(case, outcome="no_policy")
    failure = run_collective(wrong, law.collectives, law.vocabulary)

    assert str(failure).startswith(f"{wrong.at}: {wrong.name}: expected 'no_policy'")


@pytest.mark.parametrize(
    ("members", "keeper", "outcome"),
    [
        (10, True, Outcome.ELIGIBLE),
        (9, True, Outcome.NOT_ELIGIBLE),
        (None, True, Outcome.REVIEW),
        (10, False, Outcome.REVIEW),
        (9, False, Outcome.NOT_ELIGIBLE),
    ],
)
def test_a_place_may_set_its_own_conditions(
    example: Applicable, members: int | None, outcome: Outcome, *, keeper: bool
) -> None:
    facts: dict[str, Any] = {"collective.has_keeper": keeper}
    if members is not None:
        facts["collective.members"] = members

    assert example.judge_set_up("unit", facts).outcome is outcome


def test_a_refusal_cites_the_clause_that_is_not_met() -> None:
    judged = at(QUZHOU).judge_set_up("unit", READY | {"collective.has_quarters": False})

    assert judged.outcome is Outcome.NOT_ELIGIBLE
    assert [(each.cite.document, each.cite.clause) for each in judged.unmet] == [
        ("中华人民共和国户口登记条例", "第五条")
    ]


def test_what_only_practice_asks_never_refuses() -> None:
    judged = at(QUZHOU).judge_set_up("unit", READY | {"collective.has_keeper": False})

    assert (judged.outcome, [each.id for each in judged.reasons]) == (Outcome.REVIEW, ["unmet"])


def test_a_place_that_relaxed_without_a_measure_sends_to_an_officer_while_it_is_in_force() -> None:
    without = READY | {"collective.has_quarters": False}
    during, after = at(SHIXING, date(2020, 6, 1)), at(SHIXING)

    relaxed = during.judge_set_up("unit", without)

    assert relaxed.outcome is Outcome.REVIEW
    assert "未载明程度" in relaxed.reasons[0].reason
    assert after.judge_set_up("unit", without).outcome is Outcome.NOT_ELIGIBLE


def test_the_order_of_a_dated_text_decides_and_tells_why_each_step_was_passed(
    example: Applicable,
) -> None:
    choice = example.choose_address(
        {"address.own_dwelling": False, "address.public_collective": True}
    )

    assert (choice.outcome, choice.step and choice.step.id) == (Outcome.ELIGIBLE, "public")
    assert [each.as_json()["reason"] for each in choice.passed] == ["没有住所"]
    assert choice.passed[0].step.cite.clause == "第二条"


def test_where_no_text_gives_an_order_it_is_a_proposal_for_the_officer() -> None:
    facts = NO_DWELLING | {"address.unit_collective": False, "address.public_collective": True}

    choice = at(QUZHOU).choose_address(facts)

    assert (choice.outcome, choice.step and choice.step.id) == (Outcome.REVIEW, "public_collective")
    assert [each.id for each in choice.reasons] == ["assumed-order"]
    assert len(choice.passed) == 3


def test_guangzhous_order_cites_its_clause_and_waits_for_a_date() -> None:
    facts = NO_DWELLING | {"address.unit_collective": False, "address.public_collective": True}

    choice = at(GUANGZHOU).choose_address(facts)

    assert choice.step is not None
    assert choice.step.cite.clause.startswith("二（五）")
    assert [each.id for each in choice.reasons] == ["undated"]


def test_an_unknown_fact_stops_the_search_and_is_asked_for() -> None:
    choice = at(QUZHOU).choose_address({"address.own_dwelling": False})

    assert choice.outcome is Outcome.EVIDENCE
    assert choice.step is None
    assert choice.missing == ("address.relative_dwelling", "address.host_consents")


def test_a_relatives_dwelling_without_consent_is_passed_over() -> None:
    facts = {
        "address.own_dwelling": False,
        "address.relative_dwelling": True,
        "address.host_consents": False,
        "address.unit_collective": True,
    }
    choice = at(QUZHOU).choose_address(facts)

    assert choice.step is not None
    assert choice.step.id == "unit_collective"
    unmet = [each.fact for each in choice.passed[1].findings if each.satisfied is False]
    assert unmet == ["address.host_consents"]


def test_where_nothing_helps_nobody_is_refused() -> None:
    facts = NO_DWELLING | {"address.unit_collective": False, "address.public_collective": False}

    choice = at(QUZHOU).choose_address(facts)

    assert (choice.outcome, choice.step) == (Outcome.REVIEW, None)
    assert choice.reasons[0].id == "nowhere"


def test_the_narrowest_text_speaks() -> None:
    assert at("440106008").local is not None
    assert at("441900").local is None
    assert at(GUANGZHOU).duty != at(QUZHOU).duty
