"""National code sets (代码集): read once, looked up by code, Chinese name or pinyin.

A register stores the code; screens show the name. Names people commonly write for a code (男 for
男性, 汉 for 汉族) are read as well, because imported registers carry them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from typing import Final

from hukou.kernel import tables
from hukou.kernel.errors import InvalidInput
from hukou.kernel.identity_number import Sex
from hukou.kernel.name_keys import fold_pinyin, name_initials, name_pinyin

SEARCH_LIMIT: Final = 20
SEX_OF_CODE: Final[Mapping[str, Sex]] = {"1": "male", "2": "female"}
"""GB/T 2261.1 in the law's words; the other codes say that the sex is not known."""
CODE_OF_SEX: Final[Mapping[Sex, str]] = {sex: code for code, sex in SEX_OF_CODE.items()}

MARRIED_OF_CODE: Final[Mapping[str, bool]] = {
    "10": False,
    "20": True,
    "21": True,
    "22": True,
    "23": True,
    "30": False,
    "40": False,
}
"""GB/T 2261.2: 未婚, 已婚 (初婚, 再婚, 复婚), 丧偶, 离婚; what is not told stays unknown."""


class Scheme(StrEnum):
    """The code sets; the value is the standard each comes from."""

    SEX = "GB/T 2261.1-2003"
    MARITAL_STATUS = "GB/T 2261.2-2003"
    COUNTRY = "GB/T 2659.1-2022"
    ETHNIC_GROUP = "GB/T 3304-1991"
    EDUCATION = "GB/T 4658-2006"
    FAMILY_RELATION = "GB/T 4761-2008"
    OCCUPATION = "GB/T 6565-2015"
    HOUSEHOLD_NATURE = "GA/T 2000.27"
    BLOOD_TYPE = "GA/T 2000.37-2014"
    URBAN_RURAL_CLASS = "统计上划分城乡"
    IDENTITY_DOCUMENT = "GA/T 2000.156-2016"
    MOVE_REASON = "迁移原因（本系统代码）"
    CANCELLATION_REASON = "注销户口原因（本系统代码）"
    RESTORATION_REASON = "恢复户口原因（本系统代码）"
    UNREGISTERED_KIND = "国办发〔2015〕96号"


class UnknownCode(InvalidInput):
    """The code set holds no such code or name."""

    code = "unknown-code"
    zh = "代码表中没有这一项。请从列表中选择。"
    usual_field = "code"


@dataclass(frozen=True, slots=True)
class Code:
    """One value of a code set (代码); `also` holds other names it is read from."""

    code: str
    name: str
    name_en: str
    also: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class CodeSet:
    """One standard's codes, in its order."""

    scheme: Scheme
    codes: Mapping[str, Code]

    def __contains__(self, code: object) -> bool:
        return code in self.codes

    def __getitem__(self, code: str) -> Code:
        return self.codes[code]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Pairs of code and Chinese name, for a form or a column."""
        return [(code.code, code.name) for code in self.codes.values()]

    def name(self, code: str) -> str:
        """Return the Chinese name; a code that is not in the set is shown as it is."""
        known = self.codes.get(code)
        return known.name if known else code

    def read(self, text: str, *, field: str = "code") -> Code:
        """Return what a code or a Chinese name stands for.

        Raises:
            UnknownCode: neither.
        """
        wanted = text.strip()
        found = self.codes.get(wanted) or self._by_name.get(wanted)
        if found is None:
            raise UnknownCode(field=field)
        return found

    def search(self, text: str, *, limit: int = SEARCH_LIMIT) -> list[Code]:
        """Return codes for what an officer types: code, Chinese, pinyin, initials or English."""
        wanted = text.strip().casefold()
        if not wanted:
            return list(self.codes.values())[:limit]
        ranked = [
            (rank, code) for code in self.codes.values() if (rank := self._rank(code, wanted))
        ]
        return [code for _, code in sorted(ranked, key=lambda each: each[0])][:limit]

    @cached_property
    def _by_name(self) -> dict[str, Code]:
        return {name: code for code in self.codes.values() for name in (code.name, *code.also)}

    @cached_property
    def _pinyin(self) -> dict[str, tuple[str, ...]]:
        return {
            code.code: tuple(key(name) for name in (code.name, *code.also) for key in _KEYS)
            for code in self.codes.values()
        }

    def _rank(self, code: Code, wanted: str) -> int:
        """Return how well a code answers: 1 is best, 0 not at all."""
        names = [name.casefold() for name in (code.name, *code.also)]
        key = fold_pinyin(wanted) if wanted.isascii() else ""
        answers = (
            wanted == code.code or wanted in names,
            code.code.casefold().startswith(wanted),
            any(name.startswith(wanted) for name in names),
            bool(key) and any(each.startswith(key) for each in self._pinyin[code.code]),
            any(wanted in name for name in [*names, code.name_en.casefold()]),
        )
        return answers.index(True) + 1 if True in answers else 0


_KEYS: Final = (name_pinyin, name_initials)


@cache
def of(scheme: Scheme) -> CodeSet:
    """Return a code set, read from its file the first time."""
    rows = tables.read(scheme.name.lower())
    return CodeSet(scheme, {row["code"]: _code(row) for row in rows})


def _code(row: dict[str, str]) -> Code:
    also = tuple(name for name in row["also"].split("/") if name)
    return Code(row["code"], row["name"], row["name_en"], also)
