"""Which clause of a pack stands where in the text (条款对照)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from hukou.law.regulation import Clause
from hukou.law.texts.anchors import Anchor
from hukou.law.texts.folding import fold
from hukou.law.texts.ordinals import path_of

LINES: Final = re.compile(r"(?P<first>\d+)(?: ?[-–~] ?(?P<last>\d+))?")
ALIKE: Final = 0.6
SECTION: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseMatch:
    """A pack's clause and the anchor it cites: `by` number, words or lines, or the `problem`."""

    clause: str
    anchor: str = ""
    by: str = ""
    problem: str = ""


def match_clauses(
    clauses: Mapping[str, Clause], anchors: Sequence[Anchor], *, beyond: Sequence[Anchor] = ()
) -> list[ClauseMatch]:
    """Return, for each clause of a pack, the anchor it stands at, or that it stands nowhere.

    By its number, then by its words, in both cases within the lines it cites where they meet; then
    by the lines alone, which says less. `beyond` are the anchors of the whole file, for clauses
    that cite what stands beside the regulation, such as the notes on a draft.
    """
    return [_match(clause, anchors, beyond) for clause in clauses.values()]


def cited_lines(lines: str) -> list[range]:
    """Return the lines a clause cites: `25, 177` or `9-13`."""
    return [
        range(int(found["first"]), int(found["last"] or found["first"]) + 1)
        for found in LINES.finditer(lines)
    ]


def _match(clause: Clause, anchors: Sequence[Anchor], beyond: Sequence[Anchor]) -> ClauseMatch:
    found = _within(clause, anchors)
    if found.anchor:
        return found
    outside = _within(clause, beyond)
    if outside.anchor and not outside.problem:
        problem = f"所引第 {clause.lines} 行在规定正文之外"
        return replace(outside, problem=problem)
    return found


def _within(clause: Clause, anchors: Sequence[Anchor]) -> ClauseMatch:
    near = [each for each in anchors if _meets(each, cited_lines(clause.lines))]
    path = path_of(clause.heading)
    numbered = [each for each in near if _is_named(each, path)]
    if numbered:
        return ClauseMatch(clause=clause.id, anchor=numbered[0].id, by="number")
    alike = max(near, key=lambda each: _alike(clause.heading, each.heading), default=None)
    if alike is not None and _alike(clause.heading, alike.heading) >= ALIKE:
        return ClauseMatch(clause=clause.id, anchor=alike.id, by="words")
    elsewhere = [each for each in anchors if _is_named(each, path)]
    if elsewhere and not near:
        problem = f"所引第 {clause.lines} 行不在该条款处（第 {elsewhere[0].first_line} 行）"
        return ClauseMatch(clause=clause.id, anchor=elsewhere[0].id, by="number", problem=problem)
    covering = [each for each in near if _covers(each, cited_lines(clause.lines))]
    if covering:
        narrowest = min(covering, key=lambda each: each.until - each.at)
        return ClauseMatch(clause=clause.id, anchor=narrowest.id, by="lines")
    return ClauseMatch(clause=clause.id, problem=f"文本第 {clause.lines} 行没有这一条款")


def _is_named(anchor: Anchor, path: str) -> bool:
    """Whether an anchor is the one a heading names; `.4` is the section （四） of any chapter."""
    if not path:
        return False
    name = anchor.id.rpartition(":")[2]
    return name.endswith(path) and anchor.level == SECTION if path[0] == "." else name == path


def _meets(anchor: Anchor, lines: Iterable[range]) -> bool:
    return any(anchor.first_line < each.stop and each.start <= anchor.last_line for each in lines)


def _covers(anchor: Anchor, lines: Sequence[range]) -> bool:
    return bool(lines) and anchor.first_line <= lines[0].start <= anchor.last_line


def _alike(one: str, other: str) -> float:
    """Return the share of the shorter heading's pairs of characters that both have."""
    first, second = _pairs(one), _pairs(other)
    fewest = min(len(first), len(second))
    return len(first & second) / fewest if fewest else 0.0


def _pairs(words: str) -> set[str]:
    plain = re.sub(r"[^\u4e00-\u9fff]", "", fold(words))
    return {plain[at : at + 2] for at in range(len(plain) - 1)}
