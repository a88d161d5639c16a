"""A county's text that takes over its city's (县级文件承接市级文件), narrowed or widened.

The file of the county says what it leaves out (`without`), what it says otherwise (`changes`) and
what it adds; the whole regulation is built of both before it is read, and each value keeps the
clause of the text it comes from.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from hukou.law.citation import document_named
from hukou.law.places import lies_within
from hukou.law.sections import Lines, PackError, Section

INHERITS: Final = "inherits"
DEPARTS: Final = "departs"
"""Where the built text notes the county's clause behind each departure; no file writes it."""
PARTS: Final = ("terms", "families", "limits")
"""The parts with names, beside the channels."""
LISTS: Final = ("openings", "flags")
NODES: Final = ("conditions", "means", "when", "together")
"""The keys under which conditions stand."""

Text = Mapping[str, Any]


def in_order(files: Mapping[Path, Lines]) -> Iterator[tuple[Path, Lines]]:
    """Yield every text of the packs built whole, a city's before those that take it over.

    Raises:
        PackError: the city's text is not there, or of another place or series, or a draft under a
            final one, or takes over the county's own; or what is left out or changed is not there.
    """
    by_id = {str(raw.get("id")): file for file, raw in files.items()}
    built: dict[Path, Lines] = {}
    for file in files:
        _build(file, files, by_id, built, ())
    yield from built.items()


def _build(
    file: Path,
    files: Mapping[Path, Lines],
    by_id: Mapping[str, Path],
    built: dict[Path, Lines],
    above: tuple[str, ...],
) -> Lines:
    if file in built:
        return built[file]
    raw = files[file]
    top = Section(raw, "regulation", file=file.name)
    if top.has(DEPARTS):
        raise top.wrong(f"unknown key {DEPARTS!r}: write 'without' and 'changes'")
    if not top.has(INHERITS):
        built[file] = raw
        return raw
    name = top.text(INHERITS)
    chain = (*above, top.text("id"))
    if name in chain:
        raise top.wrong(f"{INHERITS} goes round in a circle: {' → '.join((*chain, name))}")
    if name not in by_id:
        raise top.wrong(f"{INHERITS} {name!r}: there is no such regulation in the packs")
    parent = _build(by_id[name], files, by_id, built, chain)
    _check_kinship(top, parent)
    built[file] = _Merge(top, parent).whole()
    return built[file]


def _check_kinship(top: Section, parent: Text) -> None:
    own, above = top.text("jurisdiction"), str(parent["jurisdiction"])
    if own == above or lies_within(own, above) is not True:
        raise top.wrong(f"{INHERITS} a text of {above}, in which {own} does not lie")
    if top.text("series") != parent["series"]:
        raise top.wrong(f"{INHERITS} a text of another series: {parent['series']}")
    if parent["status"] == "draft" and top.text("status") != "draft":
        raise top.wrong(f"a final text cannot take over a draft: {parent['id']}")


