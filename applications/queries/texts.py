"""The texts of a regulation (法规原文): as read, with doubts and their answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from applications.models import Activation, DoubtAnswer, SourceText, TextDoubt, TextReading
from applications.queries.text_marks import MarkedLine, marked
from hukou.law import Regulation, load_law
from hukou.law.texts import (
    Anchor,
    ClauseMatch,
    Reading,
    match_clauses,
    proves,
    read_text,
)
from hukou.law.texts.matching import cited_lines


def lines_of(regulation: Regulation) -> range | None:
    """Return the lines of the file that the pack says are this regulation; None for all of it."""
    cited = cited_lines(regulation.provenance.lines)
    if not cited:
        return None
    return range(min(each.start for each in cited), max(each.stop for each in cited))


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtShown:
    """A doubt with the answer that counts, and how often it was answered."""

    doubt: TextDoubt
    answer: DoubtAnswer | None
    answers: int

    @property
    def is_proven(self) -> bool:
        """Whether the reading that was taken is borne out by the bytes that are left."""
        return (
            self.doubt.kind == "garbled"
            and self.answer is not None
            and self.answer.answer == "reading"
            and proves(self.answer.words, self.doubt.excerpt)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TextShown:
    """A text as a page shows it."""

    reading: TextReading
    text: SourceText
    lines: tuple[MarkedLine, ...]
    doubts: tuple[DoubtShown, ...]
    matches: tuple[ClauseMatch, ...]
    headings: Mapping[str, str]
    anchors: tuple[Anchor, ...]
    maps_back: bool

    @property
    def open(self) -> int:
        """How many doubts nobody has answered yet."""
        return sum(1 for each in self.doubts if each.answer is None)


def reading_of(regulation: str) -> TextReading | None:
    """Return the reading of a regulation's text that counts.

    That of the official text it was put into force with, or else the one that was made last.
    """
    official = Activation.objects.standing().filter(regulation=regulation).values("text")
    readings = TextReading.objects.filter(regulation=regulation)
    return readings.filter(text__in=official).first() or readings.order_by("-id").first()


def readings() -> list[TextReading]:
    """Return every reading, the latest first, with its text but not its bytes."""
    rows = TextReading.objects.select_related("text", "read_by").defer("text__content")
    return list(rows.order_by("-id"))


def shown(reading: TextReading) -> TextShown:
    """Return a reading with every change and doubt marked in its lines."""
    text = SourceText.objects.get(pk=reading.text_id)
    known = load_law().regulations.get(reading.regulation)
    within = lines_of(known) if known else None
    content = bytes(text.content)
    read, whole = _read(content, within), _read(content, None)
    doubts = _doubts(reading)
    return TextShown(
        reading=reading,
        text=text,
        lines=tuple(marked(read, within, [each.doubt for each in doubts])),
        doubts=doubts,
        matches=_matches(known, read, whole),
        headings={each.id: each.heading for each in known.clauses.values()} if known else {},
        anchors=read.anchors,
        maps_back=not read.disagreements(content),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausePlace:
    """Where a pack's clause stands in the text that was read in: anchor, lines and bytes."""

    match: ClauseMatch
    anchor: Anchor | None


def places_of(regulation: Regulation) -> dict[str, ClausePlace]:
    """Return where each clause stands in the text that counts; empty where there is no text."""
    reading = reading_of(regulation.id)
    if reading is None:
        return {}
    content = bytes(SourceText.objects.get(pk=reading.text_id).content)
    anchors = {each.id: each for each in _read(content, lines_of(regulation)).anchors}
    whole = _read(content, None).anchors
    matches = match_clauses(regulation.clauses, list(anchors.values()), beyond=whole)
    return {
        match.clause: ClausePlace(match=match, anchor=anchors.get(match.anchor))
        for match in matches
    }


def _matches(known: Regulation | None, read: Reading, whole: Reading) -> tuple[ClauseMatch, ...]:
    if known is None:
        return ()
    return tuple(match_clauses(known.clauses, read.anchors, beyond=whole.anchors))


@lru_cache(maxsize=32)
def _read(content: bytes, within: range | None) -> Reading:
    return read_text(content, lines=within)


def _doubts(reading: TextReading) -> tuple[DoubtShown, ...]:
    rows = TextDoubt.objects.filter(reading=reading).order_by("start", "id")
    given: dict[int, list[DoubtAnswer]] = {}
    answers = DoubtAnswer.objects.filter(doubt__reading=reading).select_related("answered_by")
    for answer in answers.order_by("number"):
        given.setdefault(answer.doubt_id, []).append(answer)
    return tuple(
        DoubtShown(
            doubt=row,
            answer=given[row.pk][-1] if row.pk in given else None,
            answers=len(given.get(row.pk, ())),
        )
        for row in rows
    )
