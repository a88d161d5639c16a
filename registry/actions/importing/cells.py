"""Reading single cells of a legacy file (读入单元格); what many rows share is worked out once."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from hukou.kernel import identity_number, names
from hukou.kernel.codes import Scheme, of
from hukou.kernel.errors import InvalidInput
from hukou.kernel.identity_number import WEIGHTS, mask
from registry.actions.particulars import name_columns

from .rules import rule

OLDEST: Final = 130  # years
LONGEST: Final = 100  # characters of a household number, of an address
LONGEST_WHOLE: Final = 300  # characters of an address with its region
MANY: Final = 300_000
DAY: Final = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})", re.ASCII)
CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
NUMBER: Final = re.compile(r"[1-7][0-9]{16}[0-9X]", re.ASCII)
MISPLACED: Final = re.compile(r"[1-9][0-9]{16}[0-9Xx]", re.ASCII)
WEIGHT_OF: Final = [{str(digit): digit * weight for digit in range(10)} for weight in WEIGHTS]
CHECKED_BY: Final = {str(digit): (12 - digit) % 11 for digit in range(10)} | {"X": 2}
"""The remainder of the weighted sum that goes with each check character."""
NAME_COLUMNS: Final = (
    "name_norm",
    "name_pinyin",
    "name_initials",
    "name_pinyin_also",
    "name_initials_also",
    "name_bigrams",
)
NO_NAME: Final = ("", "", "", "", "", "", "{}")


class CellReader:
    """Reads cells one by one; `faults` collects what is wrong: column, value and rule."""

    def __init__(self, *, today: date) -> None:
        self.faults: list[tuple[str, str, str]] = []
        self.today = today
        self.oldest = today.replace(day=1, year=today.year - OLDEST)
        self._days: dict[str, date | None] = {}
        self._names: dict[str, tuple[str, ...]] = {}
        self._codes: dict[tuple[str, str], str] = {}

    def fault(self, column: str, value: str, code: str, sentence: str = "") -> None:
        """Note what is wrong; of an identity number only the mask is kept, in any column."""
        shown = mask(value) if column == "id_number" else _masked(value[:LONGEST])
        self.faults.append((column, CONTROL.sub(" ", shown), rule(code, sentence)))

    def number(self, raw: str) -> tuple[str, date | None, str]:
        """Return a number as stored, with the birth date and sex inside; blank where it is none."""
        if NUMBER.fullmatch(raw):
            total = sum([weights[digit] for weights, digit in zip(WEIGHT_OF, raw, strict=False)])
            born = self._day(raw[6:14])
            sound = total % 11 == CHECKED_BY[raw[17]] and raw[14:17] != "000"
            if sound and born is not None and born <= self.today:
                return raw, born, "1" if raw[16] in "13579" else "2"
        return self._doubtful(raw)

    def _doubtful(self, raw: str) -> tuple[str, date | None, str]:
        try:
            number = identity_number.parse(raw, today=self.today)
        except InvalidInput as problem:
            self.fault("id_number", raw, problem.code, problem.zh)
            return "", None, ""
        if not number.is_citizen:
            self.fault("id_number", raw, "not-a-citizens-number")
            return "", None, ""
        return number.text, number.birth_date, "1" if number.sex == "male" else "2"

    def code(self, scheme: Scheme, column: str, raw: str) -> str:
        """Return the code that a code or Chinese name stands for; blank where it is none."""
        known = self._codes.get((column, raw))
        if known is None:
            known = self._codes[column, raw] = _code(scheme, raw)
        if not known:
            self.fault(column, raw, "unknown-code")
        return known

    def past_day(self, column: str, raw: str) -> date | None:
        """Return a day up to today; None where it is none."""
        day = self._day(raw)
        if day is None:
            self.fault(column, raw, "date")
        elif day > self.today:
            self.fault(column, raw, "date-in-future")
            return None
        return day

    def _day(self, raw: str) -> date | None:
        if raw not in self._days:
            if len(self._days) > MANY:
                self._days.clear()
            self._days[raw] = _day(raw)
        return self._days[raw]

    def household_number(self, raw: str) -> str:
        """Return the number a household had in the old register."""
        if not raw or len(raw) > LONGEST or CONTROL.search(raw):
            self.fault("household_number", raw, "household-number")
            return ""
        return raw

    def one_of(self, words: Mapping[str, str], column: str, raw: str) -> str:
        """Return what one of a few words stands for; the rule is named for the column."""
        if raw not in words:
            self.fault(column, raw, column.replace("_", "-"))
            return ""
        return words[raw]

    def name(self, raw: str) -> Sequence[str]:
        """Return a name as registered, with the keys it is found by; each worked out once.

        A private-use character is refused: which character was meant, only the old papers say.
        """
        known = self._names.get(raw)
        if known is None:
            try:
                name = names.normalise(raw)
            except InvalidInput as problem:
                self.fault("name", raw, problem.code, problem.errors[0]["detail"])
                return NO_NAME
            if len(self._names) > MANY:
                self._names.clear()
            columns = name_columns(name)
            columns["name_bigrams"] = _array(columns["name_bigrams"])
            known = self._names[raw] = (name, *(columns[each] for each in NAME_COLUMNS))
        return known

    def address(self, raw: str, region: Sequence[str]) -> tuple[str, str]:
        """Return what follows the region in an address, and the whole of it."""
        rest = raw
        for name in region:
            rest = rest.removeprefix(name)
        whole = "".join(region) + rest
        if not rest or len(rest) > LONGEST or len(whole) > LONGEST_WHOLE or CONTROL.search(rest):
            self.fault("address", raw, "address")
            return "", ""
        return rest, whole


def _masked(value: str) -> str:
    """Hide the numbers in a cell; columns that slipped bring them where they do not belong."""
    return MISPLACED.sub(lambda found: mask(found[0]), value)


def _code(scheme: Scheme, raw: str) -> str:
    try:
        return of(scheme).read(raw).code
    except InvalidInput:
        return ""


def _day(raw: str) -> date | None:
    written = DAY.fullmatch(raw)
    if written is None:
        return None
    year, month, day = map(int, written.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _array(texts: Sequence[str]) -> str:
    """Return an array as PostgreSQL reads it; names hold neither quotes nor backslashes."""
    return "{" + ",".join([f'"{text}"' for text in texts]) + "}"
