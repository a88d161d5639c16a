"""The vocabulary: what may be named, how it reads, and what it refuses to be told."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from hukou.kernel.errors import InvalidInput
from hukou.law import PACKS, PackError, load_law, parse_answer, parse_facts
from hukou.law.conditions import Op
from hukou.law.labels import label, label_en
from hukou.law.vocabulary import load_vocabulary


@pytest.mark.parametrize(
    ("written", "instead", "refusal"),
    [
        (
            "verified_by: [real_estate, housing, employer]",
            "verified_by: [oracle]",
            "no such agency",
        ),
        ("owned: [title_deed]", "owned: [promise]", "no such document kind"),
        ("owned: [title_deed]", "bought: [title_deed]", "a value the fact does not have"),
        ("label: 住所来源", "lable: 住所来源", "'label' is missing"),
        ("owned: [自有, Owned], ", "", "has a pair of labels"),
        ("type: decimal\n    unit: m2", "type: enum\n    unit: m2", "an enum lists its values"),
        ("type: decimal\n    unit: m2", "type: money\n    unit: m2", "no such type of fact"),
        ("    maximum: 100000\n", "", "needs a 'maximum'"),
        ("    unit: m2\n", "    unit: m2\n    ordered: true\n", "only an enum can be ordered"),
        ("label: 住所来源", "label: 住所来源\n    valid_for_days: 30", "depends on whom, or where"),
        ("label: 就业月数", "label: 就业月数\n    valid_for_days: 30", "months grow by themselves"),
        ("    valid_for_days: 365", "    valid_for_days: 3651", "between 0 and 3650"),
        ("    valid_for_days: 365", "    valid_for_days: -1", "between 0 and 3650"),
        ("  rights.homestead:", "  person.married:", "either decides or informs"),
    ],
)
def test_an_unclear_vocabulary_is_refused(
    tmp_path: Path, written: str, instead: str, refusal: str
) -> None:
    shutil.copytree(PACKS / "_national", tmp_path / "_national")
    file = tmp_path / "_national" / "vocabulary.yaml"
    text = file.read_text(encoding="utf-8")
    assert written in text
    file.write_text(text.replace(written, instead, 1), encoding="utf-8")
    with pytest.raises(PackError, match=refusal):
        load_vocabulary(tmp_path)


def test_a_condition_without_words_of_its_own_is_worded_by_the_vocabulary() -> None:
    months = load_law().vocabulary["employment.months"]
    assert label(months, Op.GE, 12) == "就业月数达到 12 个月以上（含）"
    assert label_en(months, Op.GE, 12) == "Months of employment: at least 12 months"


def test_values_are_worded_in_both_languages() -> None:
    tenure = load_law().vocabulary["dwelling.tenure"]
    assert label(tenure, Op.IN, ("owned", "leased")) == "住所来源为自有、租赁之一"
    assert label_en(tenure, Op.IN, ("owned", "leased")) == "Dwelling tenure: one of Owned, Leased"


def test_every_operator_has_words() -> None:
    fact = load_law().vocabulary["person.age"]
    assert all(label(fact, op, 18) and label_en(fact, op, 18) for op in Op)


def test_what_nobody_may_fake_is_never_offered_as_a_change() -> None:
    vocabulary = load_law().vocabulary
    for name in vocabulary.facts:
        if name.startswith(("person.", "military.", "principal.", "conduct.", "family.")):
            assert not vocabulary.changes(name)
    assert not vocabulary.changes("relation.kind")
    assert vocabulary.changes("relation.cohabits")


def test_what_the_agriculture_department_knows_informs_and_can_decide_nothing() -> None:
    """L24: the three rights can be asked and shown; no rule finds them in the vocabulary."""
    vocabulary = load_law().vocabulary

    assert set(vocabulary.informing) == {
        "rights.contracted_land",
        "rights.homestead",
        "rights.collective_income",
    }
    assert not vocabulary.facts.keys() & vocabulary.informing.keys()
    assert not [name for name in vocabulary.informing if name in vocabulary]
    assert {each.verified_by for each in vocabulary.informing.values()} == {("agriculture",)}


def test_a_pack_that_makes_a_right_a_condition_does_not_load(tmp_path: Path) -> None:
    shutil.copytree(PACKS, tmp_path / "packs")
    file = tmp_path / "packs" / "330800-quzhou" / "qz-final-2017.yaml"
    text = file.read_text(encoding="utf-8")
    assert "fact: dwelling.tenure" in text
    file.write_text(
        text.replace("fact: dwelling.tenure", "fact: rights.homestead", 1), encoding="utf-8"
    )

    with pytest.raises(PackError, match="homestead"):
        load_law(tmp_path / "packs")


def test_an_answer_about_a_right_is_read_as_strictly_as_any_other() -> None:
    on = date(2026, 11, 29)
    assert parse_answer("rights.homestead", given=True, on=on).get("rights.homestead") is True
    with pytest.raises(InvalidInput):
        parse_answer("rights.homestead", given="yes", on=on)
    with pytest.raises(InvalidInput):
        parse_facts({"rights.homestead": True}, on=on)
