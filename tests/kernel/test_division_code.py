"""Division codes (行政区划代码)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hukou.kernel.division_code import (
    BadDivisionCode,
    Level,
    ancestors,
    county,
    level,
    parent,
    parse,
    prefecture,
    province,
    within,
)

CODES = st.builds(
    lambda head, tail: f"{head}{''.join(f'{each:03d}' for each in tail)}",
    st.integers(110101, 659009).filter(lambda code: code // 100 % 100 > 0 and code % 100),
    st.lists(st.integers(1, 599), max_size=3),
)


@pytest.mark.parametrize(
    ("text", "code", "depth"),
    [
        ("33", "330000", Level.PROVINCE),
        ("3308", "330800", Level.PREFECTURE),
        ("330000000000", "330000", Level.PROVINCE),
        ("330802000000", "330802", Level.COUNTY),
        ("330802005000", "330802005", Level.TOWNSHIP),
        (" ３３０８０２００５００１ ", "330802005001", Level.VILLAGE),
        ("330802005001003", "330802005001003", Level.BEAT),
        ("441900", "441900", Level.PREFECTURE),
        ("441900003", "441900003", Level.TOWNSHIP),
    ],
)
def test_a_code_is_kept_at_the_length_of_its_level(text: str, code: str, depth: Level) -> None:
    assert parse(text) == code
    assert level(parse(text)) == depth


@pytest.mark.parametrize(
    "text", ["", "3", "33080", "3308021", "33080A", "030802", "330002", "-330802"]
)
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(BadDivisionCode) as refusal:
        parse(text, field="destination.division")

    assert refusal.value.field == "destination.division"


def test_a_village_lies_under_its_township_county_prefecture_and_province() -> None:
    assert ancestors("330802005001") == ["330802005", "330802", "330800", "330000"]


def test_a_city_without_counties_holds_its_townships_itself() -> None:
    assert parent("441900003") == "441900"
    assert county("441900003") == "441900"
    assert county("441900") is None


@pytest.mark.parametrize(
    ("code", "area", "inside"),
    [
        ("330802005001", "330802", True),
        ("330802", "330800", True),
        ("330802", "330000", True),
        ("330802", "330802", True),
        ("330800", "330802", False),
        ("330802", "330700", False),
        ("441900003", "441900", True),
        ("330802", "", False),
        ("330802", "000000", False),
    ],
)
def test_what_lies_within_an_area(code: str, area: str, inside: bool) -> None:
    assert within(code, area) is inside


def test_the_register_is_divided_by_prefecture() -> None:
    assert (province("330802005"), prefecture("330802005")) == ("330000", "3308")


@given(CODES)
def test_everything_lies_within_all_that_is_above_it(code: str) -> None:
    assert parse(code) == code
    assert all(within(code, above) for above in ancestors(code))
    assert not any(within(above, code) for above in ancestors(code))


@given(CODES)
def test_levels_rise_one_by_one(code: str) -> None:
    levels = list(Level)
    chain = [level(each) for each in [*reversed(ancestors(code)), code]]

    assert chain == levels[: len(chain)]


@given(st.text(max_size=20))
def test_any_text_is_a_code_or_refused(text: str) -> None:
    try:
        assert parse(parse(text)) == parse(text)
    except BadDivisionCode as refusal:
        assert refusal.detail  # noqa: PT017  both outcomes are right; a third would escape
