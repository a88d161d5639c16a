"""Clauses found by the headings of a text (条款定位), each with an anchor that stays.

An anchor is the path of ordinals: `2.1.3` for 二、（一）3. A text that counts （一） to （十四）
through its chapters keeps both: `2.5`. Where the count of chapters begins anew, another text
begins, and its anchors start with `t2:`. A heading without a number is named by its own words.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from hukou.law.texts.ordinals import CHINESE, CIRCLED, number
from hukou.law.texts.standing import ENDS, LONG, SHORT

MARKER: Final = re.compile(
    rf"(?P<chapter>[{CHINESE}]{{1,3}}) ?、"
    rf"|[(（] ?(?P<section>[{CHINESE}]{{1,3}}) ?[)）]"
    rf"|第(?P<article>[{CHINESE}]{{1,5}}|\d{{1,3}}) ?条(?![件款])"
    r"|附件 ?(?P<annex>\d{1,2})?(?=[ \t]*(?:\n|[\u4e00-\u9fff]))"
    r"|(?P<item>\d{1,2}) ?[.．、](?!\d)"
    rf"|[(（] ?(?P<point>\d{{1,2}}) ?[)）]|(?P<circled>[{CIRCLED}])"
)
LEVELS: Final = {
    "annex": 0, "chapter": 1, "article": 1, "section": 2, "item": 3, "point": 4, "circled": 4,
}  # fmt: skip
SPOKEN: Final = re.compile(r"[^。\n:：;；,，]{0,40}")
FEWEST: Final = 6
"""Characters of a heading without a number: fewer are a place name, a button, a signature."""
CONTINUES: Final = frozenset({2})
"""Levels whose count may run on through the chapters: （一）to（十四）."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A clause of the text: its name, its heading, and where it stands.

    Characters `at` to `until` of the cleaned text; bytes `start` to `end` and both lines of the
    file are filled in by the reading.
    """

    id: str
    level: int
    heading: str
    at: int
    until: int
    start: int = 0
    end: int = 0
    first_line: int = 0
    last_line: int = 0

    def as_json(self) -> dict[str, object]:
        return {
            "id": self.id,
            "heading": self.heading,
            "bytes": [self.start, self.end],
            "lines": [self.first_line, self.last_line],
        }


@dataclass(frozen=True, slots=True)
class _Mark:
    kind: str
    level: int
    number: int
    at: int
    heading: str


def anchors_of(folded: str, cleaned: str) -> list[Anchor]:
    """Return the clauses of a text in order; each reaches to the next of its level or above."""
    found = list(_named(_counted(_marks(folded)), cleaned))
    found += _unnumbered(folded, cleaned, found)
    found.sort(key=lambda anchor: anchor.at)
    return [
        replace(each, until=_end(each, found[at + 1 :], len(cleaned)))
        for at, each in enumerate(found)
    ]


def _marks(folded: str) -> Iterator[_Mark]:
    """Yield what looks like a clause's number: behind a sentence, or at the start of a line."""
    for found in MARKER.finditer(folded):
        if not _stands_first(folded, found.start()):
            continue
        kind = str(found.lastgroup or "annex")
        written = found[kind] if found.lastgroup else ""
        heading = SPOKEN.match(folded, found.end())
        words = heading[0].strip() if heading else ""
        value = number(written) if written else 1
        yield _Mark(kind, LEVELS[kind], value, found.start(), words)


def _stands_first(folded: str, at: int) -> bool:
    before = folded[:at].rstrip(" \t")
    if not before or before[-1] in "\n\r":
        return True
    if before[-1] in "。;；:：)）】”!":
        return True
    return len(before) < at and before[-1] not in "、,，《"


def _counted(marks: Iterable[_Mark]) -> Iterator[tuple[_Mark, tuple[_Mark, ...], int]]:
    """Yield the marks that count on, with those above each, and the number of the text."""
    above: list[_Mark] = []
    last: dict[int, int] = {}
    text = 1
    for mark in marks:
        same = next((each for each in above if each.level == mark.level), None)
        begins = mark.number == 1
        follows = same is not None and mark.number == same.number + 1
        runs_on = (
            same is None and mark.level in CONTINUES and mark.number == last.get(mark.level, 0) + 1
        )
        if not (begins or follows or runs_on):
            continue
        if mark.level == 0:
            last = {}
        if begins and mark.level == 1 and last.get(1, 0) >= 1:
            text, last = text + 1, {}
        above = [each for each in above if each.level < mark.level]
        yield mark, tuple(above), text
        above.append(mark)
        last[mark.level] = mark.number
        if mark.level == 1:
            last = {level: value for level, value in last.items() if level in {1, *CONTINUES}}


def _named(
    counted: Iterable[tuple[_Mark, tuple[_Mark, ...], int]], cleaned: str
) -> Iterator[Anchor]:
    taken: dict[str, int] = {}
    for mark, above, text in counted:
        parts = [_part(each) for each in (*above, mark)]
        name = ".".join(parts) if text == 1 else f"t{text}:{'.'.join(parts)}"
        taken[name] = taken.get(name, 0) + 1
        if taken[name] > 1:
            name = f"{name}~{taken[name]}"
        heading = cleaned[mark.at : mark.at + 60].splitlines()[0][:60]
        yield Anchor(id=name, level=mark.level, heading=heading, at=mark.at, until=mark.at)


def _part(mark: _Mark) -> str:
    names = {"annex": f"annex{mark.number}", "article": f"art{mark.number}"}
    return names.get(mark.kind, str(mark.number))


def _unnumbered(folded: str, cleaned: str, numbered: list[Anchor]) -> list[Anchor]:
    """Return headings without a number: a short line over paragraphs, named by its words."""
    first = min((each.at for each in numbered), default=len(folded))
    lines = [each for each in re.finditer(r"[^\n]+", folded) if each[0].strip()]
    found: dict[str, Anchor] = {}
    for here, after in pairwise(lines):
        words = here[0].strip()
        under = after[0].strip()
        alone = here.start() < first and len(words) <= SHORT and words[-1] not in ENDS
        if alone and (len(under) >= LONG or len(under) <= SHORT) and len(words) >= FEWEST:
            at = here.start() + len(here[0]) - len(here[0].lstrip())
            name = f"h{hashlib.sha256(words.encode()).hexdigest()[:6]}"
            heading = cleaned[at : at + len(words)]
            found.setdefault(name, Anchor(id=name, level=2, heading=heading, at=at, until=at))
    return list(found.values())


def _end(anchor: Anchor, later: list[Anchor], end: int) -> int:
    return next((each.at for each in later if each.level <= anchor.level), end)
