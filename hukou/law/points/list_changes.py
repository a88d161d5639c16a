"""What two versions of a list say differently (名单变动): who came, who went, who moved."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from hukou.law.points.ranking import Ranked


class Change(StrEnum):
    """What became of somebody's place between two versions (变动种类)."""

    CAME = "came"
    WENT = "went"
    GAINED = "gained"
    LOST = "lost"
    MOVED = "moved"


class Changed(NamedTuple):
    """Somebody whose line is another one now; no `before` for who came, no `after` for who went.

    Who gained came within the quota, who lost fell out of it. Everybody else moved: another rank,
    or another score or tie at the same rank.
    """

    id: str
    change: Change
    before: Ranked | None
    after: Ranked | None


def changes(before: Iterable[Ranked], after: Iterable[Ranked]) -> list[Changed]:
    """Return what changed, in the order of the new list; who went comes last, by the old one."""
    old = {each.candidate.id: each for each in before}
    new = {each.candidate.id: each for each in after}
    return list(_changes(old, new))


def _changes(old: dict[str, Ranked], new: dict[str, Ranked]) -> Iterator[Changed]:
    for who, now in new.items():
        was = old.get(who)
        if was != now:
            yield Changed(who, _kind(was, now), was, now)
    for who, was in old.items():
        if who not in new:
            yield Changed(who, Change.WENT, was, None)


def _kind(was: Ranked | None, now: Ranked) -> Change:
    if was is None:
        return Change.CAME
    if was.admitted == now.admitted:
        return Change.MOVED
    return Change.GAINED if now.admitted else Change.LOST
