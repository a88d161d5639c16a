"""Words for describing answers in JSON Schema, so that a description reads like the answer."""

from typing import Any, Final

Schema = dict[str, Any]

TEXT: Final[Schema] = {"type": "string"}
MAYBE_TEXT: Final[Schema] = {"type": ["string", "null"]}
FLAG: Final[Schema] = {"type": "boolean"}
MAYBE_FLAG: Final[Schema] = {"type": ["boolean", "null"]}
WHOLE: Final[Schema] = {"type": "integer"}
MAYBE_WHOLE: Final[Schema] = {"type": ["integer", "null"]}
DAY: Final[Schema] = {"type": "string", "format": "date"}
MAYBE_DAY: Final[Schema] = {"type": ["string", "null"], "format": "date"}
INSTANT: Final[Schema] = {"type": "string", "format": "date-time"}
MAYBE_INSTANT: Final[Schema] = {"type": ["string", "null"], "format": "date-time"}
UUID: Final[Schema] = {"type": "string", "format": "uuid"}
MAYBE_UUID: Final[Schema] = {"type": ["string", "null"], "format": "uuid"}
OBJECT: Final[Schema] = {"type": "object"}
ANYTHING: Final[Schema] = {}


def record(**members: Schema) -> Schema:
    """Describe an object that always has these members, and may have more."""
    return {"type": "object", "properties": members, "required": sorted(members)}


def partial(required: Schema, **members: Schema) -> Schema:
    """Describe an object whose further members are there for those who may see them."""
    return {**required, "properties": {**required["properties"], **members}}


def maybe(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def listing(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def page(of: Schema) -> Schema:
    """Describe a page of records: `next` is the cursor of the next one."""
    return record(results=listing(of), next=MAYBE_TEXT)


def closed(members: Schema, *required: str) -> Schema:
    """Describe an object with these members and no others."""
    return {
        "type": "object",
        "properties": members,
        "required": list(required),
        "additionalProperties": False,
    }
