"""Changing duties on purpose (变异检验): a case must notice each day, rhythm, lead and partner."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from hukou.law.mutants import Mutant
from hukou.law.obligation_cases import ObligationCase, failed_obligation_cases
from hukou.law.obligations import Obligations, read_obligations
from hukou.law.regulation import Regulation
from hukou.law.sections import PackError

STRANGER: Final = "市外事办公室"
"""An office no text names."""


def mutate_obligations(
    obligations: Obligations,
    cases: Sequence[ObligationCase],
    regulations: Mapping[str, Regulation],
) -> Iterator[Mutant]:
    """Yield every mutant of every duty, each judged by all cases of duties."""
    for file, raw in obligations.sources.items():
        for at, duty in enumerate(raw["obligations"]):
            for key, value in _changes(duty):
                said = f"{duty['id']}.{key} = {value}"
                changed = [*raw["obligations"]]
                changed[at] = {**duty, key: value}
                caught = _caught(
                    obligations, {**raw, "obligations": changed}, cases, regulations, file
                )
                yield Mutant(file, said, caught)


def _caught(
    obligations: Obligations,
    raw: Mapping[str, Any],
    cases: Sequence[ObligationCase],
    regulations: Mapping[str, Regulation],
    file: str,
) -> str | None:
    try:
        read, count = read_obligations(raw, file=file, regulations=regulations)
    except PackError:
        return "the loader"
    mutated = Obligations(
        by_id={**obligations.by_id, **{each.id: each for each in read}},
        sources=obligations.sources,
        digests=(),
        clause_count=count,
    )
    failed = failed_obligation_cases(mutated, tuple(cases))
    return next((each.case.name for each in failed), None)


def _changes(duty: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key in ("lead", "partners"):
        offices = duty[key]
        yield key, [*offices, STRANGER]
        yield from ((key, [one for one in offices if one != each]) for each in offices)
    for due in _other_dues(duty["due"]):
        yield "due", due
    if duty.get("doubt"):
        yield "doubt", None


def _other_dues(due: Any) -> Iterator[Any]:  # noqa: ANN401 - YAML is untyped
    if due == "unsaid":
        yield {"within": 2020}
        return
    yield "unsaid"
    for key, value in due.items():
        if isinstance(value, date):
            yield {key: value + timedelta(days=1)}
            yield {key: value - timedelta(days=1)}
        elif key == "within":
            yield from ({key: value + 1}, {key: value - 1})
        elif key == "quarterly":
            yield {"yearly": {"month": 12, "day": 31}}
        else:
            yield from _other_days(key, value)


def _other_days(key: str, value: Mapping[str, int]) -> Iterator[Mapping[str, Any]]:
    for name in ("month", "day"):
        for step in (1, -1):
            yield {key: {**value, name: value[name] + step}}
    yield {"yearly" if key == "by" else "by": dict(value)}
