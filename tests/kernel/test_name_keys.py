"""Keys by which a name is found (姓名检索)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hukou.kernel import tables
from hukou.kernel.name_keys import (
    bigrams,
    fold_pinyin,
    initials_readings,
    name_initials,
    name_norm,
    name_pinyin,
    pinyin_readings,
    syllables,
)

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("欧阳修", "ouyangxiu", "oyx"),
        ("单雄信", "shanxiongxin", "sxx"),
        ("曾国藩", "zengguofan", "zgf"),
        ("乐正子", "yuezhengzi", "yzz"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("吕布", "lvbu", "lb"),
        ("买买提·吐尔逊", "maimaitituerxun", "mmttex"),
        ("𠮷田", "tian", "t"),
        ("\U0002ebf0", "", ""),
        ("赵C", "zhaoc", "zc"),
        ("José María", "josemaria", "jm"),
    ],
)
def test_a_name_is_found_by_its_reading(name: str, pinyin: str, initials: str) -> None:
    assert (name_pinyin(name), name_initials(name)) == (pinyin, initials)


@pytest.mark.parametrize("row", tables.read("surname_readings"), ids=lambda row: row["surname"])
def test_a_surname_is_read_as_a_surname_and_found_by_both_readings(row: dict[str, str]) -> None:
    first, second = pinyin_readings(row["surname"])

    assert (first, second) == (
        row["reading"].replace(" ", ""),
        row["usual_reading"].replace(" ", ""),
    )


def test_a_name_written_by_sound_has_no_surname() -> None:
    assert syllables("曾·单") == ["ceng", "dan"]


def test_both_readings_have_initials() -> None:
    assert initials_readings("单雄信") == ["sxx", "dxx"]
    assert initials_readings("王五") == ["ww"]


@pytest.mark.parametrize(
    ("typed", "key"),
    [("Lǚ Bù", "lvbu"), ("lu:bu", "lvbu"), ("OuYang Xiu", "ouyangxiu"), ("xi'an", "xian")],
)
def test_pinyin_is_folded_as_people_type_it(typed: str, key: str) -> None:
    assert fold_pinyin(typed) == key


def test_the_bare_name_has_no_separator_and_one_form_of_each_character() -> None:
    assert name_norm("买买提·吐尔逊") == "买买提吐尔逊"
    assert name_norm("\uf900A b") == "\u8c48ab"


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("欧阳修", ["欧阳", "阳修"]),
        ("𠮷田", ["𠮷田"]),
        ("王", ["王"]),
        ("", []),
        ("一一一", ["一一"]),
    ],
)
def test_a_pair_of_neighbours_is_a_key(text: str, pairs: list[str]) -> None:
    assert bigrams(text) == pairs


@given(HAN, st.integers(0, 7))
def test_any_two_neighbours_find_the_name(name: str, place: int) -> None:
    part = name[place : place + 2]
    if len(part) == 2:
        assert set(bigrams(part)) <= set(bigrams(name))


@given(HAN)
def test_keys_are_plain_letters_and_agree_with_each_other(name: str) -> None:
    key = name_pinyin(name)

    assert not key or (key.isascii() and key.isalpha() and key.islower())
    assert key == fold_pinyin(key)
    assert name_initials(name) == "".join(each[0] for each in syllables(name))
    assert key in pinyin_readings(name)
