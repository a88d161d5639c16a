"""Ranking candidates under a quota (积分排名): exact scores, declared ties, competition rank."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from typing import NamedTuple, TypeAlias

Number: TypeAlias = Decimal | Fraction | int


class Candidate(NamedTuple):
    """Who is ranked: the score and then what orders those of equal score, more being better."""

    id: str
    key: tuple[Number, ...]

    @property
    def score(self) -> Number:
        return self.key[0]


class Ranked(NamedTuple):
    """A candidate's rank (竞争排名: 1, 2, 2, 4), and whether it is within the quota."""

    candidate: Candidate
    rank: int
    admitted: bool


def rank(candidates: Iterable[Candidate], quota: int) -> list[Ranked]:
    """Return the list: the best first, equals by id; everybody equal to the last place is admitted.

    The order in which candidates come changes nothing.
    """
    ordered = sorted(candidates)
    ordered.sort(key=attrgetter("key"), reverse=True)
    ranked: list[Ranked] = []
    place, before = 0, None
    for at, each in enumerate(ordered, 1):
        if each.key != before:
            place, before = at, each.key
        ranked.append(Ranked(each, place, place <= quota))
    return ranked


def line_of(ranked: Sequence[Ranked]) -> Number | None:
    """Return the lowest score that was admitted (分数线); None where nobody was."""
    admitted = [each.candidate.score for each in ranked if each.admitted]
    return admitted[-1] if admitted else None
