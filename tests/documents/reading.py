"""Reading our own PDFs back: what each page says, glyph by glyph, and which font says it.

Our documents are set in one font, so that one table (ToUnicode) tells every glyph's character.
"""

import re
import zlib
from collections.abc import Iterator
from typing import Final

STREAM: Final = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
GLYPH: Final = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
ESCAPE: Final = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
HEX: Final = re.compile(rb"<([0-9A-Fa-f]+)>")
LETTERS: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages(pdf: bytes) -> list[str]:
    """Return the text of each page, lines joined as they come."""
    streams = list(unpacked(pdf))
    [table] = [each for each in streams if b"beginbfchar" in each]
    glyphs = {
        int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for glyph, text in GLYPH.findall(table.partition(b"endcodespacerange")[2])
    }
    drawn = [each for each in streams if b" TJ" in each or b"]TJ" in each]
    return ["".join(_said(each, glyphs)) for each in drawn]


def unpacked(pdf: bytes) -> Iterator[bytes]:
    """Yield every stream of the file that is compressed in the usual way."""
    for found in STREAM.finditer(pdf):
        try:
            # Its last byte may look like the line break that is not part of it.
            yield zlib.decompressobj().decompress(found[1])
        except zlib.error:
            continue


def _said(page: bytes, glyphs: dict[int, str]) -> Iterator[str]:
    """Yield what is shown, by an array of strings (TJ) or by one alone (Tj)."""
    at, strings = 0, list[bytes]()
    while at < len(page):
        sign = page[at : at + 1]
        if sign == b"(":
            end = _end_of_string(page, at + 1)
            strings.append(ESCAPE.sub(_meant, page[at + 1 : end]))
            at = end
        elif sign == b"<" and (found := HEX.match(page, at)):
            strings.append(bytes.fromhex(found[1].decode()))
            at = found.end() - 1
        elif sign == b"[":
            strings = []
        elif page[at : at + 2] in (b"TJ", b"Tj"):
            for raw in strings if page[at : at + 2] == b"TJ" else strings[-1:]:
                for each in range(0, len(raw), 2):
                    yield glyphs[int.from_bytes(raw[each : each + 2])]
            strings = []
        at += 1


def _end_of_string(page: bytes, at: int) -> int:
    """Return where a literal string closes: brackets within it come in pairs, or escaped."""
    depth = 1
    while depth:
        sign = page[at : at + 1]
        if sign == b"\\":
            at += 1
        depth += {b"(": 1, b")": -1}.get(sign, 0)
        at += 1
    return at - 1


def _meant(escape: re.Match[bytes]) -> bytes:
    if escape[1].isdigit():
        return bytes([int(escape[1], 8)])
    return LETTERS.get(escape[1], escape[1])
