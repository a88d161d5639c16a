"""What a text obliges offices to do (文件规定的任务): who leads, who joins, by when (E12, E08).

A day the text leaves in doubt is told as doubtful and never counts as missed; so is a draft.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from hukou.kernel import canonical
from hukou.kernel.division_code import within
from hukou.law.citation import Citation, document_named
from hukou.law.dated import Silence
from hukou.law.due import Due, Rhythm, read_due
from hukou.law.regulation import Regulation
from hukou.law.sections import Lines, PackError, Section, read_yaml

OBLIGATIONS: Final = "obligations.yaml"
SOON: Final = timedelta(days=30)


class DutyStanding(StrEnum):
    """How a duty stands on a day (进展状态)."""

    OVERDUE = "overdue"
    SOON = "soon"
    OPEN = "open"
    UNDATED = "undated"
    DOUBTFUL = "doubtful"
    DRAFT = "draft"
    ENDED = "ended"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One duty a text lays on offices; `anchor` is the clause of the regulation where it has one.

    `said` is the due day in our words, `doubt` what is unclear about it. Where `lead` is empty the
    text names nobody.
    """

    id: str
    regulation: Regulation
    what: str
    lead: tuple[str, ...]
    partners: tuple[str, ...]
    due: Due
    said: str
    doubt: str
    cite: Citation
    summary: str
    lines: str
    anchor: str
    quality: str

    @property
    def jurisdiction(self) -> str:
        return self.regulation.jurisdiction

    def silence(
        self, on: date, activated_on: date | None = None, ended_on: date | None = None
    ) -> Silence | None:
        """Return why the text is silent on a day; None while it speaks."""
        return self.regulation.term.silence(on, activated_on, ended_on)

    def dates(
        self, year: int, *, activated_on: date | None = None, ended_on: date | None = None
    ) -> tuple[date, ...]:
        """Return the due days in a year; what recurs does so only while the text is in force.

        A draft's are told as if it were: they are shown, and never missed.
        """
        found = self.due.dates(year)
        if not self.due.rhythm.recurs or self.silence(date.max, None) is Silence.DRAFT:
            return found
        return tuple(each for each in found if self.silence(each, activated_on, ended_on) is None)

    def standing(
        self,
        due_on: date | None,
        *,
        on: date,
        is_done: bool = False,
        activated_on: date | None = None,
        ended_on: date | None = None,
    ) -> DutyStanding:
        """Return how the duty of one due day stands on a day; the due day itself is in time.

        What a text that nobody has dated yet, or that is not in force yet, obliges to by a day is
        counted all the same: it was issued, and its day comes.
        """
        if is_done:
            return DutyStanding.DONE
        silence = self.silence(on, activated_on, ended_on)
        if silence in _UNHEEDED:
            return _UNHEEDED[silence]
        if self.doubt:
            return DutyStanding.DOUBTFUL
        if due_on is None:
            return DutyStanding.UNDATED
        if due_on < on:
            return DutyStanding.OVERDUE
        return DutyStanding.SOON if due_on <= on + SOON else DutyStanding.OPEN


