"""JSON as it was sent: decimals exact, nothing that is no JSON, nothing said twice."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import IO, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class ExactJSONParser(JSONParser):
    """Read numbers with a point as Decimal (yuan, m², points are exact) and refuse the unclear.

    NaN and Infinity are not JSON; of two members with one name, nobody can say which was meant;
    half a surrogate pair cannot be stored.
    """

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,  # noqa: ARG002 - REST framework's signature
        parser_context: Mapping[str, Any] | None = None,  # noqa: ARG002
    ) -> Any:  # noqa: ANN401 - any JSON
        try:
            text = stream.read().decode("utf-8")
            if "\x00" in text or "\\u0000" in text:
                raise ParseError("JSON: the character NUL cannot be stored")
            data = json.loads(
                text,
                parse_float=_decimal,
                parse_constant=_refuse_constant,
                object_pairs_hook=_without_duplicates,
            )
            if "\\ud" in text.lower():
                json.dumps(data, ensure_ascii=False, default=str).encode("utf-8")
        except RecursionError as deep:
            raise ParseError("JSON: nested too deeply") from deep
        except ValueError as malformed:  # includes UnicodeError and JSONDecodeError
            raise ParseError(f"JSON: {_what(malformed)}") from malformed
        return data


def _what(malformed: ValueError) -> str:
    """Say where it breaks, without quoting what was sent."""
    if isinstance(malformed, json.JSONDecodeError):
        return f"{malformed.msg}, line {malformed.lineno} column {malformed.colno}"
    if isinstance(malformed, UnicodeError):
        return "the text is not UTF-8"
    return "a number or a member cannot be read"


def _decimal(text: str) -> Decimal:
    value = Decimal(text)
    if not -400 <= value.adjusted() <= 400:  # noqa: PLR2004 - what a binary double can hold
        raise ValueError("out of range")
    return value


def _refuse_constant(_name: str) -> None:
    raise ValueError("NaN and Infinity are not JSON")


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ParseError("JSON: a member is given twice")
    return members
