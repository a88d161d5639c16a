"""Application numbers (受理号): division, business, day, serial, and a check character.

24 characters and one more: 6 of the division (GB/T 2260), 3 of the business, 8 of the day, 6 of a
serial, and the check character of ISO 7064 MOD 37,36, which finds every single wrong character and
every exchange of two neighbours, so that a number read over the telephone is not another file's.
"""

import re
from datetime import date
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SERIALS: Final = 1_000_000
_FORM: Final = re.compile(r"[0-9]{6}[0-9A-Z]{3}[0-9]{14}[0-9A-Z]", re.ASCII)
_MODULUS: Final = len(ALPHABET)


def check_character(body: str) -> str:
    """Return the check character of upper-case letters and digits (ISO 7064 MOD 37,36)."""
    carry = _MODULUS
    for character in body:
        carry = (carry + ALPHABET.index(character)) % _MODULUS or _MODULUS
        carry = carry * 2 % (_MODULUS + 1)
    return ALPHABET[(_MODULUS + 1 - carry) % _MODULUS]


def compose(division: str, business: str, on: date, *, serial: int) -> str:
    """Return the number of the `serial`-th application, which may count on past a million."""
    body = f"{division[:6]}{business}{on:%Y%m%d}{serial % SERIALS:06d}"
    return body + check_character(body)


def is_valid(number: str) -> bool:
    """Whether a number has the form and its check character fits."""
    return bool(_FORM.fullmatch(number)) and check_character(number[:-1]) == number[-1]
