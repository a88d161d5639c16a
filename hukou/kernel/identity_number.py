"""Citizen identity numbers (公民身份号码): GB 11643-1999, read, checked, masked, composed.

18 characters: 6 region, 8 birth date, 3 sequence (odd male, even female), 1 check character by
ISO 7064 MOD 11-2. The region is the county of first registration and stays for life, so one that
is unknown today is a warning, never an error; the birth date and sex in a number are a cross-check
on the register, not its source. Residents of Hong Kong, Macao and Taiwan (81, 82, 83) and foreign
permanent residents (9) hold numbers of the same form but are never in the register as residents.
"""

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput

Sex = Literal["male", "female"]

WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS: Final = "10X98765432"
NOT_CITIZENS: Final = ("81", "82", "83", "9")
# The suffixes that the 15-digit form kept for people born before 1900.
BORN_BEFORE_1900: Final = ("996", "997", "998", "999")

_FORM: Final = re.compile(r"[0-9]{17}[0-9X]", re.ASCII)
_LEGACY_FORM: Final = re.compile(r"[0-9]{15}", re.ASCII)
_FILLING: Final = re.compile(r"[\s\u200b-\u200f\ufeff\u002d\u2010-\u2015\u2212]+")


class BadIdentityNumber(InvalidInput):
    """The identity number cannot be right."""

    code = "identity_number"
    zh = "公民身份号码有误。请对照身份证或户口簿重新录入。"
    usual_field = "id_number"


class MalformedNumber(BadIdentityNumber):
    """An identity number has 17 digits and a check character."""

    code = "format"
    zh = "公民身份号码应为18位：前17位是数字，末位是数字或X。请对照身份证重新录入。"


class LegacyNumber(BadIdentityNumber):
    """A 15-digit number is no longer valid; the 18-digit one must be given."""

    code = "legacy15"
    zh = "这是15位旧号码，已停止使用。请录入18位公民身份号码；没有的，先核对旧登记资料。"


class WrongCheckCharacter(BadIdentityNumber):
    """The check character does not fit the other 17: a digit was mistyped."""

    code = "check_digit"
    zh = "公民身份号码校验位不符，至少有一位录错。请对照身份证逐位核对。"


class ImpossibleBirthDate(BadIdentityNumber):
    """The birth date inside the number is not a day of the calendar."""

    code = "birth_date"
    zh = "公民身份号码中的出生日期不存在。请对照身份证逐位核对。"


class BornInTheFuture(BadIdentityNumber):
    """The birth date inside the number lies after today."""

    code = "birth_in_future"
    zh = "公民身份号码中的出生日期晚于今天。请对照身份证逐位核对。"


class SequenceNeverIssued(BadIdentityNumber):
    """Sequence 000 is never given to anyone."""

    code = "sequence_000"
    zh = "公民身份号码的顺序码为000，不会编发。请对照身份证逐位核对。"


class NeedsManualReview(BadIdentityNumber):
    """A 15-digit number with suffix 996 to 999 may be of someone born before 1900."""

    code = "legacy15_review"
    zh = "15位旧号码末三位为996至999，可能是1900年以前出生人员。请人工核对旧登记资料。"


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """A number (公民身份号码) whose form, date and check character hold; `text` is what is stored.

    Printing it shows the mask, so that no log or error page can carry the number by accident.
    """

    text: str

    @property
    def region(self) -> str:
        """The county code when the number was given; not where the person is registered today."""
        return self.text[:6]

    @property
    def birth_date(self) -> date:
        """The birth date inside the number."""
        return date(int(self.text[6:10]), int(self.text[10:12]), int(self.text[12:14]))

    @property
    def sequence(self) -> str:
        """Three digits that tell apart those born on one day in one county."""
        return self.text[14:17]

    @property
    def sex(self) -> Sex:
        """Odd sequences are male, even ones female."""
        return "male" if int(self.sequence) % 2 else "female"

    @property
    def is_citizen(self) -> bool:
        """Whether this form of number is given to those who can be in the register."""
        return not self.text.startswith(NOT_CITIZENS)

    @property
    def masked(self) -> str:
        """The number fit for a screen header or a log: first six and last four."""
        return mask(self.text)

    def region_is_known(self, codes: Container[str]) -> bool:
        """Whether the region was ever a county, by the codes given; a false answer only warns."""
        return not self.is_citizen or self.region in codes

    def __str__(self) -> str:
        return self.masked

    def __repr__(self) -> str:
        return f"IdentityNumber({self.masked!r})"


def mask(text: str) -> str:
    """Hide the birth date of a number, or of anything as long; shorter text is hidden whole."""
    if len(text) < len("440199********0336"):
        return "*" * len(text)
    return f"{text[:6]}{'*' * (len(text) - 10)}{text[-4:]}"


def normalise(text: str) -> str:
    """Return what was meant: full-width to ASCII, no spaces or hyphens, X upper-case."""
    return _FILLING.sub("", unicodedata.normalize("NFKC", text)).upper()


def check_character(body17: str) -> str:
    """Return the check character of 17 digits (ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(body17, WEIGHTS, strict=True))
    return CHECK_CHARACTERS[total % 11]


def parse(text: str, *, today: date | None = None, field: str = "id_number") -> IdentityNumber:
    """Return the number in what an officer typed or another system sent.

    Raises:
        BadIdentityNumber: one of its kinds, whose code says what is wrong.
    """
    number = normalise(text)
    if _LEGACY_FORM.fullmatch(number):
        raise LegacyNumber(field=field)
    if not _FORM.fullmatch(number):
        raise MalformedNumber(field=field)
    if number[-1] != check_character(number[:-1]):
        raise WrongCheckCharacter(field=field)
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise ImpossibleBirthDate(field=field) from None
    if born > (today or clock.today()):
        raise BornInTheFuture(field=field)
    if number[14:17] == "000":
        raise SequenceNeverIssued(field=field)
    return IdentityNumber(number)


def upgrade_15(text: str, *, today: date | None = None) -> IdentityNumber:
    """Return the 18-character form of a 15-digit number, to match it with old paper records.

    Raises:
        NeedsManualReview: the suffix may mean a birth before 1900.
        BadIdentityNumber: it is not 15 digits, or its date is impossible.
    """
    number = normalise(text)
    if not _LEGACY_FORM.fullmatch(number):
        detail = "旧号码应为15位数字。请对照旧登记资料重新录入。"
        raise MalformedNumber(detail)
    if number.endswith(BORN_BEFORE_1900):
        raise NeedsManualReview
    body = f"{number[:6]}19{number[6:]}"
    return parse(body + check_character(body), today=today)


def compose(region: str, born: date, *, sequence: int) -> IdentityNumber:
    """Return the number of a county code, a birth date and a sequence from 1 to 999."""
    body = f"{region}{born:%Y%m%d}{sequence:03d}"
    return parse(body + check_character(body), today=born)
