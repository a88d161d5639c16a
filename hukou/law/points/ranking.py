"""Ranking candidates under a quota (积分排名): exact scores, declared ties, competition rank."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

Number: TypeAlias = Decimal | Fraction | int


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who is ranked: the score and then what orders those of equal score, more being better."""

    id: str
    score: Number
    ties: tuple[Number, ...] = ()

    @property
    def key(self) -> tuple[Number, ...]:
        return (self.score, *self.ties)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate's rank (竞争排名: 1, 2, 2, 4), and whether it is within the quota."""

    candidate: Candidate
    rank: int
    admitted: bool


def rank(candidates: Iterable[Candidate], quota: int) -> list[Ranked]:
    """Return the list: the best first, equals by id; everybody equal to the last place is admitted.

    The order in which candidates come changes nothing.
    """
    ordered = sorted(candidates, key=lambda each: each.id)
    ordered.sort(key=lambda each: each.key, reverse=True)
    ranked: list[Ranked] = []
    place = 0
    for at, each in enumerate(ordered, 1):
        if at == 1 or each.key != ordered[at - 2].key:
            place = at
        ranked.append(Ranked(each, place, admitted=place <= quota))
    return ranked


def line_of(ranked: Sequence[Ranked]) -> Number | None:
    """Return the lowest score that was admitted (分数线); None where nobody was."""
    admitted = [each.candidate.score for each in ranked if each.admitted]
    return admitted[-1] if admitted else None
