"""Unified credit codes (统一社会信用代码)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hukou.kernel.unified_credit_code import (
    ALPHABET,
    BadCreditCode,
    WrongCreditCodeCheck,
    check_character,
    compose,
    parse,
)

BODIES = st.builds(
    lambda kind, region, rest: f"{kind}{region}{rest}",
    st.sampled_from(["11", "12", "52", "91", "92", "A1", "N2", "Y1"]),
    st.integers(110000, 659999),
    st.text(ALPHABET, min_size=9, max_size=9),
)


# Published codes of well-known listed companies.
@pytest.mark.parametrize("text", ["914403001922038216", "9144030071526726XG", "91330100799655058B"])
def test_real_codes_hold_inside_and_out(text: str) -> None:
    code = parse(text)

    assert code.organisation_code_holds
    assert code.kind == "工商(市场监管)·企业"


@pytest.mark.parametrize("kind", ["N2", "A1", "Y1"])
def test_the_department_may_be_a_letter(kind: str) -> None:
    code = compose(kind, "440222", "MA5TEST0".replace("S", "5"))

    assert parse(code.text.lower()) == code
    assert (code.region, code.organisation_code_holds) == ("440222", True)


def test_a_kind_the_list_does_not_hold_is_a_question() -> None:
    assert compose("97", "440222", "12345678").kind is None


def test_an_inner_check_that_fails_is_a_question() -> None:
    body = "91440222" + "123456780"

    assert not parse(body + check_character(body)).organisation_code_holds


@pytest.mark.parametrize(
    "text",
    ["", "91440300192203821", "9144030019220382161", "91440300I922038216", "91X403001922038216"],
)
def test_malformed_codes_are_refused(text: str) -> None:
    with pytest.raises(BadCreditCode) as refusal:
        parse(text, field="employer")

    assert (refusal.value.code, refusal.value.field) == ("credit-code", "employer")


def test_spaces_and_full_width_letters_are_forgiven() -> None:
    assert parse("9144 0300 7152 6726 ＸＧ").text == "9144030071526726XG"


@given(BODIES, st.integers(0, 16), st.integers(1, 30))
def test_one_wrong_character_is_always_found(body: str, place: int, shift: int) -> None:
    wrong = ALPHABET[(ALPHABET.index(body[place]) + shift) % len(ALPHABET)]
    if 2 <= place < 8 and not wrong.isdigit():
        return

    with pytest.raises(WrongCreditCodeCheck):
        parse(body[:place] + wrong + body[place + 1 :] + check_character(body))


@given(BODIES)
def test_a_code_with_its_check_character_is_read_as_it_is(body: str) -> None:
    assert parse(body + check_character(body)).text == body + check_character(body)
