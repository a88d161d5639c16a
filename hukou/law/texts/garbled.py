"""Broken pairs (乱码): where two-byte characters were cut in the middle and paired anew.

A site put readings in brackets behind characters, byte by byte. Where the bytes of a character
happened to straddle two others, the pair was torn and all that follows was read one byte off,
until a single byte brought it back into step. What was lost on the way cannot be known from what
is left, so it is never repaired by itself. But a reading somebody proposes can be put to the test:
written in bytes and read one byte off, it must give just what is printed.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from hukou.law.texts.flags import Doubt, FlagKind
from hukou.law.texts.noise import HAN, LETTERS, TONED

START: Final = re.compile(rf"[?\ufffd\udc80-\udcff](?=[^\s\d])|(?<=[{HAN}])[?\ufffd\udc80-\udcff]")
ANCHOR: Final = re.compile(
    # the end of a gloss that lost its beginning
    rf"[{LETTERS}]{{0,8}}[{TONED}][{LETTERS}]{{0,8}}[)）]"
    rf"|[A-Za-z^<>~|\\_@`{{}}\[\]](?:[(（][{LETTERS}]{{1,8}}[)）])?"
    r"|[?\ufffd\udc80-\udcff](?:/[a-z]{1,4}>)?"
)
STOP: Final = frozenset(",，。、\n\r\t()（）;：:")
FAR: Final = 22
"""So many characters at most between one sign of the damage and the next."""

FEWEST: Final = 2
"""Fewer characters fit too many readings."""

WIDE: Final = 2
"""Bytes of a character in the damaged encoding."""
RUN: Final = re.compile(f"[{HAN}，。、；：“”【】（）]{{2,}}")
OPEN_REASON: Final = "此处编码损坏，字节已失，不能确定原字"
PROVEN_REASON: Final = "此处编码损坏；建议的读法与残存字节一致，仍须人工确认"


def garbled(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the original text that are garbled."""
    at = 0
    while (found := START.search(text, at)) is not None:
        start, end = found.start(), found.start() + 1
        while (after := _next_sign(text, end)) is not None:
            end = after
        if _is_damage(text, start, end):
            yield start, end
        at = max(end, start + 1)


def _next_sign(text: str, at: int) -> int | None:
    """Return where the next sign of the same damage ends, if it is near."""
    for here in range(at, min(at + FAR, len(text))):
        found = ANCHOR.match(text, here)
        if found is not None:
            return found.end()
        if text[here] in STOP and not (here == at and text[here] in ";:：；"):
            return None
    return None


def _is_damage(text: str, start: int, end: int) -> bool:
    """Whether a sign stands among Chinese: a question asked in English is none."""
    around = text[max(0, start - 2) : start] + text[start + 1 : end + 2]
    return re.search(f"[{HAN}]", around) is not None


def proves(reading: str, printed: str) -> bool:
    """Whether a reading, read one byte off in GB18030, leaves the characters that are printed."""
    left = _characters(printed)
    return bool(left) and any(
        _characters(_one_byte_off(reading, at)) == left for at in range(len(reading))
    )


def _one_byte_off(reading: str, at: int) -> str:
    """Return what becomes of a reading whose character at `at` was torn."""
    off = reading[at:].encode("gb18030", "ignore")[1:].decode("gb18030", "replace")
    return reading[:at] + off


def _characters(printed: str) -> str:
    """Return the Chinese characters of a print, without signs and letters."""
    return "".join(
        char for char in unicodedata.normalize("NFKC", printed) if re.match(f"[{HAN}]", char)
    )


class SoundText:
    """The sound passages of a text, and what is left of each when it is read one byte off.

    Characters of two bytes leave a pair between any two neighbours, wherever the damage begins; so
    all passages are known from one pass over the text.
    """

    def __init__(self, sound: str) -> None:
        self._left: list[str] = []
        self._runs: list[str] = []
        self._places: list[list[int]] = []
        for run in RUN.findall(sound):
            pairs = [_torn(one, next_one) for one, next_one in pairwise(run)]
            kept = [at for at, pair in enumerate(pairs) if pair]
            self._runs.append(run)
            self._places.append(kept)
            self._left.append("".join(pairs[at] for at in kept))

    def reading_of(self, printed: str) -> str:
        """Return the passage that the printed bytes bear out; empty where none, or several, do.

        Only passages that stand in this text are tried: nothing is made up.
        """
        left = _characters(printed)
        if len(left) < FEWEST:
            return ""
        found = {
            run[kept[at] : kept[at + len(left) - 1] + 2]
            for run, kept, off in zip(self._runs, self._places, self._left, strict=True)
            for at in _occurrences(left, off)
        }
        shortest = [each for each in found if len(each) == min(map(len, found))]
        return shortest[0] if len(shortest) == 1 else ""


def _torn(one: str, next_one: str) -> str:
    """Return the character made of the second byte of one and the first of the next, if any."""
    first, second = one.encode("gb18030", "ignore"), next_one.encode("gb18030", "ignore")
    if len(first) != WIDE or len(second) != WIDE:
        return ""
    return _characters(bytes([first[1], second[0]]).decode("gb18030", "ignore"))


def _occurrences(wanted: str, text: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def doubt(start: int, end: int, printed: str, sound: SoundText) -> Doubt:
    """Return the doubt about a garbled span, with the reading its bytes bear out."""
    reading = sound.reading_of(printed)
    reason = PROVEN_REASON if reading else OPEN_REASON
    return Doubt(kind=FlagKind.GARBLED, start=start, end=end, reason=reason, proposal=reading)
