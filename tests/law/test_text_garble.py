"""Broken pairs (I02): never repaired by themselves; a reading is put to the test of the bytes."""

import unicodedata

import pytest

from hukou.law.texts import FlagKind, proves, read_text
from hukou.law.texts.garbled import SoundText, garbled


def torn(words: str) -> str:
    """Tear a passage as copies on the web are torn: one byte lost, the rest paired anew."""
    off = words.encode("gb18030")[1:].decode("gb18030", "replace")
    return "?" + "".join(c for c in off if unicodedata.category(c) != "Co" and c != "\ufffd")


@pytest.mark.parametrize(
    "words", ["地申請登記常住戶口", "保基本醫", "市鎮戶籍人口同等", "區公安機關"]
)
def test_the_true_reading_is_borne_out_by_the_bytes(words: str) -> None:
    assert proves(words, torn(words))


@pytest.mark.parametrize("wrong", ["地申請登記居民戶口", "地申請注銷常住戶口", "他", ""])
def test_another_reading_is_not(wrong: str) -> None:
    assert not proves(wrong, torn("地申請登記常住戶口"))


def test_torn_words_are_told_as_one_span_with_what_stands_before_left_out() -> None:
    broken = torn("地申請登記常住戶口") + "?"
    text = f"可以在當(dāng){broken}，由派出所辦理。"

    ((start, end),) = garbled(text)

    assert text[start:end] == broken


def test_a_reading_is_proposed_only_where_the_same_words_stand_sound_elsewhere() -> None:
    broken = torn("地申請登記常住戶口") + "?"

    assert SoundText("可在就業地申請登記常住戶口。").reading_of(broken) == "地申請登記常住戶口"
    assert SoundText("可在就業地申請注銷常住戶口。").reading_of(broken) == ""


def test_the_cleaned_text_keeps_the_garble_and_the_flag_carries_the_proposal() -> None:
    broken = torn("地申請登記常住戶口") + "?"
    raw = f"可在就業地申請登記常住戶口。本市人員在當{broken}，免費。".encode()

    reading = read_text(raw)

    assert broken in reading.cleaned
    (flag,) = [each for each in reading.flags if each.kind is FlagKind.GARBLED]
    assert flag.proposal == "地申請登記常住戶口"
    assert raw[flag.start : flag.end].decode() == broken


@pytest.mark.parametrize("sound", ["是否需要证明？不需要。", "Is this law? Yes.", "电话 110"])
def test_a_question_is_not_taken_for_damage(sound: str) -> None:
    assert list(garbled(sound)) == []
