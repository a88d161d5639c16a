"""Shapes of request bodies: nothing is coerced, and nothing that is not asked for is swallowed."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from rest_framework import serializers
from rest_framework.request import Request

from hukou.kernel.periods import EARLIEST, LATEST, is_of_our_time

LONGEST_CODE: Final = 40
DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


class Body(serializers.Serializer[Any]):
    """A JSON object with exactly these members."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
        if isinstance(data, Mapping) and (unknown := set(data) - set(self.fields)):
            message = "there is no such member"
            raise serializers.ValidationError(
                {str(name): [serializers.ErrorDetail(message, "unknown")] for name in unknown}
            )
        read: dict[str, Any] = super().to_internal_value(data)
        return read


class Text(serializers.CharField):
    """Text that was sent as text: no number is made into words."""

    def to_internal_value(self, data: Any) -> str:  # noqa: ANN401 - any JSON
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Code(Text):
    """Text of a fixed form, such as a division code."""

    def __init__(self, form: str, **options: Any) -> None:
        super().__init__(max_length=LONGEST_CODE, trim_whitespace=False, **options)
        self.form = re.compile(form)

    def to_internal_value(self, data: Any) -> str:  # noqa: ANN401 - any JSON
        text = super().to_internal_value(data)
        if not self.form.fullmatch(text):
            self.fail("invalid")
        return text


class Choice(serializers.ChoiceField):
    """One of some words."""

    def to_internal_value(self, data: Any) -> str:  # noqa: ANN401 - any JSON
        if not isinstance(data, str):
            self.fail("invalid_choice", input="")
        chosen: str = super().to_internal_value(data)
        return chosen


class Whole(serializers.IntegerField):
    """A whole number that was sent as one; true is no number, and neither is "1"."""

    def to_internal_value(self, data: Any) -> int:  # noqa: ANN401 - any JSON
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return super().to_internal_value(data)


class Key(Whole):
    """A surrogate key."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=1, max_value=10**12 - 1, **options)


class Day(serializers.DateField):
    """A calendar day, ISO 8601 with hyphens, that a register of ours can mean."""

    def to_internal_value(self, value: Any) -> date:  # noqa: ANN401 - any JSON
        if not isinstance(value, str) or not DAY.fullmatch(value):
            self.fail("invalid", format="2018-03-01")
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fail("invalid", format="2018-03-01")
        if not is_of_our_time(day):
            raise serializers.ValidationError(f"between {EARLIEST} and {LATEST}", "out_of_range")
        return day


class Yes(serializers.BooleanField):
    """True or false, and not a word for it."""

    def to_internal_value(self, data: Any) -> bool:  # noqa: ANN401 - any JSON
        if not isinstance(data, bool):
            self.fail("invalid", input="")
        return data


def read_body(shape: type[Body], request: Request) -> dict[str, Any]:
    """Return the members of the body, or refuse it naming every field at fault."""
    body = shape(data=request.data)
    body.is_valid(raise_exception=True)
    members: dict[str, Any] = body.validated_data
    return members


def read_query(shape: type[Body], request: Request) -> dict[str, Any]:
    """Return what stands after `?`; each name once, unknown ones refused."""
    query = request.query_params
    repeated = [name for name in query if len(query.getlist(name)) > 1]
    if repeated:
        raise serializers.ValidationError({name: ["given more than once"] for name in repeated})
    body = shape(data=query.dict())
    body.is_valid(raise_exception=True)
    members: dict[str, Any] = body.validated_data
    return members
