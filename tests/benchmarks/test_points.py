"""What is raced comes to the same: the scheme at the desk, as SQL, and SQL by hand (T05)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from applications.queries.scoring import (
    Score,
    evidence_table,
    ranked,
    scored,
    scores_in,
    scoring_of,
)
from hukou.law.setwise import select
from tests.benchmarks import _holders as holders
from tests.benchmarks import _points_sql

pytestmark = pytest.mark.django_db
PEOPLE, QUOTA = 1_000, 50


@pytest.fixture
def people() -> Iterator[str]:
    scoring = scoring_of(holders.scheme(), on=holders.ON)
    with evidence_table(scoring) as table:
        holders.draw(table, scoring, PEOPLE)
        yield table


def rows(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} order by 1")
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def test_the_scheme_and_the_hand_agree_on_the_holders(people: str) -> None:
    scoring, scheme = scoring_of(holders.scheme(), on=holders.ON), holders.scheme()
    with scored(scoring, people) as scores:
        ours = list(scores_in(scores))
        by_hand = rows(_points_sql.scores(people))
        with ranked(scores, quota=QUOTA) as ranks:
            listed = rows(select(("*",), ranks.table))
            assert listed == rows(_points_sql.ranks(scores.table, QUOTA))

    desk = []
    for number, facts in holders.facts_in(people, scoring, PEOPLE):
        sheet = scheme.score(facts.values, on=holders.ON)
        ties = scheme.ties(facts.values)
        desk.append(Score(number, sheet.ranking_score, sheet.total, sheet.qualified, ties))
    assert ours == desk
    assert [
        (each.id, each.ranking_score, each.total * 2520, each.qualified, *each.ties)
        for each in desk
    ] == by_hand


def test_the_holders_qualify_fail_and_stay_unknown(people: str) -> None:
    counted: dict[bool | None, int] = dict.fromkeys((True, False, None), 0)
    for row in rows(_points_sql.scores(people)):
        counted[row[3]] += 1
    assert min(counted.values()) >= PEOPLE / 100
