"""What a file is by its first bytes (文件类型): a name and a declared type are not believed."""

from collections.abc import Mapping
from typing import Final

PDF: Final = ("application/pdf", "pdf")
JPEG: Final = ("image/jpeg", "jpg")
PNG: Final = ("image/png", "png")
PICTURES: Final = frozenset({JPEG, PNG})
SIGNATURES: Final[Mapping[bytes, tuple[str, str]]] = {
    b"%PDF-": PDF,
    b"\xff\xd8\xff": JPEG,
    b"\x89PNG\r\n\x1a\n": PNG,
}


def recognised(content: bytes) -> tuple[str, str] | None:
    """Return the type and the suffix that the first bytes show; None where they show none."""
    for signature, shown in SIGNATURES.items():
        if content.startswith(signature):
            return shown
    return None
