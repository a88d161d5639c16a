"""Changing cited data on purpose (变异检验): each number, day, truth and listed word."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeAlias

from hukou.kernel.errors import DomainError
from hukou.law.mutants import Mutant, Path, put
from hukou.law.sections import PackError

Noticed: TypeAlias = Callable[[Mapping[str, Any]], str | None]
Words: TypeAlias = Mapping[str, tuple[str, ...]]
"""By key, what could stand there instead, or be one of the list that stands there."""


def changed(content: Any, words: Words, path: Path = ()) -> Iterator[tuple[Path, Any]]:  # noqa: ANN401
    """Yield every number, day, truth and word of a list that could be another, with its place."""
    if isinstance(content, Mapping):
        for key, value in content.items():
            if key in words and isinstance(value, str):
                yield from (((*path, key), each) for each in words[key] if each != value)
            elif key in words and isinstance(value, list):
                yield from (((*path, key), each) for each in _other_lists(value, words[key]))
            else:
                yield from changed(value, words, (*path, key))
    elif isinstance(content, list):
        for at, value in enumerate(content):
            yield from changed(value, words, (*path, at))
    else:
        yield from ((path, each) for each in _others(content))


def _other_lists(value: list[Any], words: tuple[str, ...]) -> Iterator[list[Any]]:
    """Yield the list without each of its words, and with each it leaves out."""
    yield from ([one for one in value if one != each] for each in value)
    yield from ([*value, each] for each in words if each not in value)


def _others(value: object) -> Iterator[object]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value + 1, value - 1)
    elif isinstance(value, Decimal):
        yield from (value + Decimal("0.01"), value - Decimal("0.01"))
    elif isinstance(value, date):
        yield from (value + timedelta(days=1), value - timedelta(days=1))


def tried(
    source: Mapping[str, Any], words: Words, noticed: Noticed, *, file: str
) -> Iterator[Mutant]:
    """Yield a mutant for each change, with what noticed: a case, the loader, or nothing."""
    for path, value in changed(source, words):
        try:
            caught = noticed(put(source, path, value))
        except PackError:
            caught = "the loader"
        except DomainError as problem:
            caught = str(problem)
        yield Mutant(file, f"{'.'.join(map(str, path))} = {value}", caught)
