"""Which place lies within which."""

import pytest

from hukou.law.places import county_of, lies_within, stem


@pytest.mark.parametrize(
    ("code", "digits"),
    [
        ("330000", "33"),
        ("330800", "3308"),
        ("330802", "330802"),
        ("330802004", "330802004"),
        ("330802004000", "330802004"),
        ("330802004001", "330802004001"),
        ("330802000000", "330802"),
        ("330800000000", "3308"),
        ("33", "33"),
    ],
)
def test_trailing_zeros_say_nothing(code: str, digits: str) -> None:
    assert stem(code) == digits


@pytest.mark.parametrize(
    ("code", "area", "within"),
    [
        ("330802004001", "330800", True),
        ("330802", "33", True),
        ("330802", "330802000000", True),
        ("340103", "33", False),
        ("330902", "330800", False),
        ("330000", "330800", None),
        ("330800", "330802", None),
    ],
)
def test_a_place_lies_in_an_area_or_is_too_coarse_to_tell(
    code: str, area: str, within: bool | None
) -> None:
    assert lies_within(code, area) is within


def test_a_prefecture_is_in_no_county() -> None:
    assert county_of("330800") is None
    assert county_of("330802004001") == "330802"


def test_a_city_without_counties_is_the_county_of_its_townships() -> None:
    assert county_of("441900003000") == "441900"
    assert county_of("441900") is None
