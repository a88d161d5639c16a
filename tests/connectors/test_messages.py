"""An agency's answer is believed only as far as it can be checked (答复校验)."""

import json
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from applications.connectors import AnswerRefused, AnswerUnreadable, Question, Subject, parse_answer
from hukou.kernel import clock
from tests.connectors.conftest import NUMBER, MakesQuestion

OTHER = "440199197504100014"


def members(question: Question, **changes: object) -> dict[str, object]:
    return {
        "request_id": str(question.request_id),
        "subject": {"identity_number": NUMBER},
        "fact": question.fact,
        "known": True,
        "value": "owned",
        "answered_at": "2026-11-22T09:00:00+08:00",
        "receipt": "r-1",
        **changes,
    }


def body(content: Mapping[str, object]) -> bytes:
    return json.dumps(content).encode()


def test_a_good_answer_is_read(question: MakesQuestion) -> None:
    asked = question()

    answer = parse_answer(asked, body(members(asked)))

    assert (answer.request_id, answer.fact, answer.known) == (asked.request_id, asked.fact, True)
    assert (answer.value, answer.receipt) == ("owned", "r-1")
    assert answer.answered_at == datetime(2026, 11, 22, 9, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize(("ahead", "is_believed"), [(299, True), (301, False), (86_400, False)])
def test_an_answer_from_a_time_to_come_is_not_believed(
    question: MakesQuestion, ahead: int, *, is_believed: bool
) -> None:
    """A clock may be a few minutes wrong; what lies further ahead was made up."""
    asked = question()
    at = datetime(2026, 11, 22, 9, tzinfo=timezone(timedelta(hours=8)))
    content = members(asked, answered_at=(at + timedelta(seconds=ahead)).isoformat())

    with clock.frozen(at):
        if is_believed:
            assert parse_answer(asked, body(content)).known
            return
        with pytest.raises(AnswerUnreadable, match="lies ahead"):
            parse_answer(asked, body(content))


def test_members_nobody_asked_for_are_passed_over(question: MakesQuestion) -> None:
    asked = question()

    assert parse_answer(asked, body(members(asked, version="2"))).value == "owned"


def test_a_check_character_may_be_written_small(question: MakesQuestion) -> None:
    asked = question(subject=Subject(identity_number="44019919800101001X", name="甲"))
    content = members(asked, subject={"identity_number": "44019919800101001x"})

    assert parse_answer(asked, body(content)).value == "owned"


def test_a_decimal_stays_exact(question: MakesQuestion) -> None:
    asked = question(fact="dwelling.area_m2")
    text = body(members(asked, value=0)).replace(b'"value": 0', b'"value": 60.000000000000001')

    assert parse_answer(asked, text).value == "60.000000000000001"


@pytest.mark.parametrize(
    "changes",
    [
        {"request_id": "6f9619ff-8b86-4d01-b42d-00c04fc964ff"},
        {"request_id": None},
        {"subject": {"identity_number": OTHER}},
        {"subject": {}},
        {"subject": NUMBER},
        {"subject": None},
        {"fact": "dwelling.area_m2"},
        {"fact": None},
        {"related": {"identity_number": OTHER}},
    ],
    ids=str,
)
def test_an_answer_about_something_else_is_refused_for_good(
    question: MakesQuestion, changes: dict[str, object]
) -> None:
    asked = question()

    with pytest.raises(AnswerRefused) as caught:
        parse_answer(asked, body(members(asked, **changes)))

    assert caught.value.permanent


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("dwelling.tenure", "castle"),
        ("dwelling.tenure", True),
        ("dwelling.tenure", {"no such": "value"}),
        ("dwelling.legal_and_stable", "true"),
        ("dwelling.legal_and_stable", 1),
        ("dwelling.lease_months_total", -1),
        ("dwelling.lease_months_total", 12.5),
        ("person.birth_date", "2026-11-23"),
        ("person.birth_date", "2026-02-30"),
        ("dwelling.tenure", None),
    ],
    ids=str,
)
def test_a_value_that_cannot_be_is_refused_for_good(
    question: MakesQuestion, fact: str, value: object
) -> None:
    asked = question(fact=fact)

    with pytest.raises(AnswerRefused) as caught:
        parse_answer(asked, body(members(asked, value=value)))

    assert caught.value.permanent


