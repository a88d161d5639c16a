"""A list of many people's scores and ranks at once (批量试算), with the lines of other quotas.

Nothing is stored: it shows what a scheme would come to. Who is admitted is decided by a round only.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from applications.queries.scoring import (
    Line,
    Place,
    Score,
    evidence_table,
    line_at,
    load_evidence,
    places_in,
    ranked,
    scored,
    scores_in,
    scoring_of,
)
from hukou.law import Facts
from hukou.law.points.scheme import Scheme


class Listed(NamedTuple):
    """Somebody of the list, as it was told; without a place where they do not qualify."""

    name: str
    score: Score
    place: Place | None


@dataclass(frozen=True, slots=True)
class ScoreList:
    """The list, the best first and then who is not ranked; and where each quota draws its line."""

    people: Sequence[Listed]
    lines: Sequence[Line]

    @property
    def qualified(self) -> int:
        return sum(each.place is not None for each in self.people)


def list_scores(
    scheme: Scheme,
    people: Iterable[tuple[str, Facts]],
    *,
    on: date,
    quota: int,
    also: Sequence[int] = (),
) -> ScoreList:
    """Return what a scheme comes to for these people; `also` are other quotas to draw a line for.

    Equals in score and ties come in the order of their names, so the list is the same from any
    order of the people.
    """
    names: list[str] = []
    scoring = scoring_of(scheme, on=on)
    with evidence_table(scoring) as table:
        load_evidence(table, scoring, _numbered(people, names))
        with scored(scoring, table) as scores, ranked(scores, quota=quota) as ranks:
            places = {each.id: each for each in places_in(ranks)}
            listed = [
                Listed(names[each.id], each, places.get(each.id)) for each in scores_in(scores)
            ]
            lines = [line_at(ranks, each) for each in (quota, *also)]
    return ScoreList(sorted(listed, key=_order), lines)


def _numbered(people: Iterable[tuple[str, Facts]], names: list[str]) -> Iterator[tuple[int, Facts]]:
    for number, (name, facts) in enumerate(people):
        names.append(name)
        yield number, facts


def _order(listed: Listed) -> tuple[bool, int, str]:
    place = listed.place
    return place is None, place.rank if place else 0, listed.name
