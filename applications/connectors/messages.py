"""What we ask an agency and what it may answer, typed and checked at the border."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, NoReturn
from uuid import UUID

from django.conf import settings

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.law import parse_answer as parse_value

from .errors import AnswerRefused, AnswerUnreadable

LONGEST_RECEIPT: Final = 200  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom a question is about; kept out of every representation, so out of every log."""

    identity_number: str = field(repr=False)
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One fact of one person (核查请求).

    `request_id` is the verification's id, and the key by which an agency knows a repeated question.
    """

    request_id: UUID
    agency: str
    subject: Subject
    fact: str
    on: date
    related: Subject | None = None

    def as_json(self, *, reply_to: str | None) -> dict[str, object]:
        return {
            "request_id": str(self.request_id),
            "subject": _person(self.subject),
            "related": _person(self.related) if self.related else None,
            "fact": self.fact,
            "on": self.on.isoformat(),
            "reply_to": reply_to,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an agency answered (核查答复).

    `known` false means that the agency has no record, and `value` is then None. Otherwise
    `value` is JSON that the vocabulary accepts for this fact; decimals are strings.
    """

    request_id: UUID
    fact: str
    known: bool
    value: object = field(repr=False)
    answered_at: datetime
    receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferred:
    """The agency took the question and will call back (稍后答复)."""

    request_id: UUID


def parse_answer(question: Question, body: bytes) -> Answer:
    """Read an agency's answer to `question`, believing nothing.

    Raises:
        AnswerUnreadable: not a JSON object with the members an answer has.
        AnswerRefused: about another request, person or fact, or no possible value.
    """
    members = read_object(body)
    _is_about(question, members)
    known = members.get("known")
    if not isinstance(known, bool):
        raise AnswerUnreadable("known is neither true nor false")
    return Answer(
        request_id=question.request_id,
        fact=question.fact,
        known=known,
        value=_value(question, members.get("value"), known=known),
        answered_at=read_instant(members.get("answered_at")),
        receipt=read_receipt(members.get("receipt")),
    )


def request_id_of(body: bytes) -> str | None:
    """Return which request an answer says it is to, in lower case; None where it is no answer."""
    try:
        told = read_object(body).get("request_id")
    except AnswerUnreadable:
        return None
    return told.lower() if isinstance(told, str) else ""


def _person(subject: Subject) -> dict[str, str]:
    return {"identity_number": subject.identity_number, "name": subject.name}


def read_object(body: bytes) -> Mapping[str, object]:
    try:
        # Numbers with a point stay text: the vocabulary reads them exactly.
        members = json.loads(
            body, parse_float=str, parse_constant=_no_number, object_pairs_hook=_once_each
        )
        # Writing goes a little deeper than reading: what was just read may be too deep to write.
        can_be_stored = _can_be_stored(members)
    except (ValueError, RecursionError):
        raise AnswerUnreadable("the answer is not JSON") from None
    if not isinstance(members, dict):
        raise AnswerUnreadable("the answer is not a JSON object")
    if not can_be_stored:
        raise AnswerUnreadable("the answer has characters that are no text")
    return members


def _can_be_stored(members: object) -> bool:
    """Whether PostgreSQL takes the text: it knows no NUL, and no half of a surrogate pair."""
    text = json.dumps(members, ensure_ascii=False)
    return "\\u0000" not in text and not any("\ud800" <= each <= "\udfff" for each in text)


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        message = "a member twice could be read two ways"
        raise ValueError(message)
    return members


def _is_about(question: Question, members: Mapping[str, object]) -> None:
    if members.get("request_id") != str(question.request_id):
        raise AnswerRefused("the answer is to another request")
    if _number(members.get("subject")) != question.subject.identity_number.upper():
        raise AnswerRefused("the answer is about another person")
    related = members.get("related")
    asked = question.related.identity_number.upper() if question.related else None
    if related is not None and _number(related) != asked:
        raise AnswerRefused("the answer is about another related person")
    if members.get("fact") != question.fact:
        raise AnswerRefused("the answer is about another fact")


def _number(person: object) -> str | None:
    number = person.get("identity_number") if isinstance(person, dict) else None
    return number.upper() if isinstance(number, str) else None


def _value(question: Question, value: object, *, known: bool) -> object:
    if not known:
        if value is not None:
            raise AnswerRefused("the agency has no record, and yet a value")
        return None
    if value is None:
        raise AnswerRefused("the agency has a record, but no value")
    try:
        parse_value(question.fact, value, on=question.on)
    except InvalidInput:
        # The value itself is not repeated: it may be somebody's number or name.
        raise AnswerRefused(f"the value is none that {question.fact} can have") from None
    return value


def read_instant(text: object) -> datetime:
    try:
        instant = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        instant = None
    if instant is None or instant.utcoffset() is None:
        raise AnswerUnreadable("answered_at is no instant with a zone")
    if not date.min.year < instant.year < date.max.year:
        # In another zone it would be a day that no calendar has, and could not be read again.
        raise AnswerUnreadable("answered_at is out of all time")
    if instant > clock.now() + timedelta(seconds=settings.AGENCY_CLOCK_SKEW):
        # Until then it would count as the freshest there is.
        raise AnswerUnreadable("answered_at lies ahead")
    return instant


def read_receipt(text: object) -> str:
    if not isinstance(text, str) or not 0 < len(text) <= LONGEST_RECEIPT:
        raise AnswerUnreadable("there is no receipt")
    return text
