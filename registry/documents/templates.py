"""Templates of documents (证件模板): files in force at a place from a day to a day.

A template that documents were issued with is never edited: a change is another template, from a
day. The digest that an issued document keeps shows when somebody did it all the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from hukou.kernel import canonical
from hukou.kernel.division_code import stem, within
from hukou.law import Citation, PackError, Section, read_yaml
from registry.errors import NoTemplate, TemplateAltered
from registry.models import DocumentKind

SHELF: Final = Path(__file__).with_name("typst")
LIST: Final = "templates.yaml"
PARTS: Final = "parts.typ"
PERMIT_CARD: Final = "permit_card"
"""The face of a residence permit's card: no document of a log, its days stand with the card."""
KINDS: Final = (*DocumentKind.values, PERMIT_CARD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """For how many days after its issue a document counts, and who says so."""

    days: int
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One layout of one kind of document; no jurisdiction means everywhere.

    `working_copy`: the ministry prints the original, so ours is marked 工作底稿 非法定证件.
    """

    id: str
    kind: str
    jurisdiction: str
    effective_from: date
    effective_to: date | None
    file: Path
    working_copy: bool
    validity: Validity | None
    digest: str

    def holds(self, kind: str, division: str, on: date) -> bool:
        """Whether documents of this kind are laid out by it at a place on a day."""
        is_due = self.effective_from <= on and (
            self.effective_to is None or on <= self.effective_to
        )
        is_here = not self.jurisdiction or within(division, self.jurisdiction)
        return self.kind == kind and is_here and is_due


def template_for(kind: str, *, division: str, on: date, shelf: Path | None = None) -> Template:
    """Return the template of a kind at a place on a day: that of the smallest place that has one.

    Raises NoTemplate.
    """
    found = [each for each in templates(shelf or SHELF) if each.holds(kind, division, on)]
    if not found:
        raise NoTemplate(kind=kind, division=division, on=on.isoformat())
    return max(found, key=lambda each: len(stem(each.jurisdiction)))


def template_used(template_id: str, *, digest: str, shelf: Path | None = None) -> Template:
    """Return the template that a document was issued with. Raises TemplateAltered."""
    for each in templates(shelf or SHELF):
        if each.id == template_id and each.digest == digest:
            return each
    raise TemplateAltered(template=template_id)


@cache
def templates(shelf: Path) -> tuple[Template, ...]:
    """Read the list of a shelf of templates, strictly.

    Raises:
        PackError: names file, line and what to do.
    """
    top = Section(read_yaml(shelf / LIST), "templates", file=LIST)
    found = tuple(_template(each, shelf) for each in top.sections("templates"))
    top.close()
    if len({each.id for each in found}) < len(found):
        raise top.wrong("two templates have the same 'id'")
    _check_overlaps(found, top)
    return found


def _template(section: Section, shelf: Path) -> Template:
    since = section.day("effective_from")
    if since is None:
        raise section.wrong("'effective_from' is missing: the first day it is used")
    if section.text("kind") not in KINDS:
        raise section.wrong(f"'kind' is one of {', '.join(KINDS)}")
    file = shelf / section.text("file")
    if not file.is_file():
        raise section.wrong(f"no file {file.name}: write it beside {LIST}")
    template = Template(
        id=section.text("id"),
        kind=section.text("kind"),
        jurisdiction=section.optional_text("jurisdiction"),
        effective_from=since,
        effective_to=section.day("effective_to"),
        file=file,
        working_copy=_flag(section, "working_copy"),
        validity=_validity(section.section("validity")) if section.has("validity") else None,
        digest=canonical.digest([_text(file), _text(file.with_name(PARTS))]),
    )
    section.close()
    return template


def _validity(section: Section) -> Validity:
    days = section.required("days")
    if type(days) is not int or days < 1:
        raise section.wrong("'days' counts days: one or more")
    validity = Validity(days=days, cite=Citation(section.text("document"), section.text("clause")))
    section.text("provenance")
    section.close()
    return validity


def _flag(section: Section, key: str) -> bool:
    value = section.required(key)
    if not isinstance(value, bool):
        raise section.wrong(f"{key!r} is true or false")
    return value


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _check_overlaps(found: Iterable[Template], top: Section) -> None:
    """Refuse two templates of one kind and place on the same day."""
    rest = sorted(found, key=lambda each: (each.kind, each.jurisdiction, each.effective_from))
    for one, other in pairwise(rest):
        same = (one.kind, one.jurisdiction) == (other.kind, other.jurisdiction)
        if same and (one.effective_to is None or other.effective_from <= one.effective_to):
            raise PackError(f"{top.file}: {one.id} and {other.id} hold at the same time: end one")
