"""What a text refers to and does not hold (引用存疑): tables, annexes, items, formulas, numbers."""

import re
from collections.abc import Iterator
from typing import Final

from hukou.law.texts.flags import Doubt, FlagKind

FORMULA: Final = re.compile(
    r"\((?P<terms>[^()]{6,160})\)(?P<over>[^()。;,，；\n]{0,40}?) ?\d{1,3} ?分"
)
MEASURE: Final = re.compile(r"(?:率|比|数|额|百分点)")
OPERATOR: Final = re.compile(r"[+＋−÷×*/=＝]|除以|乘以|减去|加上|之比|占")
FEWEST_MEASURES: Final = 2
LOST: Final = "几个数量并列、后接分值，其间的运算符已失；不能由机器补上"

TABLE: Final = re.compile(r"(?P<what>[\u4e00-\u9fff]{2})? ?(?P<number>\d{1,3}) ?表(?![明示达率格])")
TABLE_ITSELF: Final = re.compile(r"(?m)^[ \t\r\f\v]*附?表 ?(?P<number>\d{1,3})\b")
NO_TABLE: Final = "文中没有编号 {number} 的表，也没有说明它出自哪里"
LISTED: Final = re.compile(
    r"附件 ?[:：]?(?P<list>(?: *\d{1,2} ?[.．、][^\n]{2,120}?){1,9})(?=\n| - |附件|$)"
)
ANNEX_NUMBER: Final = re.compile(r"(?<![\d.])(?P<number>\d{1,2}) ?[.．、] ?(?=\D|20\d\d ?年)")
ANNEX: Final = re.compile(r"附件 ?(?P<number>\d{1,2})(?!\d)")
SHOWN: Final = 24
NO_ANNEX: Final = "列有附件 {number}，文本中却没有这一附件"

COUNTED: Final = re.compile(r"\d{1,3} ?项(?![目])")
UNLISTED: Final = "只说有几项，文中没有逐项列出；不得自行补列"
OUTSIDE: Final = re.compile(r"特殊区域代码|城乡属性代码|城乡分类代码")
OUTSIDE_WORDS: Final = "以文外发布的代码表为准，须以国家统计局正式文本核对"

BARE_NUMBER: Final = re.compile(r"[发办函规字](?: ?(?:19|20)\d{2} ?\d{1,3} ?号)")
BARE: Final = "文号缺括号，年份与序号连在一起，须查证"
TITLED: Final = re.compile(r"《(?P<title>[^《》\n]{4,60})》 ?\((?P<number>[^()\n]{4,20}号)\)")
UNLIKE: Final = "同一文件在文中另写作 {other}，文号前后不一"


def reference_doubts(folded: str) -> Iterator[Doubt]:
    """Yield what the text rests on and does not say, in the folded text."""
    yield from _formulas(folded)
    tables = {found["number"] for found in TABLE_ITSELF.finditer(folded)}
    for found in TABLE.finditer(folded):
        if found["number"] not in tables:
            reason = NO_TABLE.format(number=found["number"])
            yield _doubt(FlagKind.UNDEFINED_TABLE, found, reason)
    yield from _annexes(folded)
    for found in COUNTED.finditer(folded):
        yield _doubt(FlagKind.UNLISTED_ITEMS, found, UNLISTED)
    for found in OUTSIDE.finditer(folded):
        yield _doubt(FlagKind.OUTSIDE_LIST, found, OUTSIDE_WORDS)
    for found in BARE_NUMBER.finditer(folded):
        yield _doubt(FlagKind.DOCUMENT_NUMBER, found, BARE)
    yield from _unlike_numbers(folded)


def _formulas(folded: str) -> Iterator[Doubt]:
    for found in FORMULA.finditer(folded):
        terms = f"{found['terms']} {found['over']}"
        if OPERATOR.search(terms) is None and len(MEASURE.findall(terms)) >= FEWEST_MEASURES:
            yield _doubt(FlagKind.LOST_OPERATOR, found, LOST)


def _annexes(folded: str) -> Iterator[Doubt]:
    """A list of annexes promises them; each must begin somewhere behind the list."""
    begins = {found["number"]: found.start() for found in ANNEX.finditer(folded)}
    for found in LISTED.finditer(folded):
        for each in ANNEX_NUMBER.finditer(found["list"]):
            number = int(each["number"])
            if begins.get(str(number), -1) < found.end():
                start = found.start("list") + each.start()
                yield Doubt(
                    kind=FlagKind.MISSING_ANNEX,
                    start=start,
                    end=min(start + SHOWN, found.end()),
                    reason=NO_ANNEX.format(number=number),
                )


def _unlike_numbers(folded: str) -> Iterator[Doubt]:
    known: dict[str, str] = {}
    for found in TITLED.finditer(folded):
        number = found["number"].replace(" ", "")
        first = known.setdefault(found["title"], number)
        if number != first:
            yield _doubt(FlagKind.DOCUMENT_NUMBER, found, UNLIKE.format(other=first))


def _doubt(kind: FlagKind, found: re.Match[str], reason: str) -> Doubt:
    return Doubt(kind=kind, start=found.start(), end=found.end(), reason=reason)
