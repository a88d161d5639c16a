"""From frozen content to PDF (排版): data go in as data, never as the typesetter's language."""

import json
from datetime import date, datetime, time
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any, Final, Literal, Protocol, cast

import segno
import typst
from django.conf import settings

from hukou.kernel.clock import ZONE
from registry.errors import CharactersNotPrintable

from . import fonts
from .content import texts
from .templates import template_used

Format = Literal["pdf", "png", "html"]
STANDARD: Final = "a-2u"
"""PDF/A-2u: every font is in the file, and every glyph says which character it is."""
SHOWN_DIGITS: Final = 16
LISTS: Final = Path(__file__).parent / "typst" / "lists"
PRINTS: Final = Lock()
"""One document at a time in a process: a page takes milliseconds."""


class Frozen(Protocol):
    """What can be printed as it was made: an issued document, or a card that was made."""

    @property
    def content(self) -> dict[str, Any]: ...
    @property
    def template(self) -> str: ...
    @property
    def template_digest(self) -> str: ...
    @property
    def digest(self) -> str: ...
    @property
    def issued_on(self) -> date: ...


def check_printable(content: dict[str, Any]) -> None:
    """Refuse content with a character that no font can draw.

    Raises:
        CharactersNotPrintable: names every such character, its code point and where it stands.
    """
    found = {
        character: (fonts.code_point(character), label)
        for label, text in texts(content)
        for character in fonts.missing(text)
    }
    if found:
        told = "、".join(f"{code}（{label}）" for code, label in found.values())
        codes = [code for code, _label in found.values()]
        raise CharactersNotPrintable(told, characters=codes)


def rendered(document: Frozen, form: Format = "pdf") -> bytes | list[bytes]:
    """Typeset a document as it was issued: its own template, its own data, the same bytes always.

    Takes about 5 ms a page; call it outside transactions. Raises TemplateAltered.
    """
    template = template_used(document.template, digest=document.template_digest)
    data = {
        **document.content,
        "fonts": fonts.families(fonts.paths()),
        "digest": document.digest[:SHOWN_DIGITS],
        "qr": qr_code(verify) if (verify := document.content["issue"].get("verify")) else "",
    }
    given = json.dumps(data, ensure_ascii=False)
    issued = datetime.combine(document.issued_on, time.min, tzinfo=ZONE)
    with PRINTS:
        made = _typesetter(template.file.parent, fonts.paths()).compile(
            str(template.file),
            format=form,
            sys_inputs={"data": given},
            pdf_standards=[STANDARD] if form == "pdf" else [],
            timestamp=int(issued.timestamp()),
        )
    return cast("bytes | list[bytes]", made)


def listed(name: str, content: dict[str, Any], *, on: date) -> bytes:
    """Typeset a working list (工作用表) that is no document: not numbered, not kept.

    Raises CharactersNotPrintable.
    """
    check_printable(content)
    data = {**content, "fonts": fonts.families(fonts.paths())}
    with PRINTS:
        made = _typesetter(LISTS, fonts.paths()).compile(
            str(LISTS / f"{name}.typ"),
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=[STANDARD],
            timestamp=int(datetime.combine(on, time.min, tzinfo=ZONE).timestamp()),
        )
    return cast("bytes", made)


def pdf(document: Frozen) -> bytes:
    """Return a document as PDF/A."""
    return cast("bytes", rendered(document))


def address_to_check(code: str) -> str:
    """Return the address that a reader of the QR code is led to: the opaque code, nothing else.

    It is frozen with the content, so that a reprint carries the code of the first print.
    """
    return f"{settings.PUBLIC_URL}/verify/{code}"


def qr_code(address: str) -> str:
    """Return the QR code of an address as SVG."""
    drawn = BytesIO()
    symbol = segno.make(address, error="m", micro=False)
    symbol.save(drawn, kind="svg", border=2, xmldecl=False, scale=4)
    return drawn.getvalue().decode()


@cache
def _typesetter(root: Path, files: tuple[Path, ...]) -> typst.Compiler:
    return typst.Compiler(root=str(root), font_paths=fonts.shelf(files), ignore_system_fonts=True)
