"""What kind of text this is (文本性质): a report, a draft, several at once, cut off, undated."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from hukou.law.texts.dates import OWN_DATE, own_years
from hukou.law.texts.flags import Doubt, FlagKind

REPORTED: Final = re.compile(
    r"从[^\n。]{2,20}了解到|记者[^\n。]{0,12}(?:获悉|了解)|与(?:送审稿|征求意见稿)相比|相比于《"
)
COPIED: Final = re.compile(
    r"上传人|文档编号|展开阅读全文|点击查看更多|思而思学网|下载积分|版权归[^\n]{0,10}上传人|热门推荐"
)
DRAFT: Final = re.compile(r"\(?(?:送审稿|征求意见稿|讨论稿|草案)\)?")
NUMBER: Final = re.compile(r"[\u4e00-\u9fff]{1,6}[〔\[](?:19|20)\d{2}[〕\]] ?\d{1,4} ?号")
LONG: Final = 40
SHORT: Final = 30
FEWEST: Final = 8
ENDS: Final = frozenset('。!?;:)】」”"…》')
NUMBERED: Final = re.compile(r"^[ \t]*(?:[一二三四五六七八九十]+、|\(|\d{1,2} ?[.、]|第)")

REPORT: Final = "这里是关于规定的报道，不是规定本身；报道没有说的是未知，不是没有"
COPY: Final = "文本取自转载网站，不是发布机关的原文"
NOT_FINAL: Final = "这是草案，不得据以决定"
MANY: Final = "文件里另有一份文本止于此日期；引用时须写明是哪一份"
NO_DATE: Final = "文本没有成文日期和文号，施行日期须由管理员凭正式文本确定"
CUT_OFF: Final = "句子没有写完，其后的内容缺失，不得补写"
BARE_HEADING: Final = "只有标题，没有正文；其内容未知"


def standing_doubts(folded: str) -> Iterator[Doubt]:
    """Yield what must be known of the text as a whole, each where it shows first."""
    yield from _firsts(folded)
    dates = list(OWN_DATE.finditer(folded))
    for earlier, later in pairwise(dates):
        if earlier[0].strip() != later[0].strip() and _long_lines(
            folded[earlier.end() : later.start()]
        ):
            yield Doubt(
                kind=FlagKind.SEVERAL_TEXTS, start=earlier.start(), end=earlier.end(), reason=MANY
            )
    if not own_years(folded) and not _has_a_number(folded):
        first = re.search(r"\S[^\n]*", folded)
        if first is not None:
            yield Doubt(kind=FlagKind.UNDATED, start=first.start(), end=first.end(), reason=NO_DATE)
    yield from _cut_off(folded)
    yield from _bare_headings(folded)


def _firsts(folded: str) -> Iterator[Doubt]:
    for pattern, kind, reason in (
        (REPORTED, FlagKind.SECONDARY, REPORT),
        (COPIED, FlagKind.SECONDARY, COPY),
        (DRAFT, FlagKind.DRAFT, NOT_FINAL),
    ):
        found = pattern.search(folded)
        if found is not None:
            yield Doubt(kind=kind, start=found.start(), end=found.end(), reason=reason)


def _has_a_number(folded: str) -> bool:
    """Whether the text bears a number of its own: one that stands on a line, not in a sentence."""
    return any(
        NUMBER.search(line) and len(line.strip()) <= SHORT and "。" not in line
        for line in folded.splitlines()
    )


def _long_lines(part: str) -> bool:
    return any(len(line.strip()) >= LONG for line in part.splitlines())


def _cut_off(folded: str) -> Iterator[Doubt]:
    """The last paragraph ends with a sentence, unless the text was cut off."""
    lines = [each for each in re.finditer(r"[^\n]+", folded) if len(each[0].strip()) >= LONG]
    body = [each for each in lines if "。" in each[0] and not COPIED.search(each[0])]
    if not body:
        return
    last = body[-1]
    words = last[0].rstrip()
    if words[-1:] not in ENDS:
        tail = max(words.rfind(mark) for mark in "。;:") + 1
        yield Doubt(
            kind=FlagKind.TRUNCATED,
            start=last.start() + tail,
            end=last.start() + len(words),
            reason=CUT_OFF,
        )


def _bare_headings(folded: str) -> Iterator[Doubt]:
    """A short line behind a paragraph, with another right behind it, is a heading left alone."""
    lines = [each for each in re.finditer(r"[^\n]+", folded) if each[0].strip()]
    for before, here, after in zip(lines, lines[1:], lines[2:], strict=False):
        next_one = after[0].strip()
        alone = _is_heading(next_one.replace(",", "")) or next_one.startswith("而")
        if len(before[0].strip()) >= LONG and _is_heading(here[0]) and alone:
            yield Doubt(
                kind=FlagKind.HEADING_WITHOUT_BODY,
                start=here.start(),
                end=here.start() + len(here[0].rstrip()),
                reason=BARE_HEADING,
            )


def _is_heading(line: str) -> bool:
    words = line.strip()
    return (
        FEWEST <= len(words) <= SHORT
        and words[-1] not in ENDS
        and NUMBERED.match(words) is None
        and OWN_DATE.match(words) is None
        and not re.search(r"[。,，:：*_\[\]]|[A-Za-z]{2}", words)
    )
