"""Reading pack files (规则包) strictly: each refusal names the file, the line and what to write."""

import re
from collections.abc import Hashable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Self, TypeVar

import yaml

try:
    from yaml import CSafeLoader as SafeLoader  # five times as fast
except ImportError:  # a build of PyYAML without its C library
    from yaml import SafeLoader  # type: ignore[assignment] # the same methods, in Python

NATIONAL: Final = "_national"
"""The directory of what holds for every pack: the vocabulary and the safeguards."""
EXAMPLES: Final = "_examples"
"""The directory of texts that show what can be said, and never decide."""
NUMBER: Final = re.compile(r"^-?\d+(\.\d+)?$")
Word = TypeVar("Word", bound=StrEnum)


class PackError(ValueError):
    """A pack file says something unclear or forbidden; the message says where and what to do."""


class Lines(dict[str, Any]):
    """A mapping that remembers the line it was read from."""

    line: int = 0


class _StrictLoader(SafeLoader):
    """A loader that refuses duplicate keys instead of keeping the last one."""

    def construct_mapping(
        self,
        node: yaml.MappingNode,
        deep: bool = False,  # noqa: FBT001, FBT002 - PyYAML's signature
    ) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise PackError(f"{_place(key_node)}: {key!r} is written twice: keep one")
            seen.add(key)
        return super().construct_mapping(node, deep=deep)

    def mapping_with_line(self, node: yaml.MappingNode) -> Lines:
        mapping = Lines()
        for key, value in self.construct_mapping(node, deep=True).items():
            if not isinstance(key, str):
                raise PackError(f"{_place(node)}: put the key {key!r} in quotes")
            mapping[key] = value
        mapping.line = node.start_mark.line + 1
        return mapping

    def exact_number(self, node: yaml.ScalarNode) -> Decimal:
        text = str(node.value)
        if not NUMBER.match(text):
            raise PackError(f"{_place(node)}: {text!r} is not a plain decimal")
        return Decimal(text)


def _place(node: yaml.Node) -> str:
    return f"{Path(node.start_mark.name).name}:{node.start_mark.line + 1}"


_StrictLoader.add_constructor("tag:yaml.org,2002:map", _StrictLoader.mapping_with_line)
_StrictLoader.add_constructor("tag:yaml.org,2002:float", _StrictLoader.exact_number)


def read_yaml(path: Path) -> Lines:
    """Return the file's mapping; decimals are exact, duplicate keys are refused."""
    with path.open(encoding="utf-8") as file:
        loader = _StrictLoader(file)
        try:
            content = loader.get_single_data()
        except yaml.YAMLError as problem:
            raise PackError(f"{path.name}: not readable as YAML: {problem}") from problem
        finally:
            loader.dispose()
    if not isinstance(content, Lines):
        raise PackError(f"{path.name}: must be a mapping of keys")
    return content


class Section:
    """A mapping being read: every key is asked for by name, and what nobody asked is refused."""

    def __init__(self, raw: object, where: str, *, file: str = "") -> None:
        """Take a mapping found at `where` of `file`."""
        self.file = file
        self.where = where
        if not isinstance(raw, Mapping):
            raise PackError(f"{file}: {where}: write a mapping here, not {raw!r}")
        self.raw: Mapping[str, Any] = raw
        self.line = getattr(raw, "line", 0)
        self._asked: set[str] = set()

    def wrong(self, what: str) -> PackError:
        """Return the refusal, to be raised by the caller."""
        return PackError(f"{self.file}:{self.line}: {self.where}: {what}")

    def has(self, key: str) -> bool:
        return key in self.raw

    def value(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - YAML is untyped
        self._asked.add(key)
        return self.raw.get(key, default)

    def required(self, key: str) -> Any:  # noqa: ANN401 - YAML is untyped
        if self.raw.get(key) is None:
            raise self.wrong(f"{key!r} is missing")
        return self.value(key)

    def text(self, key: str) -> str:
        value = self.required(key)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(f"{key!r} must be a text in quotes, not {value!r}")
        return value

    def optional_text(self, key: str) -> str:
        return self.text(key) if self.raw.get(key) is not None else str(self.value(key) or "")

    def one_of(self, key: str, words: type[Word]) -> Word:
        """Return the word that is given, refusing one that is not in the list."""
        try:
            return words(self.text(key))
        except ValueError as problem:
            raise self.wrong(f"{key!r} is one of {', '.join(words)}") from problem

    def count(self, key: str) -> int:
        """Return a whole number, one or more."""
        counted = self.required(key)
        if type(counted) is not int or counted < 1:
            raise self.wrong(f"{key!r} is a whole number: one or more")
        return counted

    def number(self, key: str) -> Decimal:
        """Return a number that is not below zero, exact as it is written."""
        value = self.required(key)
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or value < 0:
            raise self.wrong(f"{key!r} is a number, not below zero")
        return Decimal(value)

    def day(self, key: str) -> date | None:
        value = self.value(key)
        if value is not None and type(value) is not date:
            raise self.wrong(f"{key!r} must be a date like 2018-04-11, not {value!r}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.value(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.wrong(f"{key!r} must be a list of texts")
        return tuple(value)

    def words(self, key: str) -> dict[str, str]:
        """Return a mapping of texts to texts; none where the key is absent."""
        value = self.value(key, {})
        if not isinstance(value, Mapping) or not all(isinstance(v, str) for v in value.values()):
            raise self.wrong(f"{key!r} must be a mapping of texts")
        return dict(value)

    def sections(self, key: str) -> list[Self]:
        value = self.value(key, [])
        if not isinstance(value, list):
            raise self.wrong(f"{key!r} must be a list")
        return [self.inner(each, f"{key}[{at}]") for at, each in enumerate(value)]

    def named(self, key: str) -> dict[str, Self]:
        value = self.value(key, {})
        if not isinstance(value, Mapping):
            raise self.wrong(f"{key!r} must be a mapping of names")
        return {name: self.inner(each, f"{key}.{name}") for name, each in value.items()}

    def section(self, key: str) -> Self:
        return self.inner(self.required(key), key)

    def inner(self, raw: object, name: str) -> Self:
        return type(self)(raw, f"{self.where} {name}", file=self.file)

    def close(self) -> None:
        """Refuse keys nobody asked for: a misspelt key must not be a rule that never runs."""
        unknown = [key for key in self.raw if key not in self._asked]
        if unknown:
            raise self.wrong(f"unknown key {unknown[0]!r}: correct the spelling or remove it")


def read_cases_of(path: Path, file: str) -> Lines:
    """Read the cases beside a file of the law.

    Raises:
        PackError: there are none.
    """
    if not path.exists():
        raise PackError(f"{file}: no cases: write {path.name} beside it")
    return read_yaml(path)
