"""A million permit holders scored and ranked: set-wise, SQL by hand, OpenFisca, numpy (P9, P12).

All come from the same table in PostgreSQL, a typed row a person, by `gz-points-2023`. Ours and the
hand's store scores and ranks in tables again. OpenFisca and numpy count floating-point
points, and are measured in several ways: from PostgreSQL to PostgreSQL, which is what ours does and
includes building the population; from people as somebody writes them; from arrays that are in
memory already; and calculating alone. The goals take the first two; the others are only shown.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Final

from django.db import connection

from applications.queries.scoring import (
    Ranks,
    Score,
    Scores,
    evidence_table,
    line_at,
    ranked,
    score_all,
    scored,
    scores_in,
    scoring_of,
)
from hukou.law import Kind, load_law
from hukou.law.points.ranking import Candidate, rank
from hukou.law.setwise import Scoring, select
from hukou.stack.house import House
from tests.benchmarks import _holders as holders
from tests.benchmarks import _points_sql
from tests.benchmarks._openfisca import OpenFisca, serving
from tests.benchmarks._pace import medians, rates, stopwatch
from tests.benchmarks._servers import wait_for_python
from tests.law.applicants import applicant, choices
from tests.measuring import Figure

MANY, FEW, QUOTA = 1_000_000, 100_000, 16_000
WRITTEN: Final = 300
"""People at a time that OpenFisca builds from what somebody writes."""
ORDERS: Final = 5
AT_THE_EDGES: Final = 10_000
ALL: Final = ("family", "ranking", "total::numeric", "qualified", "tie1", "tie2")
ENDS_AT: Final = (1, 5_000, QUOTA, 40_000, 500_000)


def figures(house: House, *, large: bool) -> Iterator[Figure]:
    """Compare 100,000 people five times over, then count a million a second."""
    del house, large  # the database is Django's; it is always a million
    wait_for_python()
    scoring = scoring_of(holders.scheme(), on=holders.ON)
    with evidence_table(scoring) as few, evidence_table(scoring) as many:
        holders.draw(few, scoring, FEW)
        holders.draw(many, scoring, MANY)
        yield Figure("people_compared", FEW)
        yield from _differences(scoring, few)
        yield from _in_every_scheme()
        yield from _growing(scoring, few, many)
        yield from _scoring(scoring, many)
        yield from _ranking(scoring, many)


def _differences(scoring: Scoring, few: str) -> Iterator[Figure]:
    """Count the people of whom somebody says something else; and lists that come out otherwise."""
    with scored(scoring, few) as scores:
        ours = list(scores_in(scores))
        desk = list(_at_the_desk(scoring, few))
        yield Figure("scores_differ_at_the_desk", _differ(ours, desk), goal="==0")
        with _table(_points_sql.scores(few), "by_hand") as hand:
            both = f"({select(ALL, scores.table)} except {select(ALL, hand)}) apart"
            yield Figure("scores_differ_by_hand", _count(both), goal="==0")
        with ranked(scores, quota=QUOTA) as ranks:
            listed = [(each[0], each[-2], each[-1]) for each in _rows(ranks.table)]
            found = rank(_candidates(desk), QUOTA)
            slow = sorted((int(one.candidate.id), one.rank, one.admitted) for one in found)
            yield Figure("ranks_differ_at_the_desk", _differ(listed, slow), goal="==0")
        yield Figure("lists_that_differ_by_the_order_of_rows", _orders(scoring, few), goal="==1")


def _in_every_scheme() -> Iterator[Figure]:
    """Compare people at the edges of every number of every scheme, the examples included."""
    law, differ, number = load_law(), 0, 0
    for scheme in (*law.schemes.every, *law.examples.schemes.every):
        random, tried = Random(2025), choices(scheme, holders.ON)  # noqa: S311 - not a secret
        people = [applicant(random, tried, holders.ON) for _ in range(AT_THE_EDGES)]
        sheets = [scheme.score(each.values, on=holders.ON) for each in people]
        desk = [(each.ranking_score, each.total, each.qualified) for each in sheets]
        ours = score_all(scheme, enumerate(people), on=holders.ON)
        differ += _differ([(one.ranking_score, one.total, one.qualified) for one in ours], desk)
        number += len(people)
    yield Figure("people_compared_in_every_scheme", number)
    yield Figure("scores_differ_in_every_scheme", differ, goal="==0")


def _at_the_desk(scoring: Scoring, table: str) -> Iterator[Score]:
    for number, facts in holders.facts_in(table, scoring, FEW):
        sheet = scoring.scheme.score(facts.values, on=holders.ON)
        ties = scoring.scheme.ties(facts.values)
        yield Score(number, sheet.ranking_score, sheet.total, sheet.qualified, ties)


def _candidates(scores: list[Score]) -> Iterator[Candidate]:
    qualified = (each for each in scores if each.qualified)
    return (Candidate(str(one.id), (one.ranking_score, *one.ties)) for one in qualified)


def _orders(scoring: Scoring, few: str) -> int:
    """Return how many different lists come of the same people in several orders."""
    lists = set()
    for _ in range(ORDERS):
        with evidence_table(scoring) as shuffled, connection.cursor() as cursor:
            cursor.execute(f"insert into {shuffled} {select('*', few, end=' order by random()')}")
            with scored(scoring, shuffled) as scores, ranked(scores, quota=QUOTA) as ranks:
                whole = "sha256(string_agg(x::text, '\n' order by rank, family)::bytea)"
                cursor.execute(select((whole,), f"{ranks.table} x"))
                lists.add(bytes((cursor.fetchone() or (b"",))[0]))
    return len(lists)


def _growing(scoring: Scoring, few: str, many: str) -> Iterator[Figure]:
    """Time everything from evidence to the list for 100,000 and for a million."""

    def whole(table: str) -> None:
        with scored(scoring, table) as scores, ranked(scores, quota=QUOTA):
            pass

    took: list[list[float]] = [[], []]
    whole(many)
    for _ in range(3):
        for table, found in zip((few, many), took, strict=True):
            found.append(stopwatch(lambda table=table: whole(table)))  # type: ignore[misc]
    small, large = medians(took)
    yield Figure("seconds_scored_and_ranked_a_million_beside_100000", large, small, "<=12")


def _scoring(scoring: Scoring, many: str) -> Iterator[Figure]:
    def set_wise() -> int:
        with scored(scoring, many):
            return MANY

    def by_hand() -> int:
        with _table(_points_sql.scores(many), "by_hand"):
            return MANY

    ours, hand = rates(set_wise, by_hand, seconds=4)
    yield Figure("people_scored_beside_sql_by_hand", ours, hand, ">=0.65")
    with tempfile.TemporaryDirectory() as scratch:
        told, found = Path(scratch) / "told.csv", Path(scratch) / "found.csv"
        _write(scoring, many, told)
        with serving("serve_points.py", told) as served:
            served.ask(f"answers {found}")
            yield Figure("scores_differ_in_openfisca", _differ_in(found, scoring, many), goal="==0")

            def through_openfisca() -> int:
                _write(scoring, many, told)
                served.ask(f"again {told} {found}")
                with _answers(found):
                    return MANY

            yield from _beside(ours, served, through_openfisca)


def _beside(
    ours: float, served: OpenFisca, through_openfisca: Callable[[], int]
) -> Iterator[Figure]:
    stored = MANY / stopwatch(through_openfisca)
    yield Figure("people_scored_beside_openfisca_from_postgresql", ours, stored, ">=5")
    written, arrays, calculated, numpy = rates(
        lambda: served.ask(f"people {WRITTEN}"),
        lambda: served.ask("arrays"),
        lambda: served.ask("calculate"),
        lambda: served.ask("numpy"),
    )
    yield Figure("people_scored_beside_openfisca_building_people", ours, written, ">=5")
    yield Figure("people_scored_beside_openfisca_building_from_arrays", ours, arrays)
    yield Figure("people_scored_beside_openfisca_calculating_alone", ours, calculated)
    yield Figure("people_scored_beside_numpy_in_memory", ours, numpy)


def _ranking(scoring: Scoring, many: str) -> Iterator[Figure]:
    """Rank a million of whom all qualify, beside the window function over the columns."""
    all_qualify = ("family", "ranking", "total", "true as qualified", "tie1", "tie2")
    with (
        scored(scoring, many) as scores,
        _table(select(all_qualify, scores.table), "all_qualify") as table,
    ):
        found = replace(scores, table=table)
        ours, hand = _raced(found)
        yield Figure("seconds_ranking_a_million_beside_the_window_function", ours, hand, "<=1.2")
        with ranked(found, quota=QUOTA) as ranks:
            yield Figure("milliseconds_of_another_quota_s_line", _lines(ranks), goal="<=70")


def _raced(scores: Scores) -> list[float]:
    def set_wise() -> None:
        with ranked(scores, quota=QUOTA):
            pass

    def by_hand() -> None:
        with _table(_points_sql.ranks(scores.table, QUOTA), "by_window"):
            pass

    took: list[list[float]] = [[], []]
    for _ in range(5):
        for work, found in zip((set_wise, by_hand), took, strict=True):
            found.append(stopwatch(work))
    return medians(took)


def _lines(ranks: Ranks) -> float:
    took = [stopwatch(lambda quota=quota: line_at(ranks, quota)) for quota in ENDS_AT]  # type: ignore[misc]
    return medians([took])[0] * 1000


# --- tables and files ----------------------------------------------------------------------------


@contextmanager
def _table(statement: str, name: str) -> Iterator[str]:
    table = f"judging.{name}"
    with connection.cursor() as cursor:
        cursor.execute(f"create unlogged table {table} as {statement}")
        yield table
        cursor.execute(f"drop table {table}")


def _write(scoring: Scoring, table: str, path: Path) -> None:
    """Write a table as numbers only, as OpenFisca's process reads it."""
    columns = ", ".join(f"{told} as {name}" for name, told in _columns(scoring))
    with connection.cursor() as cursor, path.open("wb") as file:
        query = f"select {columns} from {table} order by family"  # noqa: S608 - of the pack
        with cursor.copy(f"copy ({query}) to stdout with (format csv, header)") as copy:
            for block in copy:
                file.write(block)


