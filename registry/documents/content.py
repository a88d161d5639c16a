"""What a document says (证件内容), as plain data: no layout, no template, ready to be frozen."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final

SECRET: Final = frozenset({"GMSFHM"})
"""Fields that screens mask and paper shows whole."""


@dataclass(frozen=True, slots=True)
class Field:
    """One labelled item; `wide` takes a line of its own, `secret` is masked on screens."""

    id: str
    label: str
    value: str = field(default="", repr=False)
    wide: bool = False
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a form: its headings, and a row for each thing; `secret` columns are masked."""

    id: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = field(default=(), repr=False)
    secret: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page of a form: `front`, `member` or `form`; certificates say a text instead of fields."""

    id: str
    title: str
    fields: tuple[Field, ...] = ()
    tables: tuple[Table, ...] = ()
    text: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A document that is written out: its sheets, whose it is, and whose data stand in it."""

    title: str
    sheets: tuple[Sheet, ...]
    person_id: int | None
    household_id: int | None
    people: tuple[int, ...]
    holder: str = field(repr=False)

    def as_json(self) -> dict[str, Any]:
        """Return what is frozen: everything that is printed, nothing that leads elsewhere."""
        sheets = [_plain(asdict(sheet)) for sheet in self.sheets]
        return {"title": self.title, "holder": self.holder, "sheets": sheets}


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Return a value as JSON gives it back: lists for tuples."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value


def texts(content: object, at: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of frozen content with the label it stands under."""
    if isinstance(content, str):
        yield at, content
    elif isinstance(content, Mapping):
        own = str(content.get("label") or content.get("title") or at)
        for each in content.values():
            yield from texts(each, own)
    elif isinstance(content, Sequence):
        for each in content:
            yield from texts(each, at)


@cache
def _forms() -> dict[tuple[str, str], tuple[tuple[str, str, bool], ...]]:
    """Read which items a page has, in order: those of 公通字〔1995〕91号 and its notes."""
    text = (files("registry.documents") / "data" / "form_fields.csv").read_text(encoding="utf-8")
    pages: dict[tuple[str, str], list[tuple[str, str, bool]]] = {}
    for row in csv.DictReader(text.splitlines()):
        item = (row["id"], row["label"], row["wide"] == "1")
        pages.setdefault((row["form"], row["page"]), []).append(item)
    return {page: tuple(items) for page, items in pages.items()}


def labels(form: str, page: str) -> tuple[str, ...]:
    """Return the labels of a page's items, in the order of the form."""
    return tuple(label for _id, label, _wide in _forms()[form, page])


def fields(
    form: str, page: str, values: Mapping[str, str], *, without: str = ""
) -> tuple[Field, ...]:
    """Return a page's items in the order of the form, filled in; what is not known stays empty.

    Items of `without` (ids, separated by spaces) stand elsewhere on the page: tables, the issue.
    """
    elsewhere = set(without.split())
    items = [item for item in _forms()[form, page] if item[0] not in elsewhere]
    if unknown := values.keys() - {name for name, _label, _wide in items}:
        message = f"{form} {page} has no item {sorted(unknown)}"
        raise KeyError(message)
    return tuple(
        Field(name, label, values.get(name, ""), wide=wide, secret=name in SECRET)
        for name, label, wide in items
    )
