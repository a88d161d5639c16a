"""Changing a pack on purpose (变异检验): a case must notice every number, operator and enum."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, TypeAlias

from hukou.kernel.errors import DomainError
from hukou.law.cases import run
from hukou.law.channels import APPROVALS
from hukou.law.conditions import BARE, Op
from hukou.law.event_cases import failed_events
from hukou.law.facts import RELATION
from hukou.law.grounds import Effect
from hukou.law.law import Law
from hukou.law.loader import GUARDED, read_regulation
from hukou.law.registration import LEVELS, read_registration
from hukou.law.sections import PackError
from hukou.law.vocabulary import FactType, Kind, Vocabulary

Path: TypeAlias = tuple[str | int, ...]
Change: TypeAlias = tuple[Path, Any]

PARTS: Final = (*GUARDED, "doubtful_days", "levels", "events")
"""The parts of a file that are changed."""
COUNTS: Final = ("at_most", "decide_days", "declared_within_months", "declared_within_days")
EVERY_LEVEL: Final = tuple(dict.fromkeys((*APPROVALS, *LEVELS)))
DATES: Final = ("effective_from", "effective_to", "first", "last")
SWAPS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "applies": {"met": ("unmet",), "unmet": ("met",)},
    "outcome": {"eligible": ("review",), "review": ("eligible",)},
    "effect": {each: tuple(str(other) for other in Effect if other != each) for each in Effect},
    "approval": {
        each: tuple(other for other in EVERY_LEVEL if other != each) for each in EVERY_LEVEL
    },
    "reached": {"birthday": ("next_day",), "next_day": ("birthday",)},
    "boundary_day": {"none": ("review",), "flag": ("review",), "review": ("none",)},
    "status": {"in_force": ("draft",), "trial": ("draft",), "draft": ("in_force",)},
}
STEPS: Final[Mapping[Kind, Any]] = {
    Kind.INT: 1,
    Kind.DECIMAL: Decimal("0.01"),
    Kind.DATE: timedelta(days=1),
}
NEIGHBOURS: Final[Mapping[Op, tuple[Op, ...]]] = {
    Op.GE: (Op.GT, Op.LT),
    Op.GT: (Op.GE, Op.LE),
    Op.LE: (Op.LT, Op.GT),
    Op.LT: (Op.LE, Op.GE),
}
"""Beside its opposite, an ordered operator is mistaken for the one that treats the boundary so."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change to one regulation, and the first case that noticed; None when none did."""

    regulation: str
    change: str
    caught_by: str | None


def mutate(law: Law, regulation_id: str) -> Iterator[Mutant]:
    """Yield every mutant of a regulation, each judged by the regulation's own cases."""
    cases = law.cases[regulation_id]

    def noticed(mutated: Mapping[str, Any]) -> str | None:
        regulation = read_regulation(
            mutated, file="mutant", vocabulary=law.vocabulary, safeguards=law.safeguards
        )
        for case in cases:
            try:
                if run(case, regulation, law.vocabulary):
                    return case.name
            except DomainError:
                return case.name
        return None

    yield from mutants_of(law, regulation_id, noticed)


def mutate_events(law: Law) -> Iterator[Mutant]:
    """Yield every mutant of the national events, each judged by the cases of the events."""

    def noticed(mutated: Mapping[str, Any]) -> str | None:
        registration = read_registration(
            mutated, file="mutant", vocabulary=law.vocabulary, safeguards=law.safeguards
        )
        failed = failed_events(registration, law.event_cases, law.vocabulary)
        return next((each.case.name for each in failed), None)

    yield from mutants_of(law, law.registration.id, noticed)


def mutants_of(
    law: Law, source_id: str, noticed: Callable[[Mapping[str, Any]], str | None]
) -> Iterator[Mutant]:
    """Yield every mutant of a text, with what `noticed` it: a case, the loader, or nothing."""
    source = law.sources[source_id]
    for path, value in _changes(source, (), law.vocabulary):
        mutated = put(source, path, value)
        said = f"{'.'.join(map(str, path))} = {value}"
        try:
            caught = noticed(mutated)
        except PackError:
            caught = "the loader"
        yield Mutant(source_id, said, caught)


def put(content: Any, path: Path, value: object) -> Any:  # noqa: ANN401 - YAML is untyped
    """Return the content with another value at a place; nothing of the original is touched."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(content, Mapping):
        return {**content, step: put(content.get(step), rest, value)}
    inner = put(content[step], rest, value)
    return [inner if at == step else each for at, each in enumerate(content)]


def _changes(content: Any, path: Path, vocabulary: Vocabulary) -> Iterator[Change]:  # noqa: ANN401
    if isinstance(content, Mapping):
        if path and path[0] not in PARTS:
            return
        yield from _of_mapping(content, path, vocabulary)
        for key, value in content.items():
            if key != "set_aside":
                yield from _changes(value, (*path, key), vocabulary)
    elif isinstance(content, list):
        for at, value in enumerate(content):
            yield from _changes(value, (*path, at), vocabulary)


def _of_mapping(content: Mapping[str, Any], path: Path, vocabulary: Vocabulary) -> Iterator[Change]:
    for key, value in content.items():
        if key in {"all", "any"}:
            rest = {name: each for name, each in content.items() if name != key}
            yield path, {**rest, ("any" if key == "all" else "all"): value}
        else:
            for other in _others(key, value, vocabulary[RELATION].values):
                yield (*path, key), other
    if "fact" in content and "op" in content:
        yield from _of_leaf(content, path, vocabulary)


def _others(key: str, value: Any, relations: Sequence[str]) -> Iterator[Any]:  # noqa: ANN401
    """Yield what else could stand at a key that is no part of a leaf."""
    if key in DATES and isinstance(value, date):
        yield value + timedelta(days=1)
        yield value - timedelta(days=1)
    elif key in SWAPS and isinstance(value, str):
        yield from SWAPS[key].get(value, ())
    elif key in COUNTS:
        yield from (value + 1, value - 1)
    elif key == "relation":
        yield from (each for each in relations if each != value)
    elif key == "relations":
        yield from _other_lists(value, relations)


def _of_leaf(content: Mapping[str, Any], path: Path, vocabulary: Vocabulary) -> Iterator[Change]:
    op = Op(content["op"])
    for other in NEIGHBOURS.get(op, (op.opposite,)):
        yield (*path, "op"), other.value
    if op not in BARE:
        for value in _other_values(content["value"], vocabulary[content["fact"]]):
            yield (*path, "value"), value


def _other_values(value: Any, fact: FactType) -> Iterator[Any]:  # noqa: ANN401 - YAML is untyped
    if isinstance(value, list):
        yield from _other_lists(value, fact.values)
    elif fact.kind is Kind.ENUM:
        yield from (each for each in fact.values if each != value)
    elif fact.kind is Kind.CODE:
        yield from (each for each in ("330000", "330800", "340000") if not each.startswith(value))
    elif fact.kind is Kind.TEXT:
        yield f"{value}-1"
    else:
        step = STEPS[fact.kind]
        yield value + step
        yield value - step


def _other_lists(value: list[str], values: Sequence[str]) -> Iterator[list[str]]:
    if len(value) > 1:
        yield from ([one for one in value if one != each] for each in value)
    yield from ([*value, each] for each in values if each not in value)
