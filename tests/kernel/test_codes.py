"""Code sets (代码集)."""

import pytest

from hukou.kernel import codes
from hukou.kernel.codes import Scheme, UnknownCode
from hukou.kernel.identity_number import Sex


@pytest.mark.parametrize(
    ("scheme", "count"),
    [
        (Scheme.SEX, 4),
        (Scheme.MARITAL_STATUS, 8),
        (Scheme.COUNTRY, 249),
        (Scheme.ETHNIC_GROUP, 58),
        (Scheme.EDUCATION, 40),
        (Scheme.FAMILY_RELATION, 84),
        (Scheme.OCCUPATION, 8),
        (Scheme.HOUSEHOLD_NATURE, 8),
        (Scheme.BLOOD_TYPE, 6),
        (Scheme.IDENTITY_DOCUMENT, 39),
        (Scheme.CANCELLATION_REASON, 5),
        (Scheme.RESTORATION_REASON, 5),
        (Scheme.UNREGISTERED_KIND, 8),
    ],
)
def test_every_code_set_is_whole(scheme: Scheme, count: int) -> None:
    code_set = codes.of(scheme)

    assert len(code_set.choices) == count
    assert all(name for _, name in code_set.choices)


@pytest.mark.parametrize("scheme", Scheme)
def test_no_name_stands_for_two_codes(scheme: Scheme) -> None:
    code_set = codes.of(scheme)
    names = [name for code in code_set.codes.values() for name in (code.name, *code.also)]

    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("scheme", "text", "code"),
    [
        (Scheme.SEX, "男", "1"),
        (Scheme.SEX, "2", "2"),
        (Scheme.ETHNIC_GROUP, "汉", "01"),
        (Scheme.ETHNIC_GROUP, "布依族", "09"),
        (Scheme.ETHNIC_GROUP, "穿青人", "97"),
        (Scheme.FAMILY_RELATION, "户主", "02"),
        (Scheme.FAMILY_RELATION, " 外婆 ", "64"),
        (Scheme.EDUCATION, "大专", "30"),
        (Scheme.HOUSEHOLD_NATURE, "集体户", "20"),
        (Scheme.COUNTRY, "156", "CHN"),
    ],
)
def test_a_code_is_read_from_the_names_registers_carry(
    scheme: Scheme, text: str, code: str
) -> None:
    assert codes.of(scheme).read(text).code == code


@pytest.mark.parametrize("text", ["", "3", "男女", "male"])
def test_what_the_set_does_not_hold_is_refused(text: str) -> None:
    with pytest.raises(UnknownCode) as refusal:
        codes.of(Scheme.SEX).read(text, field="sex")

    assert refusal.value.field == "sex"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("09", "09"),
        ("布依", "09"),
        ("buyi", "09"),
        ("byz", "09"),
        ("Zhuang", "08"),
        ("依族", "09"),
        ("miao", "06"),
    ],
)
def test_an_officer_finds_a_code_by_what_comes_to_mind(typed: str, first: str) -> None:
    assert codes.of(Scheme.ETHNIC_GROUP).search(typed)[0].code == first


def test_an_empty_search_lists_the_first_codes() -> None:
    assert len(codes.of(Scheme.COUNTRY).search("", limit=5)) == 5


def test_a_search_for_nothing_known_finds_nothing() -> None:
    assert codes.of(Scheme.ETHNIC_GROUP).search("xyzzy") == []


def test_a_code_from_elsewhere_is_shown_as_it_is() -> None:
    assert codes.of(Scheme.SEX).name("1") == "男性"
    assert codes.of(Scheme.SEX).name("7") == "7"
    assert "7" not in codes.of(Scheme.SEX)


@pytest.mark.parametrize(("word", "name"), [("male", "男性"), ("female", "女性")])
def test_the_words_of_the_law_have_codes(word: Sex, name: str) -> None:
    [code] = [code for code, said in codes.SEX_OF_CODE.items() if said == word]

    assert codes.of(Scheme.SEX)[code].name == name


def test_every_marital_status_but_the_unknown_says_whether_somebody_is_married() -> None:
    told = {
        code.name: codes.MARRIED_OF_CODE.get(code.code)
        for code in codes.of(Scheme.MARITAL_STATUS).codes.values()
    }

    assert [name for name, married in told.items() if married is None] == ["未说明的婚姻状况"]
    assert (told["再婚"], told["丧偶"], told["离婚"]) == (True, False, False)
