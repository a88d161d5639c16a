"""Scoring and ranking whole populations inside PostgreSQL (成批计分、成批排名), by a points scheme.

People are copied into a typed table, a row a person, and scored by one statement, ranked by
another; `Scheme.score` and `hukou.law.points.ranking.rank` come to the same for one sheet and one
list. The tables belong to the transaction that made them (see `population`).

    with evidence_table(scoring) as people:
        load_evidence(people, scoring, [(number, facts), …])
        with scored(scoring, people) as scores:
            with ranked(scores, quota=16000) as ranks:
                ...                                 # SQL over scores.table and ranks.table
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from django.db import connection

from applications.queries.population import people_table
from hukou.law import Facts, load_law, setwise
from hukou.law.points.scheme import Scheme
from hukou.law.setwise import Scoring, Units


class Score(NamedTuple):
    """What a sheet comes to: exact, as `Scheme.score` has it."""

    id: int
    ranking_score: Fraction
    total: Fraction
    qualified: bool | None
    ties: tuple[Fraction, ...]


class Place(NamedTuple):
    """Somebody who qualifies, in the list: competition rank (1, 2, 2, 4), within the quota or not.

    Equal in score and in every tie is equal in rank; all who are equal to the last place get one.
    """

    id: int
    ranking_score: Fraction
    ties: tuple[Fraction, ...]
    rank: int
    admitted: bool


class Line(NamedTuple):
    """Where a quota draws the line (分数线): the last who is admitted, and how many are."""

    quota: int
    admitted: int
    ranking_score: Fraction | None
    ties: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Where the scores of a population are: the columns are told by `Scoring.scores`."""

    scoring: Scoring
    units: Units
    table: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranks:
    """Where the list is: the columns are told by `Scoring.ranks`."""

    scores: Scores
    table: str


def scoring_of(scheme: Scheme, *, on: date) -> Scoring:
    """Return a scheme on a day as SQL, over columns named as the vocabulary names its facts."""
    return Scoring(scheme=scheme, vocabulary=load_law().vocabulary, on=on)


def score_all(scheme: Scheme, people: Iterable[tuple[int, Facts]], *, on: date) -> list[Score]:
    """Return everybody's score in the order of their numbers: one statement, however many."""
    scoring = scoring_of(scheme, on=on)
    with evidence_table(scoring) as table:
        load_evidence(table, scoring, people)
        with scored(scoring, table) as scores:
            return list(scores_in(scores))


@contextmanager
def evidence_table(scoring: Scoring) -> Iterator[str]:
    """Make an empty table of evidence for one transaction; yield its name.

    Everybody stands in it once; a column takes only what the vocabulary allows of its fact.
    """
    with people_table(scoring.population, scoring.bounds) as table:
        with connection.cursor() as cursor:
            cursor.execute(f"alter table {table} add unique (family)")
        yield table


def load_evidence(table: str, scoring: Scoring, people: Iterable[tuple[int, Facts]]) -> int:
    """Copy people in by their numbers, each once; return how many."""
    population, loaded = scoring.population, 0
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(population.copy(table)) as copy,
    ):
        for number, facts in people:
            copy.write(population.rows(number, (scoring.counted(facts),), None))
            loaded += 1
    with connection.cursor() as cursor:
        cursor.execute(f"analyze {table}")
    return loaded


@contextmanager
def scored(scoring: Scoring, people: str) -> Iterator[Scores]:
    """Score a table of evidence into a table of the same transaction."""
    found = Scores(scoring=scoring, units=units_of(scoring, people), table=f"{people}_scores")
    with _made(found.table, scoring.scores(people, found.units)):
        yield found


@contextmanager
def ranked(scores: Scores, *, quota: int) -> Iterator[Ranks]:
    """Rank everybody who qualifies into a table of the same transaction, under a quota."""
    found = Ranks(scores=scores, table=f"{scores.table}_ranks")
    with _made(found.table, scores.scoring.ranks(scores.table, scores.units, quota)):
        yield found


def units_of(scoring: Scoring, people: str) -> Units:
    """Return the units in which everybody's points are whole numbers."""
    ranking, total = (_occurring(scoring, people, ranks=ranks) for ranks in (True, False))
    return scoring.units(ranking=ranking, total=total, longest=_longest(scoring, people))


def scores_in(scores: Scores) -> Iterator[Score]:
    """Yield the scores in the order of the people's numbers."""
    for number, ranking, total, qualified, *ties in _rows(scores.table, "family"):
        yield Score(
            number,
            Fraction(ranking) / scores.units.ranking,
            Fraction(total) / scores.units.total,
            qualified,
            tuple(map(Fraction, ties)),
        )


def places_in(ranks: Ranks) -> Iterator[Place]:
    """Yield the list, the best first; equals in the order of their numbers."""
    for number, ranking, *ties, rank, admitted in _rows(ranks.table, "rank, family"):
        score = Fraction(ranking) / ranks.scores.units.ranking
        yield Place(number, score, tuple(map(Fraction, ties)), rank, admitted)


def line_at(ranks: Ranks, quota: int) -> Line:
    """Return where another quota would draw the line: the list stays as it is."""
    table, within = ranks.table, f"rank <= {int(quota)}"
    with connection.cursor() as cursor:
        cursor.execute(setwise.select(("count(*)", "max(rank)"), table, within))
        admitted, last = cursor.fetchone() or (0, None)
        if last is None:
            return Line(quota, 0, None, ())
        cursor.execute(setwise.select("*", table, f"rank = {last}", " limit 1"))
        row: tuple[Any, ...] = cursor.fetchone() or ()
    _, ranking, *ties, _, _ = row
    score = Fraction(ranking) / ranks.scores.units.ranking
    return Line(quota, admitted, score, tuple(map(Fraction, ties)))


def _occurring(scoring: Scoring, people: str, *, ranks: bool) -> list[int]:
    """Return the numbers of the people that a unit must divide."""
    found: list[int] = []
    with connection.cursor() as cursor:
        for query in scoring.occurring(people, ranks=ranks):
            cursor.execute(query)
            found += [int(each) for (each,) in cursor.fetchall()]
    return found


def _longest(scoring: Scoring, people: str) -> dict[str, int]:
    """Return how long the lists of these people are, by the fact."""
    asked = [f"max(cardinality({setwise.name(fact)}))" for fact in scoring.lists]
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(setwise.select(asked, people))
        found: tuple[int | None, ...] = cursor.fetchone() or ()
    return {fact: most or 0 for fact, most in zip(scoring.lists, found, strict=True)}


@contextmanager
def _made(table: str, statement: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f"create unlogged table {table} as {statement}")
        yield
        cursor.execute(f"drop table {table}")


def _rows(table: str, order: str) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(setwise.select("*", table, end=f" order by {order}"))
        yield from cursor.fetchall()
