"""Unified credit codes of organisations (统一社会信用代码): GB 32100-2015.

18 characters: registering department, kind, 6 digits of region, 9 of organisation code with a
check of its own (GB 11714), check character (mod 31). The department may be a letter: N for rural
collectives, A for the military, Y for others.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

from hukou.kernel import tables
from hukou.kernel.errors import InvalidInput

ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS: Final = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_FORM: Final = re.compile(rf"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}")


class BadCreditCode(InvalidInput):
    """A unified credit code has 18 characters, without I, O, S, V and Z."""

    code = "credit-code"
    zh = "统一社会信用代码应为18位，不含字母I、O、S、V、Z。请对照营业执照或登记证书录入。"
    usual_field = "credit_code"


class WrongCreditCodeCheck(BadCreditCode):
    """The check character does not fit the other 17."""

    code = "credit-code-check"
    zh = "统一社会信用代码校验位不符，至少有一位录错。请逐位核对。"


@dataclass(frozen=True, slots=True)
class UnifiedCreditCode:
    """A code (统一社会信用代码) whose form and check character hold."""

    text: str

    @property
    def region(self) -> str:
        """The county code of the organ that registered it."""
        return self.text[2:8]

    @property
    def organisation_code(self) -> str:
        """The nine characters that stay with the organisation."""
        return self.text[8:17]

    @property
    def organisation_code_holds(self) -> bool:
        """Whether the inner check holds; where it does not, ask, since old codes were kept."""
        return organisation_check(self.organisation_code[:8]) == self.organisation_code[8]

    @property
    def kind(self) -> str | None:
        """What kind of organisation it is, in Chinese; None for a pair the list does not hold."""
        return _kinds().get(self.text[:2])

    def __str__(self) -> str:
        return self.text


@cache
def _kinds() -> dict[str, str]:
    return {row["code"]: row["name"] for row in tables.read("credit_code_kinds")}


def check_character(body17: str) -> str:
    """Return the check character of 17 others."""
    total = sum(ALPHABET.index(each) * by for each, by in zip(body17, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def organisation_check(body8: str) -> str:
    """Return the check character of an organisation code (GB 11714)."""
    total = sum(int(each, 36) * by for each, by in zip(body8, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


def parse(text: str, *, field: str = "credit_code") -> UnifiedCreditCode:
    """Return the code in what was typed.

    Raises:
        BadCreditCode: its form or its check character is wrong.
    """
    code = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if not _FORM.fullmatch(code):
        raise BadCreditCode(field=field)
    if code[-1] != check_character(code[:-1]):
        raise WrongCreditCodeCheck(field=field)
    return UnifiedCreditCode(code)


def compose(kind: str, region: str, organisation8: str) -> UnifiedCreditCode:
    """Return the code of a department and kind (52), a county and eight characters."""
    body = f"{kind}{region}{organisation8}{organisation_check(organisation8)}"
    return parse(body + check_character(body))
