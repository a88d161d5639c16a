"""What a person must look at in a text (存疑), because no machine can repair it for certain."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class FlagKind(StrEnum):
    """Why a place of the text is doubtful (存疑种类)."""

    GARBLED = "garbled"
    LOST_OPERATOR = "lost_operator"
    MISSING_YEAR = "missing_year"
    SUSPICIOUS_DATE = "suspicious_date"
    MASKED = "masked"
    DOCUMENT_NUMBER = "document_number"
    UNDEFINED_TABLE = "undefined_table"
    UNLISTED_ITEMS = "unlisted_items"
    OUTSIDE_LIST = "outside_list"
    MISSING_ANNEX = "missing_annex"
    TRUNCATED = "truncated"
    HEADING_WITHOUT_BODY = "heading_without_body"
    ENCODED_BLOCK = "encoded_block"
    PAGE_NUMBERS = "page_numbers"
    SECONDARY = "secondary"
    SEVERAL_TEXTS = "several_texts"
    DRAFT = "draft"
    UNDATED = "undated"
    UNDEFINED_TERM = "undefined_term"
    OPPOSED = "opposed"
    PERSONAL_DATA = "personal_data"

    @property
    def zh(self) -> str:
        return _ZH[self]


_ZH: Final = {
    FlagKind.GARBLED: "乱码",
    FlagKind.LOST_OPERATOR: "算式缺运算符",
    FlagKind.MISSING_YEAR: "日期缺年份",
    FlagKind.SUSPICIOUS_DATE: "日期可疑",
    FlagKind.MASKED: "文字被遮盖",
    FlagKind.DOCUMENT_NUMBER: "文号可疑",
    FlagKind.UNDEFINED_TABLE: "引用的表没有说明",
    FlagKind.UNLISTED_ITEMS: "事项只有数目，没有列出",
    FlagKind.OUTSIDE_LIST: "依赖文外的代码或名录",
    FlagKind.MISSING_ANNEX: "附件缺失",
    FlagKind.TRUNCATED: "文本中断",
    FlagKind.HEADING_WITHOUT_BODY: "有标题无正文",
    FlagKind.ENCODED_BLOCK: "夹有编码数据",
    FlagKind.PAGE_NUMBERS: "页码混入正文",
    FlagKind.SECONDARY: "间接来源",
    FlagKind.SEVERAL_TEXTS: "一个文件里有几份文本",
    FlagKind.DRAFT: "草案",
    FlagKind.UNDATED: "没有成文日期或文号",
    FlagKind.UNDEFINED_TERM: "用语没有定义",
    FlagKind.OPPOSED: "与别处规定相反",
    FlagKind.PERSONAL_DATA: "含个人信息",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A doubt as it is found: characters of the cleaned text, and why."""

    kind: FlagKind
    start: int
    end: int
    reason: str
    proposal: str = ""
    original: tuple[int, int] | None = None
    """Characters of the original, where they were cleaned away and stand in no cleaned text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A doubtful place of the text: where it is in the file, what stands there, and why.

    Bytes `start` to `end`, both lines included; `at` is where it begins in the cleaned text.
    `proposal` is a reading that the bytes themselves bear out, where there is one.
    """

    kind: FlagKind
    start: int
    end: int
    first_line: int
    last_line: int
    at: int
    until: int
    excerpt: str
    reason: str
    proposal: str = ""

    def as_json(self) -> dict[str, object]:
        return {
            "kind": self.kind.value,
            "bytes": [self.start, self.end],
            "lines": [self.first_line, self.last_line],
            "excerpt": self.excerpt,
            "reason": self.reason,
            "proposal": self.proposal or None,
        }
