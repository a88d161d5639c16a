"""Dates that say too little or cannot be right (日期存疑), in the folded text."""

import re
from collections.abc import Iterator
from typing import Final

from hukou.law.texts.flags import Doubt, FlagKind

OWN_DATE: Final = re.compile(
    r"(?m)^[ \t]*(?P<year>(?:19|20)\d{2}) ?年 ?\d{1,2} ?月 ?\d{1,2} ?日[ \t]*(?:印发)?\r?$"
)
DAY: Final = re.compile(r"\d{1,2} ?月(?:份)?(?: ?\d{1,2} ?日|[底初末中]|[,，前起])")
YEAR_BEFORE: Final = re.compile(r"年 ?年?度?底?的?(?:\d{1,2} ?月 ?(?:\d{1,2} ?日)?[至到—-] ?)?$")
VAGUE_YEAR: Final = re.compile(r"(?:今年|去年|明年|本年度?)$")
GOAL: Final = re.compile(r"到 ?(?P<year>20\d{2}) ?年")
DEADLINE: Final = re.compile(
    r"(?P<year>20\d{2}) ?年(?: ?年底| ?底| ?末|(?: ?\d{1,2} ?月(?: ?\d{1,2} ?日|底)?)(?: ?之)?)前"
)
CITED: Final = re.compile(r"[〔\[(](?P<year>(?:19|20)\d{2})[〕\])] ?\d{1,4} ?号")
HORIZON: Final = 2
"""A plan that looks to a year is hardly made within so many years of it."""

NO_YEAR: Final = "没有写年份，不能由上下文补上"
VAGUE: Final = "以“今年”之类的词代替年份，而文本的成文年份须另行查证"
NEAR_GOAL: Final = "文本没有成文日期可对；目标至 {goal} 年，此处却写 {year} 年，可能经人改动"
AFTER_OWN: Final = "所引年份 {year} 晚于文本自己的日期 {own} 年"


def own_years(folded: str) -> list[int]:
    """Return the years of the dates that stand on a line of their own: those of signing."""
    return [int(found["year"]) for found in OWN_DATE.finditer(folded)]


def date_doubts(folded: str) -> Iterator[Doubt]:
    """Yield dates without a year, and years that cannot be right."""
    for found in DAY.finditer(folded):
        before = folded[max(0, found.start() - 16) : found.start()]
        if VAGUE_YEAR.search(before):
            yield _doubt(FlagKind.MISSING_YEAR, found.start() - 2, found.end(), VAGUE)
        elif not _has_a_year(before):
            yield _doubt(FlagKind.MISSING_YEAR, found.start(), found.end(), NO_YEAR)
    yield from _doubtful_years(folded)


def _has_a_year(before: str) -> bool:
    return YEAR_BEFORE.search(before) is not None or before.rstrip(" ").endswith("年")


def _doubtful_years(folded: str) -> Iterator[Doubt]:
    own = own_years(folded)
    goal = max((int(found["year"]) for found in GOAL.finditer(folded)), default=0)
    for found in [*DEADLINE.finditer(folded), *CITED.finditer(folded)]:
        year = int(found["year"])
        if own and CITED.fullmatch(found[0]) and year > max(own):
            reason = AFTER_OWN.format(year=year, own=max(own))
            yield _doubt(FlagKind.SUSPICIOUS_DATE, found.start(), found.end(), reason)
        elif not own and goal and goal - HORIZON < year <= goal:
            reason = NEAR_GOAL.format(goal=goal, year=year)
            yield _doubt(FlagKind.SUSPICIOUS_DATE, found.start(), found.end(), reason)


def _doubt(kind: FlagKind, start: int, end: int, reason: str) -> Doubt:
    return Doubt(kind=kind, start=max(0, start), end=end, reason=reason)
