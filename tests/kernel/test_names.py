"""Names of people (姓名): what may be stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hukou.kernel.names import (
    HAN_RANGES,
    BadName,
    CharacterNotForNames,
    CharacterNotInAnyFont,
    NameMissing,
    NameTooLong,
    SeparatorMisplaced,
    SeparatorUnclear,
    is_han,
    normalise,
)

HAN = st.sampled_from(HAN_RANGES).flatmap(lambda each: st.integers(*each)).map(chr)


@pytest.mark.parametrize(
    "name",
    [
        "欧阳修",
        "买买提·吐尔逊",
        "𠮷田",
        "李〇",
        "王\U0002ebf0",  # extension I
        "王\U00030000",  # extension G
        "王\U00031350",  # extension H
        "王\U000323b0",  # extension J
        "赵C",
        "José María",
        "Anne-Marie J. Smith",
        "一" * 50,
    ],
)
def test_a_name_is_stored_as_it_is_registered(name: str) -> None:
    assert normalise(name) == name


@pytest.mark.parametrize(
    "dot", list("\u2022\u30fb\uff65\u2027\u22c5\u2219\u0387\u16eb\u2e31\ua78f")
)
def test_other_dots_become_the_separator(dot: str) -> None:
    assert normalise(f"买买提{dot}吐尔逊") == "买买提\u00b7吐尔逊"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("  张三\u3000", "张三"),
        ("张\u200b三\ufeff", "张三"),
        ("葛\ufe00城", "葛城"),
        ("葛\U000e0100城", "葛城"),
        ("\u2f08三", "人三"),  # a Kangxi radical
        ("\u2ed3江", "长江"),  # a supplementary radical
        ("ＡＮＮＡ", "ANNA"),
    ],
)
def test_what_looks_alike_becomes_what_was_meant(typed: str, meant: str) -> None:
    assert normalise(typed) == meant


@pytest.mark.parametrize("mark", list(".。-－ ．\u3000，"))
def test_a_mark_that_may_be_the_separator_is_asked_about(mark: str) -> None:
    with pytest.raises(SeparatorUnclear) as refusal:
        normalise(f"买买提{mark}吐尔逊")

    assert "·" in refusal.value.detail


@pytest.mark.parametrize("name", ["·买买提", "买买提·", "买买提··吐尔逊", "·"])
def test_the_separator_stands_between_two_parts(name: str) -> None:
    with pytest.raises(SeparatorMisplaced):
        normalise(name)


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "\u3000"])
def test_a_name_of_nothing_is_refused(name: str) -> None:
    with pytest.raises(NameMissing):
        normalise(name)


def test_length_is_counted_in_characters_not_in_bytes() -> None:
    assert len(normalise("𠮷" * 50)) == 50
    with pytest.raises(NameTooLong):
        normalise("𠮷" * 51)


@pytest.mark.parametrize("character", ["\ue000", "\uf8ff", "\U000f0000", "\U0010fffd"])
def test_a_private_character_is_refused_and_named(character: str) -> None:
    with pytest.raises(CharacterNotInAnyFont, match=f"U\\+{ord(character):04X}"):
        normalise(f"张{character}")


@pytest.mark.parametrize(
    "name",
    ["张\ud842", "张\x00三", "张\n三", "张3", "张<b>", "张😀", "张\u2e80", "Иван", "张\ufffe"],
)
def test_what_no_name_holds_is_refused(name: str) -> None:
    with pytest.raises(CharacterNotForNames):
        normalise(name)


def test_a_refusal_names_the_field_of_the_form() -> None:
    with pytest.raises(BadName) as refusal:
        normalise("", field="child.name")

    assert refusal.value.field == "child.name"


def test_a_compatibility_ideograph_is_stored_as_registered() -> None:
    assert normalise("\uf900三") == "\uf900三"


@given(st.lists(HAN, min_size=1, max_size=50).map("".join))
def test_every_han_character_of_every_extension_may_stand_in_a_name(name: str) -> None:
    assert normalise(name) == name
    assert all(is_han(character) for character in name)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_stored_clean_or_refused(text: str) -> None:
    try:
        name = normalise(text)
    except BadName as refusal:
        assert refusal.detail  # noqa: PT017  both outcomes are right; a third would escape
    else:
        assert normalise(name) == name
        assert 1 <= len(name) <= 50
