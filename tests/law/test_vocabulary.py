"""The vocabulary: what may be named, how it reads, and what it refuses to be told."""

import shutil
from pathlib import Path

import pytest

from hukou.law import PACKS, PackError, load_law
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
