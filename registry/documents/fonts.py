"""What documents are printed with (打印字库), and which characters those fonts can draw."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import noto_cjk_sans_otc
import typst
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from fontTools.ttLib import TTCollection, TTFont

from hukou.kernel.names import PRIVATE_RANGES

OURS: Final = Path(noto_cjk_sans_otc.__file__).parent / "NotoSansCJK-Regular.ttc"
FAMILY: Final = "Noto Sans CJK SC"
COLLECTIONS: Final = {".ttc", ".otc"}
FAMILY_NAMES: Final = (16, 1)
"""Name records that say a font's family, the typographic one first."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """What a file of fonts holds: its families, and the code points they draw."""

    families: tuple[str, ...]
    points: frozenset[int]


def paths() -> tuple[Path, ...]:
    """Return our font, and those that the operator added for rare characters."""
    return (OURS, *(Path(each) for each in settings.PRINT_FONTS))


@cache
def shelf(files: tuple[Path, ...]) -> typst.Fonts:
    """Return the fonts as the typesetter takes them: whole directories, and none of the system's.

    Raises:
        ImproperlyConfigured: a font is not there. The typesetter would leave its glyphs out.
    """
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=sorted({str(each.parent) for each in files}),
    )
    if absent := set(families(files)) - set(fonts.families()):
        message = f"HUKOU_PRINT_FONT: the typesetter cannot load {', '.join(sorted(absent))}"
        raise ImproperlyConfigured(message)
    return fonts


def families(files: tuple[Path, ...]) -> tuple[str, ...]:
    """Return the families in the order in which a glyph is looked for."""
    added = (family for path in files if path != OURS for family in read(path).families)
    return tuple(dict.fromkeys((FAMILY, *added)))


@cache
def drawable(files: tuple[Path, ...]) -> frozenset[int]:
    """Return the code points that one of the fonts can draw."""
    return frozenset().union(*(read(path).points for path in files))


def missing(text: str) -> list[str]:
    """Return the characters of a text that cannot be printed, each once, in order.

    Private-use characters mean nothing that two machines agree on: no font makes them printable.
    """
    known = drawable(paths())
    wanted = dict.fromkeys(each for each in text if not each.isspace())
    return [each for each in wanted if ord(each) not in known or _is_private(ord(each))]


def spelt(text: str) -> str:
    """Return a text with what cannot be printed written as its code point: 〔U+2EBF0〕."""
    hidden = set(missing(text))
    return "".join(f"〔{code_point(each)}〕" if each in hidden else each for each in text)


def code_point(character: str) -> str:
    return f"U+{ord(character):04X}"


def _is_private(point: int) -> bool:
    return any(first <= point <= last for first, last in PRIVATE_RANGES)


@cache
def read(path: Path) -> FontFile:
    """Read a font file, or a collection of fonts; read once in a process."""
    if path.suffix.lower() in COLLECTIONS:
        with TTCollection(str(path), lazy=True) as collection:
            names = tuple(_family(font) for font in collection.fonts)
            return FontFile(names, frozenset(collection.fonts[0].getBestCmap()))
    with TTFont(str(path), lazy=True) as font:
        return FontFile((_family(font),), frozenset(font.getBestCmap()))


def _family(font: TTFont) -> str:
    names: Iterable[str | None] = (font["name"].getDebugName(record) for record in FAMILY_NAMES)
    return next((name for name in names if name), FAMILY)
