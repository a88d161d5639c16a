"""JSON is read exactly or not at all."""

from decimal import Decimal
from io import BytesIO

import pytest
from rest_framework.exceptions import ParseError

from hukou.api.parsers import ExactJSONParser


def read(text: str) -> object:
    return ExactJSONParser().parse(BytesIO(text.encode()))


def test_decimals_are_exact() -> None:
    assert read('{"a": 60.10}') == {"a": Decimal("60.10")}


def test_whole_numbers_and_booleans_stay_apart() -> None:
    assert [type(value) for value in read("[1, true]")] == [int, bool]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    [
        '{"a": NaN}',
        '{"a": Infinity}',
        '{"a": -Infinity}',
        '{"a": 1, "a": 2}',
        '{"a": 1e999999}',
        '{"a": "\\u0000"}',
        '{"a": "\\ud800"}',
        '{"a": ',
        "",
        "[" * 100_000,
        "1" * 10_000,
    ],
)
def test_what_is_unclear_is_refused(text: str) -> None:
    with pytest.raises(ParseError):
        read(text)


def test_a_complaint_does_not_quote_what_was_sent() -> None:
    with pytest.raises(ParseError) as refused:
        read('{"440199199001010011": }')
    assert "440199" not in str(refused.value)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(ParseError):
        ExactJSONParser().parse(BytesIO(b'{"a": "\xff"}'))
