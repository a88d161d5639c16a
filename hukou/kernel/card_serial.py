"""Serials of permit cards (居住证卡号): county, a number of a sequence, and a check character.

17 characters and one more: 6 of the county that issued the permit (GB/T 2260), 11 of the number,
and the check character of ISO 7064 MOD 37,36, so that a serial read aloud is not another card's.
No text lays the form down; it is ours.
"""

import re
import unicodedata
from typing import Final

from hukou.kernel.case_number import check_character
from hukou.kernel.errors import InvalidInput

DIGITS: Final = 11
_FORM: Final = re.compile(rf"[0-9]{{6}}[0-9]{{{DIGITS}}}[0-9A-Z]", re.ASCII)


class BadCardSerial(InvalidInput):
    """A card serial has 18 characters, and its check character fits the other 17."""

    code = "card-serial"
    zh = "居住证卡号应为18位，且末位校验相符。请对照卡面逐位核对。"
    usual_field = "serial"


def compose(county: str, number: int) -> str:
    """Return the serial of the `number`-th card."""
    body = f"{county[:6]}{number:0{DIGITS}d}"
    return body + check_character(body)


def parse(text: str, *, field: str = "serial") -> tuple[str, int]:
    """Return the county and the number in what was typed or read.

    Raises:
        BadCardSerial: its form or its check character is wrong.
    """
    serial = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if not _FORM.fullmatch(serial) or serial[-1] != check_character(serial[:-1]):
        raise BadCardSerial(field=field)
    return serial[:6], int(serial[6:-1])
