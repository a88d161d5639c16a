"""Application numbers carry a check character that finds slips of the pen."""

from datetime import date

import pytest

from hukou.kernel import case_number

NUMBER = case_number.compose("330802", "101", date(2026, 11, 22), serial=42)


def test_a_number_says_where_what_when_and_which() -> None:
    assert NUMBER[:-1] == "33080210120261122000042"
    assert case_number.is_valid(NUMBER)


def test_the_check_character_is_that_of_the_standard() -> None:
    """The worked example of ISO 7064 MOD 37,36 as GRid uses it."""
    assert case_number.check_character("A12425GABC1234002") == "M"


@pytest.mark.parametrize("at", range(len(NUMBER)))
def test_one_wrong_character_is_found(at: int) -> None:
    wrong = "1" if NUMBER[at] != "1" else "2"
    assert not case_number.is_valid(NUMBER[:at] + wrong + NUMBER[at + 1 :])


@pytest.mark.parametrize(
    "number", ["", "330802", NUMBER[:-1], f"{NUMBER}0", NUMBER.replace("3", "三")]
)
def test_anything_of_another_form_is_no_number(number: str) -> None:
    assert not case_number.is_valid(number)


def test_serials_start_again_after_a_million() -> None:
    again = case_number.compose("330802", "101", date(2026, 11, 22), serial=1_000_042)
    assert again == NUMBER