def _columns(scoring: Scoring) -> Iterator[tuple[str, str]]:
    for column in scoring.population.columns:
        name, quoted = column.key.replace(".", "_"), f'"{column.key}"'
        fact = scoring.vocabulary.get(column.key)
        match fact.kind if fact else None:
            case Kind.BOOL:
                yield name, f"case when {quoted} then 2 when not {quoted} then 0 else 1 end"
            case Kind.ENUM:
                yield name, f"coalesce({quoted} + 1, 0)"
            case Kind.INTS:
                yield from ((f"inventors_{at}", f"coalesce({quoted}[{at}], 0)") for at in (1, 2, 3))
            case Kind.DECIMALS:
                yield from ((f"hours_{at}", f"coalesce({quoted}[{at}], 0)") for at in range(1, 6))
            case Kind.INT | Kind.DECIMAL:
                yield name, f"coalesce({quoted}, {-1 if name == 'person_age' else 0})"


@contextmanager
def _answers(path: Path) -> Iterator[str]:
    """Store OpenFisca's answers in a table again, in the order of the people."""
    with connection.cursor() as cursor:
        cursor.execute(
            "create unlogged table judging.openfisca"
            " (family serial, ranking int, total float8, qualified smallint)"
        )
        into = "copy judging.openfisca (ranking, total, qualified) from stdin with (format csv)"
        with cursor.copy(into) as copy, path.open("rb") as file:
            while block := file.read(1 << 20):
                copy.write(block)
        yield "judging.openfisca"
        cursor.execute("drop table judging.openfisca")


def _differ_in(path: Path, scoring: Scoring, many: str) -> int:
    """Count the people whom OpenFisca scores otherwise, its 32-bit floats to a thousandth."""
    with scored(scoring, many) as scores, _answers(path) as theirs:
        total = f"abs(ours.total::numeric / {scores.units.total} - theirs.total::numeric) > 0.001"
        qualified = "case when ours.qualified then 2 when not ours.qualified then 0 else 1 end"
        other = f"ours.ranking <> theirs.ranking or {total} or {qualified} <> theirs.qualified"
        return _count(f"{scores.table} ours join {theirs} theirs using (family) where {other}")


def _count(source: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(select(("count(*)",), source))
        return int((cursor.fetchone() or (0,))[0])


def _rows(table: str) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(select("*", table, end=" order by family"))
        found: list[tuple[int, ...]] = cursor.fetchall()
    return found


def _differ(ours: Sequence[object], theirs: Sequence[object]) -> int:
    return sum(one != other for one, other in zip(ours, theirs, strict=True))
