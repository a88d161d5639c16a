"""Text in GB 18030-2022, as police and civil-affairs systems exchange it.

Python's codec still follows the edition of 2000, in which some double-byte codes meant private-use
characters; the edition in force gives them real ones. Without this a name could come in unreadable
or leave as another character.
"""

from typing import Final

from hukou.kernel import tables

_SINCE_2022: Final = {
    int(row["before_2022"], 16): int(row["since_2022"], 16) for row in tables.read("gb18030_2022")
}
_BEFORE_2022: Final = {new: old for old, new in _SINCE_2022.items()}


def decode(data: bytes) -> str:
    """Return the text of GBK or GB 18030 bytes by the edition of 2022.

    Raises:
        UnicodeDecodeError: the bytes are not GB 18030.
    """
    return data.decode("gb18030").translate(_SINCE_2022)


def decode_either(data: bytes) -> str:
    """Return the text of a file that somebody sends: UTF-8, with or without its mark, or GB 18030.

    Raises:
        UnicodeDecodeError: the bytes are neither.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode(data)


def encode(text: str) -> bytes:
    """Return GB 18030 bytes; every Unicode character has some.

    Raises:
        UnicodeEncodeError: the text holds half a surrogate pair.
    """
    return text.translate(_BEFORE_2022).encode("gb18030")
