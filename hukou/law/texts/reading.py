"""A text as it is read (读入): cleaned segments, doubts, and clauses, all tied to the bytes."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from hukou.law.texts.anchors import Anchor, anchors_of
from hukou.law.texts.dates import date_doubts
from hukou.law.texts.decoding import Decoded, NotAText, decode
from hukou.law.texts.flags import Doubt, Flag, FlagKind
from hukou.law.texts.folding import fold, legible
from hukou.law.texts.garbled import SoundText, doubt, garbled
from hukou.law.texts.noise import changes
from hukou.law.texts.references import reference_doubts
from hukou.law.texts.segments import (
    Alignment,
    Change,
    ChangeKind,
    Segment,
    apart,
    cut,
    reassembled,
)
from hukou.law.texts.standing import standing_doubts
from hukou.law.texts.terms import term_doubts

WORDS: Final = {
    ChangeKind.MASK: (FlagKind.MASKED, "转载时被遮盖的字，须凭正式文本补上"),
    ChangeKind.ENCODED_BLOCK: (FlagKind.ENCODED_BLOCK, "不是正文的编码数据，已从阅读文本中略去"),
    ChangeKind.PAGE_NUMBER: (FlagKind.PAGE_NUMBERS, "句中的页码已略去；此处前后是否连读须核对"),
}
EXCERPT: Final = 60
BLANKS: Final = " \t\u3000"
ENDS: Final = ("", "\r", "\n")
AROUND: Final = 6
"""Characters shown before and behind what was cleaned away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRead:
    """A line of the file: its number and bytes, as printed, and as read."""

    number: int
    original: str
    cleaned: str
    at: int
    start: int
    end: int

    @property
    def is_changed(self) -> bool:
        return self.original != self.cleaned


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a file says, with every change and doubt; the file itself is in the segments."""

    encoding: str
    sha256: str
    segments: tuple[Segment, ...]
    cleaned: str
    flags: tuple[Flag, ...]
    anchors: tuple[Anchor, ...]
    lines: tuple[LineRead, ...]

    @property
    def changed(self) -> list[Segment]:
        """The segments that are not read as they stand."""
        return [each for each in self.segments if each.kind is not None]

    def disagreements(self, raw: bytes) -> list[str]:
        """Return where the reading does not map back to the file: an empty list, or it is wrong."""
        return list(_disagreements(self, raw))


def read_text(raw: bytes, *, lines: range | None = None) -> Reading:
    """Read a regulation's text; `lines` are those of the file that belong to it, all by default.

    The whole file is kept in the segments; doubts and clauses are looked for within the lines.

    Raises:
        NotAText: the bytes are no text.
    """
    decoded = decode(raw)
    made = list(apart(changes(decoded.text)))
    segments = tuple(cut(raw, decoded, made))
    cleaned = "".join(segment.cleaned for segment in segments)
    place = _Places(decoded, Alignment(len(decoded.text), made), cleaned)
    first, last = place.within(lines)
    part = legible(cleaned[first:last])
    doubts = [
        *_of_changes(made, place),
        *_of_garble(decoded, place),
        *_moved(_doubts(fold(part)), first),
    ]
    kept = [each for each in doubts if first <= each.start < max(last, first + 1)]
    anchors = [
        replace(each, at=each.at + first, until=each.until + first)
        for each in anchors_of(fold(part), part)
    ]
    return Reading(
        encoding=decoded.encoding,
        sha256=hashlib.sha256(raw).hexdigest(),
        segments=segments,
        cleaned=cleaned,
        flags=tuple(
            place.flag(each) for each in sorted(kept, key=lambda each: (each.start, each.kind))
        ),
        anchors=tuple(place.anchor(each) for each in anchors),
        lines=tuple(place.lines()),
    )


def _doubts(folded: str) -> Iterator[Doubt]:
    yield from date_doubts(folded)
    yield from reference_doubts(folded)
    yield from standing_doubts(folded)
    yield from term_doubts(folded)


def _moved(doubts: Iterator[Doubt], by: int) -> Iterator[Doubt]:
    for each in doubts:
        yield replace(each, start=each.start + by, end=each.end + by)


def _of_changes(made: list[Change], place: "_Places") -> Iterator[Doubt]:
    told: set[ChangeKind] = set()
    for change in made:
        if change.kind is ChangeKind.PAGE_NUMBER and (
            place.ends_a_line(change) or change.kind in told
        ):
            continue
        told.add(change.kind)
        if change.kind in WORDS:
            kind, reason = WORDS[change.kind]
            at = place.alignment.cleaned(change.start)
            yield Doubt(
                kind=kind,
                start=at,
                end=at + len(change.cleaned),
                reason=reason,
                original=(change.start, change.end),
            )


def _of_garble(decoded: Decoded, place: "_Places") -> Iterator[Doubt]:
    spans = list(garbled(decoded.text))
    sound = SoundText(_without(place.cleaned)) if spans else SoundText("")
    for start, end in spans:
        found = doubt(start, end, decoded.text[start:end], sound)
        aligned = place.alignment
        yield replace(found, start=aligned.cleaned(start), end=aligned.cleaned(end))


def _without(text: str) -> str:
    """Return the text with its garbled spans broken, so that no reading is taken from them."""
    pieces, at = [], 0
    for start, end in garbled(text):
        pieces += [text[at:start], "\n"]
        at = end
    return "".join([*pieces, text[at:]])


class _Places:
    """Where the characters of the cleaned text stand in the file."""

    def __init__(self, decoded: Decoded, alignment: Alignment, cleaned: str) -> None:
        self.decoded = decoded
        self.alignment = alignment
        self.cleaned = cleaned
        text = decoded.text
        self.breaks = [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]

    def within(self, lines: range | None) -> tuple[int, int]:
        """Return the characters of the cleaned text that these lines of the file are."""
        if lines is None or not lines:
            return 0, len(self.cleaned)
        first = self.breaks[min(lines.start - 1, len(self.breaks) - 1)]
        after = lines.stop - 1
        last = self.breaks[after] if after < len(self.breaks) else len(self.decoded.text)
        return self.alignment.cleaned(first), self.alignment.cleaned(last)

    def span(self, at: int, until: int) -> tuple[int, int, int, int]:
        """Return first and last byte, first and last line."""
        first = self.alignment.original(at)
        return self.original_span(first, max(self.alignment.original(until, last=True), first))

    def original_span(self, first: int, last: int) -> tuple[int, int, int, int]:
        """Return the same for characters of the original."""
        starts = self.decoded.starts
        return starts[first], starts[last], self._line(first), self._line(max(first, last - 1))

    def _line(self, original: int) -> int:
        return bisect_right(self.breaks, original)

    def ends_a_line(self, change: Change) -> bool:
        """Whether nothing stands before or behind a change on its line."""
        text, first, last = self.decoded.text, change.start, change.end
        inner = text[first:last].endswith("\n")
        while first > 0 and text[first - 1] in BLANKS:
            first -= 1
        while last < len(text) and text[last] in BLANKS:
            last += 1
        return inner or text[first - 1 : first] in ("", "\n") or text[last : last + 1] in ENDS

    def flag(self, found: Doubt) -> Flag:
        if found.original is None:
            start, end, first_line, last_line = self.span(found.start, found.end)
            shown = self.cleaned[found.start : found.end]
        else:
            start, end, first_line, last_line = self.original_span(*found.original)
            first, last = found.original
            shown = self.decoded.text[max(0, first - AROUND) : last + AROUND]
        return Flag(
            kind=found.kind,
            start=start,
            end=end,
            first_line=first_line,
            last_line=last_line,
            at=found.start,
            until=found.end,
            excerpt=legible(shown.strip()[:EXCERPT]),
            reason=found.reason,
            proposal=found.proposal,
        )

    def anchor(self, found: Anchor) -> Anchor:
        until = found.at + len(self.cleaned[found.at : found.until].rstrip())
        start, end, first_line, last_line = self.span(found.at, until)
        return replace(found, start=start, end=end, first_line=first_line, last_line=last_line)

    def lines(self) -> Iterator[LineRead]:
        text = self.decoded.text
        ends = [*self.breaks[1:], len(text)]
        for number, (start, end) in enumerate(zip(self.breaks, ends, strict=True), 1):
            at, until = self.alignment.cleaned(start), self.alignment.cleaned(end)
            yield LineRead(
                number=number,
                original=legible(text[start:end].rstrip("\r\n")),
                cleaned=legible(self.cleaned[at:until].rstrip("\r\n")),
                at=at,
                start=self.decoded.starts[start],
                end=self.decoded.starts[end],
            )


def _disagreements(reading: Reading, raw: bytes) -> Iterator[str]:
    if reassembled(reading.segments) != raw:
        yield "segments do not add up to the file"
    try:
        decoded, at = decode(raw), 0
    except NotAText:
        yield "the file is no text"
        return
    for segment in reading.segments:
        if segment.start != at or raw[segment.start : segment.end] != segment.raw:
            yield f"bytes {segment.start}-{segment.end} are not those of the file"
        if segment.kind is None and decoded.encoded(segment.cleaned) != segment.raw:
            yield f"bytes {segment.start}-{segment.end} were changed without saying so"
        at = segment.end
    if at != len(raw):
        yield f"the reading ends at byte {at} of {len(raw)}"
