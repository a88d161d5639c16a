"""What each kind of transaction asks to be filled in (申请内容), as JSON Schema."""

from typing import Final

from applications.kinds import KINDS, Asked, Detail, TransactionKind
from hukou.api.describing import Schema, closed
from hukou.kernel.codes import of

DAY: Final[Schema] = {"type": "string", "format": "date"}


def details_schema() -> Schema:
    """Return the details of every kind: an object with these members and no others."""
    return {"anyOf": [_of(kind) for kind in KINDS.values()]}


def _of(kind: TransactionKind) -> Schema:
    members = {each.name: _member(each) for each in kind.details}
    required = [each.name for each in kind.details if each.is_required]
    described = closed(members, *required)
    return {**described, "title": kind.kind.value, "description": str(kind.kind.label)}


def _member(detail: Detail) -> Schema:
    return {**_value(detail), "description": str(detail.label)}


def _value(detail: Detail) -> Schema:
    if detail.asked is Asked.DAY:
        return DAY
    if detail.asked is Asked.CHOICE:
        return {"type": "string", "enum": list(detail.choices)}
    if detail.asked is Asked.CODE and detail.scheme is not None:
        return {
            "type": "string",
            "enum": list(of(detail.scheme).codes),
            "title": str(detail.scheme),
        }
    return {"type": "string", "maxLength": detail.longest}