def test_a_refused_value_is_not_repeated_in_the_reason(question: MakesQuestion) -> None:
    asked = question()

    with pytest.raises(AnswerRefused) as caught:
        parse_answer(asked, body(members(asked, value=OTHER)))

    assert OTHER not in caught.value.reason


def test_no_record_with_a_value_is_refused(question: MakesQuestion) -> None:
    asked = question()

    with pytest.raises(AnswerRefused):
        parse_answer(asked, body(members(asked, known=False)))


def test_no_record_is_an_answer(question: MakesQuestion) -> None:
    asked = question()

    answer = parse_answer(asked, body(members(asked, known=False, value=None)))

    assert (answer.known, answer.value) == (False, None)


@pytest.mark.parametrize(
    "text",
    [
        b"", b"<html>", b"[]", b'"yes"', b"null", b'{"request_id": "', b"\xff\xfe", b"[" * 50_000,
        b'{"known": NaN}', b'{"known": true, "known": false}',
    ],
    ids=lambda text: text[:20].decode("latin-1"),
)  # fmt: skip
def test_what_is_no_answer_at_all_is_worth_another_try(
    question: MakesQuestion, text: bytes
) -> None:
    with pytest.raises(AnswerUnreadable) as caught:
        parse_answer(question(), text)

    assert not caught.value.permanent


@pytest.mark.parametrize(
    "changes",
    [
        {"known": None}, {"known": 1}, {"known": "true"},
        {"answered_at": None}, {"answered_at": "yesterday"}, {"answered_at": "2026-11-22T09:00:00"},
        {"receipt": None}, {"receipt": ""}, {"receipt": "r" * 201}, {"receipt": 7},
        {"receipt": "nul \x00"}, {"receipt": "half \ud800"}, {"more": ["\x00"]},
    ],
    ids=str,
)  # fmt: skip
def test_an_answer_with_a_part_missing_is_unreadable(
    question: MakesQuestion, changes: dict[str, Any]
) -> None:
    asked = question()

    with pytest.raises(AnswerUnreadable):
        parse_answer(asked, body(members(asked, **changes)))


def test_the_question_carries_its_key_and_the_way_back(question: MakesQuestion) -> None:
    asked = question(related=Subject(identity_number=OTHER, name="乙"))

    assert asked.as_json(reply_to="https://example.test/answer") == {
        "request_id": str(asked.request_id),
        "subject": {"identity_number": NUMBER, "name": "周明远"},
        "related": {"identity_number": OTHER, "name": "乙"},
        "fact": "dwelling.tenure",
        "on": "2026-11-22",
        "reply_to": "https://example.test/answer",
    }


@pytest.mark.parametrize(
    "instant", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "9999-12-31T20:00:00Z"]
)
def test_an_instant_that_another_zone_has_no_day_for_is_refused(
    question: MakesQuestion, instant: str
) -> None:
    """PostgreSQL would take it, and the file could never be opened again."""
    asked = question()

    with pytest.raises(AnswerUnreadable):
        parse_answer(asked, body(members(asked, answered_at=instant)))


def test_an_answer_however_deep_is_read_or_refused(question: MakesQuestion) -> None:
    """Between what can be read and what can be written again lie a few brackets."""
    asked = question()
    deepest = sys.getrecursionlimit()

    for depth in range(deepest - 200, deepest + 1):
        with pytest.raises((AnswerRefused, AnswerUnreadable)):
            parse_answer(asked, body(members(asked, value=0)).replace(b": 0,", nested(depth)))


def nested(depth: int) -> bytes:
    return b": " + b"[" * depth + b"]" * depth + b","
