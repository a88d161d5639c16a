"""A paper for the demonstration (演示材料): one page of PDF, in our own bytes.

PDF 1.4 (ISO 32000-1). The font is one of the Chinese fonts every reader knows by name, so that
none is embedded.
"""

from collections.abc import Sequence
from typing import Final

_FONT: Final = (
    (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        b" /DescendantFonts [6 0 R] >>"
    ),
    (
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
        b" /FontDescriptor 7 0 R /DW 1000 >>"
    ),
    (
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
        b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
    ),
)


def demonstration_paper(lines: Sequence[str]) -> bytes:
    """Return one A4 page that shows these lines (characters of the basic plane)."""
    shown = b"\n".join(b"<%s> Tj T*" % _hex(line) for line in lines)
    text = b"BT /F1 16 Tf 72 760 Td 28 TL\n%s\nET" % shown
    return _file(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        *_FONT,
    )


def _hex(line: str) -> bytes:
    return line.encode("utf-16-be").hex().encode("ascii")


def _file(*objects: bytes) -> bytes:
    """Return the objects as a file, with the table that says at which byte each begins."""
    body, offsets = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    size = len(objects) + 1
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, rows)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    return body + table + end
