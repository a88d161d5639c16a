"""A text marked line by line (逐行标注): what was cleaned away or put there, what is doubted."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from applications.models import TextDoubt
from hukou.law.texts import ChangeKind, Reading, Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some characters of a line: as they stand, cleaned away or put there, and what is doubted."""

    words: str
    change: ChangeKind | None = None
    is_gone: bool = False
    doubts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedLine:
    """A line of the text with its marks, and as it was printed."""

    number: int
    pieces: tuple[Piece, ...]
    original: str
    is_changed: bool
    anchors: tuple[str, ...]


def marked(
    read: Reading, within: range | None, doubts: Sequence[TextDoubt]
) -> Iterator[MarkedLine]:
    """Yield the lines with every change and doubt marked; `within` are those of the regulation."""
    starts = [segment.start for segment in read.segments]
    for line in read.lines:
        if within is not None and line.number not in within:
            continue
        first = max(bisect_right(starts, line.start) - 1, 0)
        segments = read.segments[first : bisect_left(starts, line.end)]
        here = [each for each in doubts if each.start < line.end and each.end > line.start]
        pieces = [
            piece
            for segment in segments
            if segment.end > line.start
            for piece in _pieces(read, segment, (line.start, line.end), here)
        ]
        yield MarkedLine(
            number=line.number,
            pieces=tuple(pieces),
            original=line.original,
            is_changed=line.is_changed,
            anchors=tuple(each.id for each in read.anchors if line.start <= each.start < line.end),
        )


def _pieces(
    read: Reading, segment: Segment, within: tuple[int, int], doubts: Sequence[TextDoubt]
) -> Iterator[Piece]:
    first, last = max(segment.start, within[0]), min(segment.end, within[1])
    if segment.kind is not None:
        if first == segment.start:
            yield from _changed(read, segment, _over(doubts, first, last))
        return
    cuts = {first, last}
    cuts |= {at for each in doubts for at in (each.start, each.end) if first < at < last}
    for start, end in pairwise(sorted(cuts)):
        words = segment.raw[start - segment.start : end - segment.start]
        yield Piece(
            words=words.decode(read.encoding, "replace").rstrip("\r\n"),
            doubts=_over(doubts, start, end),
        )


def _over(doubts: Sequence[TextDoubt], start: int, end: int) -> tuple[int, ...]:
    return tuple(each.pk for each in doubts if each.start < end and each.end > start)


def _changed(read: Reading, segment: Segment, doubts: tuple[int, ...]) -> Iterator[Piece]:
    """Yield what a change took away, and what it put there; once, where it begins."""
    gone = segment.raw.decode(read.encoding, "replace").strip("\r\n")
    if gone:
        yield Piece(words=gone, change=segment.kind, is_gone=True, doubts=doubts)
    if segment.cleaned:
        yield Piece(words=segment.cleaned, change=segment.kind, doubts=doubts)
