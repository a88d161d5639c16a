"""The vocabulary of facts as JSON Schema: what may be sent is what the law can read."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from hukou.api.describing import Schema
from hukou.law import FactType, Vocabulary

Shapes = Callable[[FactType], list[Schema]]

DECIMAL_TEXT: Final = r"^-?[0-9]{1,15}(\.[0-9]{1,20})?$"
DIVISION_CODE: Final = "^[1-8][0-9]{5}([0-9]{3}|[0-9]{6})?$"
LONGEST_LIST: Final = 500


def facts_schema(vocabulary: Vocabulary) -> Schema:
    """Describe the facts of one person: every name of the vocabulary, and no other."""
    return {
        "type": "object",
        "description": "What is known; a fact left out or null is unknown, never false.",
        "properties": {fact.name: _fact(fact) for fact in vocabulary.facts.values()},
        "additionalProperties": False,
    }


def _fact(fact: FactType) -> Schema:
    unit = f", {fact.unit}" if fact.unit else ""
    about = f"{fact.label} ({fact.label_en}{unit})"
    return {"description": about, "anyOf": [*KINDS[fact.kind](fact), {"type": "null"}]}


def _bounds(fact: FactType) -> Schema:
    bounds: Schema = {}
    if isinstance(fact.minimum, Decimal):
        bounds["minimum"] = _number(fact.minimum)
    if fact.maximum is not None:
        bounds["maximum"] = _number(fact.maximum)
    return bounds


def _number(bound: Decimal) -> int | float:
    return int(bound) if bound == bound.to_integral_value() else float(bound)


def _ints(fact: FactType) -> list[Schema]:
    return [{"type": "integer", **_bounds(fact)}]


def _decimals(fact: FactType) -> list[Schema]:
    return [{"type": "number", **_bounds(fact)}, {"type": "string", "pattern": DECIMAL_TEXT}]


def _dates(fact: FactType) -> list[Schema]:
    earliest = f"not before {fact.minimum}; " if fact.minimum else ""
    return [
        {
            "type": "string",
            "format": "date",
            "description": f"{earliest}not after the day of the judgement",
        }
    ]


def _listed(one: Shapes) -> Shapes:
    return lambda fact: [{"type": "array", "maxItems": LONGEST_LIST, "items": {"anyOf": one(fact)}}]


KINDS: Final[Mapping[str, Shapes]] = {
    "bool": lambda _: [{"type": "boolean"}],
    "int": _ints,
    "decimal": _decimals,
    "date": _dates,
    "enum": lambda fact: [{"type": "string", "enum": list(fact.values)}],
    "code": lambda _: [{"type": "string", "pattern": DIVISION_CODE}],
    "text": lambda _: [{"type": "string", "pattern": r"\S", "maxLength": 200}],
    "list of int": _listed(_ints),
    "list of decimal": _listed(_decimals),
}
