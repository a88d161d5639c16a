"""The cleaned text as segments that map back to the original bytes (分段对照)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hukou.law.texts.decoding import Decoded


class ChangeKind(StrEnum):
    """What a change takes for noise (改动种类)."""

    BYTE_ORDER_MARK = "byte_order_mark"
    GLOSS = "gloss"
    PAGE_NUMBER = "page_number"
    CHUNK_NUMBER = "chunk_number"
    MASK = "mask"
    ENCODED_BLOCK = "encoded_block"
    PLACEHOLDER = "placeholder"

    @property
    def zh(self) -> str:
        return _ZH[self]


_ZH = {
    ChangeKind.BYTE_ORDER_MARK: "文件开头的编码标记",
    ChangeKind.GLOSS: "夹在正文里的拼音注音",
    ChangeKind.PAGE_NUMBER: "混入正文的页码",
    ChangeKind.CHUNK_NUMBER: "转载网站切分正文的段号",
    ChangeKind.MASK: "被遮盖的字，显示为缺字号",
    ChangeKind.ENCODED_BLOCK: "编码数据块（印章、签名等），不是正文",
    ChangeKind.PLACEHOLDER: "图片占位，不是正文",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Characters `start` to `end` of the original read as `cleaned`."""

    start: int
    end: int
    cleaned: str
    kind: ChangeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of the text: bytes `start` to `end` of the file, and what is read of them.

    `kind` is None where it is read as it stands. `raw` are the bytes themselves.
    """

    start: int
    end: int
    raw: bytes
    cleaned: str
    kind: ChangeKind | None = None


def reassembled(segments: Iterable[Segment]) -> bytes:
    """Return the file the segments were cut from."""
    return b"".join(segment.raw for segment in segments)


def cut(raw: bytes, decoded: Decoded, changes: Iterable[Change]) -> Iterator[Segment]:
    """Cut a file into segments, changed and unchanged; later changes that overlap are dropped."""
    starts, at = decoded.starts, 0
    if decoded.bom:
        yield Segment(
            start=0,
            end=decoded.bom,
            raw=raw[: decoded.bom],
            cleaned="",
            kind=ChangeKind.BYTE_ORDER_MARK,
        )
    for change in apart(changes):
        if change.start > at:
            yield _plain(raw, decoded, at, change.start)
        first, last = starts[change.start], starts[change.end]
        yield Segment(
            start=first, end=last, raw=raw[first:last], cleaned=change.cleaned, kind=change.kind
        )
        at = change.end
    if at < len(decoded.text):
        yield _plain(raw, decoded, at, len(decoded.text))


def apart(changes: Iterable[Change]) -> Iterator[Change]:
    """Yield the changes in order; of two that overlap, the one that begins first."""
    at = 0
    for change in sorted(changes, key=lambda each: (each.start, -each.end)):
        if change.start >= at:
            yield change
            at = change.end


def _plain(raw: bytes, decoded: Decoded, first: int, last: int) -> Segment:
    start, end = decoded.starts[first], decoded.starts[last]
    return Segment(start=start, end=end, raw=raw[start:end], cleaned=decoded.text[first:last])


class Alignment:
    """From a character of the cleaned text to the character of the original, and back."""

    def __init__(self, length: int, changes: Sequence[Change]) -> None:
        """Take the original's length in characters, and the changes in order."""
        self._cleaned, self._original = [0], [0]
        shift = 0
        for change in changes:
            begin = change.start - shift
            after = begin + len(change.cleaned)
            self._add(begin, change.start)
            shift += (change.end - change.start) - len(change.cleaned)
            self._add(after, change.end)
        self._add(length - shift, length)

    def _add(self, cleaned: int, original: int) -> None:
        self._cleaned.append(cleaned)
        self._original.append(original)

    def original(self, at: int, *, last: bool = False) -> int:
        """Return where a character of the cleaned text stands in the original.

        What was cleaned away at that very place lies before it; as the `last` of a range, after.
        """
        find = bisect_left if last else bisect_right
        index = max(find(self._cleaned, at) - 1, 0)
        return min(self._original[index] + at - self._cleaned[index], self._original[-1])

    def cleaned(self, at: int) -> int:
        """Return where a character of the original stands in the cleaned text."""
        index = bisect_right(self._original, at) - 1
        moved = self._cleaned[index] + at - self._original[index]
        limit = self._cleaned[index + 1] if index + 1 < len(self._cleaned) else self._cleaned[-1]
        return min(moved, limit)
