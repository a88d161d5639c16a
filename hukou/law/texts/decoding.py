"""From bytes to characters and back (编码): every character knows the bytes it stands for."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LAYOUT: Final = "\t\n\v\f\r"
MOST_BROKEN: Final = 0.02
"""Share of bytes that fit no encoding, above which the file is no text."""


class NotAText(ValueError):
    """The bytes are no text in UTF-8, UTF-16 or GB18030: a program, picture, PDF or archive."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters, and at which byte each begins; one more start for the end of the file.

    A byte that fits no encoding stands as a surrogate (U+DC80…), so that it can be written back.
    """

    encoding: str
    bom: int
    text: str
    starts: tuple[int, ...]

    def encoded(self, text: str) -> bytes:
        """Return characters of this text as the bytes they were."""
        return text.encode(self.encoding, "surrogateescape")


def decode(raw: bytes) -> Decoded:
    """Return the text of a file with the byte at which every character begins.

    A mark at the beginning names the encoding; otherwise UTF-8 is tried, then GB18030.

    Raises:
        NotAText: it cannot be read in any of them.
    """
    for bom, encoding in BOMS:
        if raw.startswith(bom):
            return _decoded(raw, encoding, len(bom))
    for encoding in ("utf-8", "gb18030"):
        try:
            raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _decoded(raw, encoding, 0)
    return _decoded(raw, "utf-8", 0)


def _decoded(raw: bytes, encoding: str, bom: int) -> Decoded:
    body = raw[bom:]
    errors = "surrogateescape" if encoding == "utf-8" else "strict"
    try:
        text = body.decode(encoding, errors)
    except UnicodeDecodeError as problem:
        raise NotAText(encoding) from problem
    strange = sum(1 for each in text if _is_strange(each))
    if strange > MOST_BROKEN * len(text) or "\x00" in text:
        raise NotAText(encoding)
    return Decoded(encoding, bom, text, tuple(_starts(body, text, encoding, bom)))


def _is_strange(char: str) -> bool:
    return "\udc80" <= char <= "\udcff" or (char < " " and char not in LAYOUT)


def _starts(body: bytes, text: str, encoding: str, bom: int) -> Iterator[int]:
    """Yield where each character begins; a character written in an unusual way keeps its length."""
    at = bom
    if text.encode(encoding, "surrogateescape") == body:
        for char in text:
            yield at
            at += len(char.encode(encoding, "surrogateescape"))
        yield at
        return
    decoder = codecs.getincrementaldecoder(encoding)()
    for offset in range(len(body)):
        for _ in decoder.decode(body[offset : offset + 1]):
            yield at
            at = bom + offset + 1
    yield at
