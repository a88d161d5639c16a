"""Names of people (姓名): what may be stored, and how what was typed becomes it.

The separator in names is U+00B7 only, a name holds up to 50 characters, and every Han character of
GB 18030-2022 with its amendment of 2024 is accepted (民委发〔2016〕33号). Python's Unicode tables
are older than the newest extensions, so ranges are spelt out instead of asking them. A name is
stored exactly as registered: nothing here composes, folds or simplifies it.
"""

import unicodedata
from typing import Final

from hukou.kernel import tables
from hukou.kernel.errors import InvalidInput

SEPARATOR: Final = "·"
MAX_LENGTH: Final = 50

HAN_RANGES: Final = (
    (0x3007, 0x3007),  # 〇
    (0x3400, 0x4DBF),  # extension A
    (0x4E00, 0x9FFF),
    (0x20000, 0x2A6DF),  # B
    (0x2A700, 0x2B73F),  # C
    (0x2B740, 0x2B81F),  # D
    (0x2B820, 0x2CEAF),  # E
    (0x2CEB0, 0x2EBEF),  # F
    (0x2EBF0, 0x2EE5F),  # I: 622 characters found in names by the police
    (0x30000, 0x3134F),  # G
    (0x31350, 0x323AF),  # H
    (0x323B0, 0x3347F),  # J: Unicode 17, not yet in GB 18030
)
COMPATIBILITY_RANGES: Final = ((0xF900, 0xFAFF), (0x2F800, 0x2FA1F))
PRIVATE_RANGES: Final = ((0xE000, 0xF8FF), (0xF0000, 0xFFFFD), (0x100000, 0x10FFFD))
STRIPPED_RANGES: Final = (
    (0x200B, 0x200F),
    (0xFEFF, 0xFEFF),
    (0xFE00, 0xFE0F),  # variation selectors choose a glyph, not a character
    (0xE0100, 0xE01EF),
)
# Dots that keyboards and old systems write for the separator.
TAKEN_FOR_SEPARATOR: Final = "\u2022\u30fb\uff65\u2027\u22c5\u2219\u0387\u16eb\u2e31\ua78f"
# Marks that may mean the separator, or may be a slip: only the officer knows.
ASK_THE_OFFICER: Final = ".\uff0e\u3002-\uff0d \u3000\u3001,\uff0c"
_WITHIN_LATIN_NAMES: Final = " -."
_LAST_LATIN_LETTER: Final = 0x024F
_FULL_WIDTH: Final = range(0xFF21, 0xFF5B)
_FULL_WIDTH_SHIFT: Final = 0xFEE0

_MEANT: Final[dict[int, int | None]] = (
    {int(row["radical"], 16): int(row["ideograph"], 16) for row in tables.read("radicals")}
    | {code: ord(unicodedata.normalize("NFKC", chr(code))) for code in range(0x2F00, 0x2FD6)}
    | {ord(dot): ord(SEPARATOR) for dot in TAKEN_FOR_SEPARATOR}
    | {code: code - _FULL_WIDTH_SHIFT for code in _FULL_WIDTH if chr(code).isalpha()}
    | {code: None for first, last in STRIPPED_RANGES for code in range(first, last + 1)}
)


class BadName(InvalidInput):
    """The name cannot be registered as written."""

    code = "name"
    zh = "姓名填写有误。请对照证件重新录入。"
    usual_field = "name"


class NameMissing(BadName):
    """A name holds at least one character."""

    code = "name-missing"
    zh = "请填写姓名。"


class NameTooLong(BadName):
    """A name holds at most 50 characters."""

    code = "name-too-long"
    zh = "姓名最多50个字。请核对是否录入了其他内容。"


class SeparatorUnclear(BadName):
    """A space, dot or hyphen stands where only the separator · may."""

    code = "name-separator"
    zh = "姓名中有空格、点或连字符。少数民族姓名请用间隔号“·”；其他姓名请删去。"


class SeparatorMisplaced(BadName):
    """The separator stands first, last or twice in a row."""

    code = "name-separator-place"
    zh = "间隔号“·”不能在姓名的开头或结尾，也不能连用。请修改。"


class CharacterNotInAnyFont(BadName):
    """A private-use character looks different on every computer and cannot be stored."""

    code = "name-private-use"
    zh = "姓名中有自造字，别的系统无法显示。请改用国标字库中的字；没有的，按补字程序上报。"


class CharacterNotForNames(BadName):
    """Names are written in Han characters, with · between parts, or in Latin letters."""

    code = "name-character"
    zh = "姓名中有不能使用的字符。请使用规范汉字，外国人可用拉丁字母。"


def _within(character: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= ord(character) <= last for first, last in ranges)


def is_han(character: str) -> bool:
    """Whether a character is a Han character that may stand in a name."""
    return _within(character, HAN_RANGES) or _within(character, COMPATIBILITY_RANGES)


def is_latin(character: str) -> bool:
    """Whether a character is a Latin letter, with or without a mark."""
    return character.isalpha() and ord(character) <= _LAST_LATIN_LETTER


def normalise(text: str, *, field: str = "name") -> str:
    """Return the name to store for what was typed.

    Raises:
        BadName: one of its kinds; `field` is the field of the form it is for.
    """
    name = text.translate(_MEANT).strip()
    if not name:
        raise NameMissing(field=field)
    if len(name) > MAX_LENGTH:
        raise NameTooLong(field=field)
    for place, character in enumerate(name):
        _check(character, around=name[max(place - 1, 0) : place + 2], field=field)
    if any(not part for part in name.split(SEPARATOR)):
        raise SeparatorMisplaced(field=field)
    return name


def as_stored(text: str) -> str | None:
    """Return the name to look for in what is stored; None where nobody can be called that."""
    try:
        return normalise(text)
    except BadName:
        return None


def _check(character: str, *, around: str, field: str) -> None:
    if character == SEPARATOR or is_han(character) or is_latin(character):
        return
    if character in _WITHIN_LATIN_NAMES and all(map(_latin_or_mark, around)):
        return
    if character in ASK_THE_OFFICER:
        raise SeparatorUnclear(field=field)
    if _within(character, PRIVATE_RANGES):
        raise CharacterNotInAnyFont(_naming(character, CharacterNotInAnyFont.zh), field=field)
    raise CharacterNotForNames(_naming(character, CharacterNotForNames.zh), field=field)


def _latin_or_mark(character: str) -> bool:
    return is_latin(character) or character in _WITHIN_LATIN_NAMES


def _naming(character: str, sentence: str) -> str:
    return f"{sentence}（U+{ord(character):04X}）"