_UNHEEDED: Final[Mapping[Silence | None, DutyStanding]] = {
    Silence.DRAFT: DutyStanding.DRAFT,
    Silence.EXPIRED: DutyStanding.ENDED,
    Silence.SUPERSEDED: DutyStanding.ENDED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligations:
    """Every duty that is loaded, by id."""

    by_id: Mapping[str, Obligation]
    sources: Mapping[str, Lines]
    digests: tuple[str, ...]
    clause_count: int

    @property
    def every(self) -> tuple[Obligation, ...]:
        return tuple(self.by_id.values())

    def of(self, regulation: str) -> tuple[Obligation, ...]:
        """Return the duties one regulation lays down, in the order of its file."""
        return tuple(each for each in self.every if each.regulation.id == regulation)

    def at(self, division: str) -> tuple[Obligation, ...]:
        """Return the duties laid on the offices of a place."""
        return tuple(each for each in self.every if within(division, each.jurisdiction))


def without_lead(obligations: Iterable[Obligation]) -> list[Obligation]:
    """Return the deadlines nobody answers for: a day is named, and no office (无牵头单位)."""
    dated = (each for each in obligations if each.due.rhythm is not Rhythm.UNSAID)
    return [each for each in dated if not each.lead]


def load_obligations(directory: Path, regulations: Mapping[str, Regulation]) -> Obligations:
    """Read every `obligations.yaml` of a packs directory.

    Raises:
        PackError: names file, line and what to do.
    """
    found: dict[str, Obligation] = {}
    sources: dict[str, Lines] = {}
    clauses = 0
    for path in sorted(directory.glob(f"[0-9]*/{OBLIGATIONS}")):
        raw = read_yaml(path)
        file = f"{path.parent.name}/{OBLIGATIONS}"
        read, count = read_obligations(raw, file=file, regulations=regulations)
        for each in read:
            if not path.parent.name.startswith(each.jurisdiction):
                raise PackError(f"{file}: {each.regulation.id} is no text of {path.parent.name}")
            if each.id in found:
                raise PackError(f"{file}: {each.id!r} stands twice: rename one")
            found[each.id] = each
        clauses += count
        sources[file] = raw
    return Obligations(
        by_id=found,
        sources=sources,
        digests=tuple(canonical.digest(raw) for raw in sources.values()),
        clause_count=clauses,
    )


@dataclass(frozen=True, slots=True)
class _Passage:
    """A clause of the file: where the duties stand, and in which text."""

    regulation: Regulation
    cite: Citation
    summary: str
    lines: str
    anchor: str


def read_obligations(
    raw: Mapping[str, object], *, file: str, regulations: Mapping[str, Regulation]
) -> tuple[list[Obligation], int]:
    """Return the duties of one file, and how many clauses it has.

    Raises:
        PackError: names file, line and what to do.
    """
    top = Section(raw, "obligations", file=file)
    provenance = top.section("provenance")
    provenance.text("source")
    quality = provenance.text("quality")
    provenance.optional_text("note")
    provenance.close()
    passages = {name: _passage(each, regulations) for name, each in top.named("clauses").items()}
    duties = top.sections("obligations")
    read = [_obligation(each, passages, quality) for each in duties]
    top.close()
    if not read:
        raise top.wrong("'obligations' lists one duty at least: remove the file otherwise")
    if idle := sorted(set(passages) - {str(each.raw["clause"]) for each in duties}):
        raise top.wrong(f"clause {idle[0]!r} lays down no duty: use it or remove it")
    return read, len(passages)


def _passage(section: Section, regulations: Mapping[str, Regulation]) -> _Passage:
    name = section.text("regulation")
    if name not in regulations:
        raise section.wrong(f"no regulation {name!r}: write its file first")
    regulation = regulations[name]
    anchor = section.optional_text("anchor")
    if anchor and anchor not in regulation.clauses:
        raise section.wrong(f"{name} has no clause {anchor!r}: leave 'anchor' out, or correct it")
    named = document_named(regulation.title, regulation.number)
    document = section.optional_text("document") or named
    passage = _Passage(
        regulation,
        Citation(document, section.text("heading")),
        section.text("summary"),
        section.text("lines"),
        anchor,
    )
    section.close()
    return passage


def _obligation(section: Section, passages: Mapping[str, _Passage], quality: str) -> Obligation:
    clause = section.text("clause")
    if clause not in passages:
        raise section.wrong(f"no clause {clause!r} in this file: add it under 'clauses'")
    passage = passages[clause]
    obligation = Obligation(
        id=section.text("id"),
        regulation=passage.regulation,
        what=section.text("what"),
        lead=_offices(section, "lead"),
        partners=_offices(section, "partners"),
        due=read_due(section),
        said=section.text("said"),
        doubt=section.optional_text("doubt"),
        cite=passage.cite,
        summary=passage.summary,
        lines=passage.lines,
        anchor=passage.anchor,
        quality=quality,
    )
    section.close()
    _check(section, obligation)
    return obligation


def _check(section: Section, obligation: Obligation) -> None:
    if shared := set(obligation.lead) & set(obligation.partners):
        raise section.wrong(f"{min(shared)} both leads and joins: keep it under 'lead'")
    if obligation.due.rhythm is Rhythm.YEARLESS and not obligation.doubt:
        raise section.wrong("the day has no year: say so under 'doubt', and do not guess one")
    if obligation.doubt and obligation.due.rhythm is Rhythm.UNSAID:
        raise section.wrong("'doubt' is about a day, and no day is named: remove one of them")


def _offices(section: Section, key: str) -> tuple[str, ...]:
    if not section.has(key):
        raise section.wrong(f"{key!r} is missing: an empty list says that the text names nobody")
    given = section.texts(key)
    if len(set(given)) < len(given) or not all(each.strip() for each in given):
        raise section.wrong(f"{key!r} names each office once")
    return given
