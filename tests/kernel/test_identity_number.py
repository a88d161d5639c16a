"""Citizen identity numbers (公民身份号码)."""

import csv
import logging
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hukou.kernel import clock
from hukou.kernel.identity_number import (
    BadIdentityNumber,
    BornInTheFuture,
    MalformedNumber,
    NeedsManualReview,
    check_character,
    compose,
    mask,
    parse,
    upgrade_15,
)

TODAY = date(2026, 11, 22)
VECTORS = list(
    csv.DictReader((Path(__file__).parent / "identity_numbers.csv").read_text("utf-8").splitlines())
)
BODIES = st.builds(
    lambda region, born, sequence: f"{region:06d}{born:%Y%m%d}{sequence:03d}",
    st.integers(110000, 659999),
    st.dates(date(1900, 1, 1), TODAY),
    st.integers(1, 999),
)


def code_of(number: str) -> str:
    with pytest.raises(BadIdentityNumber) as refusal:
        parse(number, today=TODAY)
    return refusal.value.code


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["note"])
def test_published_vectors(vector: dict[str, str]) -> None:
    if vector["expected"] == "valid":
        assert len(parse(vector["number"], today=TODAY).text) == 18
    else:
        assert code_of(vector["number"]) == vector["error"]


@pytest.mark.parametrize(
    "text", [" 11010519491231002X ", "110105-19491231-002x", "1 1 0105194912 31002X"]
)
def test_what_people_type_between_digits_is_dropped(text: str) -> None:
    assert parse(text, today=TODAY).text == "11010519491231002X"


@pytest.mark.parametrize(
    "text", ["X10105194912310021", "1101051949123100-", "١١٠١٠٥١٩٤٩١٢٣١٠٠٢X", "11010519491231002XX"]
)
def test_anything_else_is_malformed(text: str) -> None:
    assert code_of(text) == "format"


def test_a_number_tells_region_birth_sex_and_sequence() -> None:
    number = parse("440199197006150220", today=TODAY)

    assert (number.region, number.birth_date) == ("440199", date(1970, 6, 15))
    assert (number.sequence, number.sex) == ("022", "female")


@pytest.mark.parametrize(
    "text", ["911124198108030024", "810000199001010019", "820000199001010010", "830000199001010012"]
)
def test_numbers_of_those_who_cannot_be_in_the_register(text: str) -> None:
    assert not parse(text, today=TODAY).is_citizen


def test_an_unknown_region_is_a_question_not_an_error() -> None:
    number = parse("440199195501010111", today=TODAY)

    assert not number.region_is_known({"440104"})
    assert number.region_is_known({"440199"})
    assert number.is_citizen


def test_today_is_the_day_of_the_register_unless_given() -> None:
    with clock.frozen(date(1985, 3, 7)), pytest.raises(BornInTheFuture):
        parse("440199198503080336")
    with clock.frozen(date(1985, 3, 8)):
        assert parse("440199198503080336").birth_date == clock.today()


def test_a_refusal_says_what_to_do_and_names_its_field() -> None:
    with pytest.raises(MalformedNumber) as refusal:
        parse("", today=TODAY, field="head.id_number")

    assert refusal.value.field == "head.id_number"
    assert "18位" in refusal.value.detail


def test_printing_a_number_shows_the_mask(caplog: pytest.LogCaptureFixture) -> None:
    number = parse("440199198503080336", today=TODAY)
    logging.getLogger("kernel").error("%s %r", number, number)

    assert number.masked == "440199********0336"
    assert "19850308" not in caplog.text + f"{number}{number!r}{[number]}"


def test_what_is_too_short_to_be_a_number_is_masked_whole() -> None:
    assert mask("110105491231002") == "*" * 15


def test_an_old_number_gains_its_century_and_check_character() -> None:
    assert upgrade_15("110105491231002", today=TODAY).text == "11010519491231002X"


def test_an_old_number_of_someone_perhaps_born_before_1900_goes_to_an_officer() -> None:
    with pytest.raises(NeedsManualReview):
        upgrade_15("110105001231997", today=TODAY)


def test_a_current_number_is_not_upgraded() -> None:
    with pytest.raises(MalformedNumber, match="15位"):
        upgrade_15("11010519491231002X", today=TODAY)


@given(BODIES)
def test_a_composed_number_reads_back(body: str) -> None:
    born, sequence = date.fromisoformat(body[6:14]), int(body[14:])
    number = compose(body[:6], born, sequence=sequence)

    assert number.text == body + check_character(body)
    assert (number.birth_date, int(number.sequence)) == (born, sequence)


@given(BODIES, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(body: str, place: int, shift: int) -> None:
    wrong = str((int(body[place]) + shift) % 10)

    assert (
        code_of(body[:place] + wrong + body[place + 1 :] + check_character(body)) == "check_digit"
    )


@given(BODIES, st.integers(0, 15))
def test_two_neighbours_exchanged_are_always_found(body: str, place: int) -> None:
    exchanged = body[:place] + body[place + 1] + body[place] + body[place + 2 :]
    if exchanged != body:
        assert code_of(exchanged + check_character(body)) == "check_digit"


@given(BODIES)
def test_reading_a_number_twice_changes_nothing(body: str) -> None:
    text = (body + check_character(body)).lower()
    once = parse(text, today=TODAY)

    assert parse(once.text, today=TODAY) == once


@given(st.text(max_size=30))
def test_no_text_whatever_is_anything_but_read_or_refused(text: str) -> None:
    try:
        assert len(parse(text, today=TODAY).text) == 18
    except BadIdentityNumber as refusal:
        assert refusal.zh  # noqa: PT017  both outcomes are right; a third would escape