class _Merge:
    """Builds one county's text on its city's."""

    def __init__(self, top: Section, parent: Text) -> None:
        """Take the county's file and the city's text, built whole."""
        self.top = top
        self.parent = parent
        self.departs: dict[str, str] = {}
        self.own_clauses: Mapping[str, Any] = top.value("clauses", {}) or {}

    def whole(self) -> Lines:
        """Return the text as one, in the form of a file."""
        top, parent = self.top, self.parent
        left_out = self._left_out()
        changes = top.section("changes") if top.has("changes") else top.inner({}, "changes")
        merged = Lines({k: v for k, v in top.raw.items() if k not in {"without", "changes"}})
        merged.line = top.line
        merged["clauses"] = self._named("clauses", self._cited(parent["clauses"]))
        for part in PARTS:
            changed = self._changed(part, parent.get(part) or {}, changes)
            merged[part] = self._named(part, changed)
        city = {each["id"]: each for each in parent["channels"] if each["id"] not in left_out}
        merged["channels"] = self._channels(self._changed("channels", city, changes))
        changes.close()
        for part in LISTS:
            merged[part] = [*(parent.get(part) or []), *(top.raw.get(part) or [])]
        merged["ambiguities"] = self._named("ambiguities", parent.get("ambiguities") or {})
        self._drop_idle(merged)
        merged[DEPARTS] = self.departs
        return merged

    def _cited(self, clauses: Text) -> dict[str, Any]:
        """Return the city's clauses, each naming the city's document as its own."""
        document = document_named(str(self.parent["title"]), self.parent.get("number") or "")
        return {
            name: _with(each, document=each.get("document") or document)
            for name, each in clauses.items()
        }

    def _left_out(self) -> set[str]:
        """Return the channels of the city that the county leaves out, each by a clause."""
        known = {each["id"] for each in self.parent["channels"]}
        left_out = set()
        for section in self.top.sections("without"):
            name, clause = section.text("channel"), self._clause(section)
            section.close()
            if name not in known:
                raise section.wrong(f"no channel {name!r} in {self.parent['id']} to leave out")
            left_out.add(name)
            self.departs[f"without.{name}"] = clause
        return left_out

    def _clause(self, section: Section) -> str:
        """Return the county's clause behind a departure."""
        clause = section.text("clause")
        if clause not in self.own_clauses:
            raise section.wrong(f"no clause {clause!r} of this text: a departure needs one")
        return clause

    def _named(self, part: str, city: Text) -> dict[str, Any]:
        """Return the city's entries and the county's own, which have names of their own."""
        own = self.top.raw.get(part) or {}
        if both := sorted(set(own) & set(city)):
            raise self.top.wrong(
                f"{part}.{both[0]} is the city's already: change it under 'changes', or rename it"
            )
        return {**city, **own}

    def _channels(self, city: Text) -> list[Any]:
        own = self.top.sections("channels")
        for section in own:
            if section.raw.get("id") in city:
                raise section.wrong("this channel is the city's: change it under 'changes'")
        return [*city.values(), *(section.raw for section in own)]

    def _changed(self, part: str, city: Text, changes: Section) -> dict[str, Any]:
        """Return the city's entries of one part, changed as the county says."""
        result = dict(city)
        for name, section in changes.named(part).items():
            if name not in city:
                raise section.wrong(f"{part}.{name} is not in {self.parent['id']} to be changed")
            clause = self._clause(section)
            result[name] = _change(city[name], section, clause)
            self.departs[f"{part}.{name}"] = clause
        return result

    def _drop_idle(self, merged: Lines) -> None:
        """Leave out the city's ambiguities that nothing of the built text settles any more."""
        used = {
            text for key, part in merged.items() if key != "ambiguities" for text in _texts(part)
        }
        city = set(self.parent.get("ambiguities") or {})
        merged["ambiguities"] = {
            name: each
            for name, each in merged["ambiguities"].items()
            if name not in city or name in used
        }


def _change(old: Text, section: Section, clause: str) -> Lines:
    """Return an entry with what the county says otherwise, cited to its clause."""
    own_clause = old.get("clause")
    kept = _with(old)
    for key in NODES:
        if isinstance(kept.get(key), Mapping) and "clause" not in kept[key] and own_clause:
            kept[key] = _with(kept[key], clause=own_clause)
    said = {k: v for k, v in section.raw.items() if k not in {"clause", "values"}}
    for key, value in said.items():
        kept[key] = _cited_to(value, clause) if key in (*NODES, "kinds") else value
    if "at_most" in said:
        kept["clause"] = clause
    for value in section.sections("values"):
        _put_value(kept, value, clause)
    return kept


def _cited_to(node: object, clause: str) -> object:
    if isinstance(node, list):
        return [_cited_to(each, clause) for each in node]
    if isinstance(node, Mapping) and "clause" not in node:
        return _with(node, clause=clause)
    return node


def _put_value(entry: Lines, section: Section, clause: str) -> None:
    """Replace the value of the one condition with this fact and operator."""
    fact, op, value = section.text("fact"), section.text("op"), section.required("value")
    label = section.optional_text("label")
    section.close()
    stated = [entry.get(key) for key in (*NODES, "kinds")]
    matching = [each for each in _leaves(stated) if each["fact"] == fact and each["op"] == op]
    if len(matching) != 1:
        raise section.wrong(
            f"{len(matching)} conditions {fact} {op} to change there: there must be exactly one"
        )
    leaf = matching[0]
    leaf.pop("label", None)
    leaf.update({"value": value, "clause": clause, **({"label": label} if label else {})})


def _leaves(content: object) -> Iterator[Lines]:
    if isinstance(content, Lines):
        if "fact" in content and "op" in content:
            yield content
        for each in content.values():
            yield from _leaves(each)
    elif isinstance(content, list):
        for each in content:
            yield from _leaves(each)


def _with(content: object, **more: object) -> Lines:
    """Return a copy of a mapping, all the way down, with some keys set."""
    copied = _copy(content)
    if not isinstance(copied, Lines):
        raise PackError(f"write a mapping instead of {content!r}")
    copied.update(more)
    return copied


def _copy(content: object) -> object:
    if isinstance(content, Mapping):
        copied = Lines({key: _copy(value) for key, value in content.items()})
        copied.line = getattr(content, "line", 0)
        return copied
    return [_copy(each) for each in content] if isinstance(content, list) else content


def _texts(content: object) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for value in content.values():
            yield from _texts(value)
    elif isinstance(content, list):
        for each in content:
            yield from _texts(each)
