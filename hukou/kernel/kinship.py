"""Who is what to whom (家庭关系): GB/T 4761 read as steps, composed, and written back as a code.

A booklet tells each member's relation to the head only. When the head changes, every relation must
be told anew (变更户主). A code is read as a path of steps from the head: 外孙子 is "a daughter,
then her son". The path from the new head to a member goes back to the old head and on to the
member, and is shortened where two steps make one: a child's sibling is a child, and so is a
spouse's child, unless a code says step or adoptive.

What the codes cannot tell is not guessed: a son's wife, seen by a son, is his wife or his
brother's. Then the answer is None and the officer says.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Final, Literal

from hukou.kernel import tables
from hukou.kernel.identity_number import Sex
from hukou.kernel.kinship_paths import Path, Person, Step, Unclear, inverse, shorten, written

Kind = Literal["spouse", "child", "parent", "grandparent", "grandchild", "sibling", "other"]

SELF: Final = "01"
HEAD: Final = "02"
SPOUSE: Final = "10"
SPOUSES: Final = (SPOUSE, "11", "12")
"""配偶, 夫, 妻."""
STRANGER: Final = "99"
"""非亲属: lives in the household, and is no kin."""
ONLY_CHILD: Final = ("21", "31")
# Headings of the standard say less than a booklet must: read, never written.
HEADINGS: Final = ("10", "40", "50", "60", "70")
_ROWS: Final = {row["code"]: row for row in tables.read("family_relation")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What is known of one member: the code to the old head, and links where the register has them.

    `spouse` and `parents` are keys of other members; `married` is None where it is not known.
    """

    relation: str
    sex: Sex | None = None
    born: date | None = None
    married: bool | None = None
    spouse: int | None = None
    parents: frozenset[int] = field(default_factory=frozenset)


def relation_kind(code: str) -> Kind:
    """Return the law's word for a code; in-laws and great-grandchildren are `other`."""
    return _ROWS[code]["kind"]  # type: ignore[return-value]  # a test reads the whole column


def coarse_group(code: str) -> str:
    """Return the one-digit code of GB/T 4761: 1 spouse, 2 son, 3 daughter, 4 grandchild."""
    return _ROWS[code]["group"]


def implied_sex(code: str) -> Sex | None:
    """Return the sex a code is said of, or None where it is said of both."""
    return _ROWS[code]["sex"] or None  # type: ignore[return-value]  # a test reads the whole column


def relations_to(members: Mapping[int, Member], *, new_head: int) -> dict[int, str | None]:
    """Return every member's code to the new head; None where the officer must say.

    `members` holds the whole household under the old head, whose relation is 02, and who may be
    among them or have left. The new head's own code is 02.
    """
    return {key: HEAD if key == new_head else _relation(members, new_head, key) for key in members}


def _relation(members: Mapping[int, Member], new_head: int, key: int) -> str | None:
    there, here = _path(members, new_head), _path(members, key)
    if there is None or here is None:
        return None
    old_head = _old_head(members)
    try:
        path = shorten(Path(_person(members, new_head), [*inverse(old_head, there), *here]))
    except Unclear:
        return None
    if [step.kind for step in path.steps] == [step.kind for step in here] == ["C"]:
        return members[key].relation  # a child of both keeps its rank: 长子 stays 长子
    return written(path, _patterns())


def _old_head(members: Mapping[int, Member]) -> Person:
    heads = [key for key, member in members.items() if member.relation in (HEAD, SELF)]
    return _person(members, heads[0]) if heads else Person()


def _person(members: Mapping[int, Member], key: int) -> Person:
    member = members[key]
    return Person(
        key=key,
        sex=member.sex or implied_sex(member.relation),
        born=member.born,
        only=member.relation in ONLY_CHILD,
        spouse=member.spouse,
        married=member.married,
    )


def _path(members: Mapping[int, Member], key: int) -> list[Step] | None:
    """Return the steps from the old head to a member; None where the code has no path."""
    member = members[key]
    if member.relation in (HEAD, SELF):
        return []
    pattern = _ROWS[member.relation]["path"]
    if not pattern or "|" in pattern:
        return None
    steps = [Step.read(text) for text in pattern.split()]
    steps[-1].to = _person(members, key)
    if len(steps) > 1:
        steps[-2].to = _between(members, key, steps)
    return steps


def _between(members: Mapping[int, Member], key: int, steps: list[Step]) -> Person:
    """Return the member a path runs through, by a known marriage or parentage, if there is one."""
    member = members[key]
    links = {"C": member.parents, "S": {member.spouse}}.get(steps[-1].kind, set())
    way = [step.kind for step in steps[:-1]]
    for link in links:
        if link is None or link not in members:
            continue
        known = _person(members, link)
        there = [each[0] for each in _ROWS[members[link].relation]["path"].split()]
        if there == way and steps[-2].to.sex in (None, known.sex):
            return known
    return steps[-2].to


@cache
def _patterns() -> list[tuple[str, list[Step]]]:
    """Return code and steps of every path a code is written for, the most telling first."""
    patterns = [
        (code, [Step.read(text) for text in path.split()])
        for code, row in _ROWS.items()
        if code not in HEADINGS
        for path in row["path"].split("|")
        if path
    ]
    return sorted(patterns, key=lambda each: -sum(step.tells for step in each[1]))
