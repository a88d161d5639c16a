"""One scheme, two evaluators (T05): a population is scored and ranked as each sheet at the desk."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any, Final

import pytest
from django.db import IntegrityError, connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications.queries.scoring import (
    Place,
    Score,
    evidence_table,
    line_at,
    load_evidence,
    places_in,
    ranked,
    score_all,
    scored,
    scoring_of,
    units_of,
)
from hukou.law import Facts, load_law, parse_facts
from hukou.law.points import formulas
from hukou.law.points.formula_reading import FORMULAS
from hukou.law.points.formulas import Formula, OfFact
from hukou.law.points.ranking import Candidate, line_of, rank
from hukou.law.points.scheme import Scheme
from hukou.law.points.schemes import read_scheme
from hukou.law.setwise import reach, worths
from tests.law.applicants import applicant, applicants, choices
from tests.law.quirky_scheme import QUIRKS

pytestmark = pytest.mark.django_db
SAMPLE: Final = 400
"""People of each scheme in the suite; `manage.py bench points` compares 100,000."""


def quirks() -> Scheme:
    law = load_law()
    return read_scheme(
        QUIRKS,
        file="440100-guangzhou/quirks.yaml",
        regulations=law.regulations,
        vocabulary=law.vocabulary,
        safeguards=law.safeguards,
    )


ON: Final = date(2025, 10, 20)
SCHEMES: Final = [*load_law().schemes.every, *load_law().examples.schemes.every, quirks()]
any_scheme: Final = pytest.mark.parametrize("scheme", SCHEMES, ids=lambda one: one.id)


def at_the_desk(scheme: Scheme, people: Sequence[Facts]) -> list[Score]:
    sheets = [(scheme.score(each.values, on=ON), each) for each in people]
    return [
        Score(at, one.ranking_score, one.total, one.qualified, scheme.ties(facts.values))
        for at, (one, facts) in enumerate(sheets)
    ]


def listed(scheme: Scheme, people: Iterable[tuple[int, Facts]], *, quota: int) -> list[Place]:
    """Return the list as the database makes it, the best first."""
    scoring = scoring_of(scheme, on=ON)
    with evidence_table(scoring) as table:
        load_evidence(table, scoring, people)
        with scored(scoring, table) as scores, ranked(scores, quota=quota) as ranks:
            return list(places_in(ranks))


def one_by_one(scheme: Scheme, people: Sequence[Facts], *, quota: int) -> list[Place]:
    scores = [each for each in at_the_desk(scheme, people) if each.qualified]
    found = rank(
        (Candidate(f"{one.id:06d}", (one.ranking_score, *one.ties)) for one in scores), quota
    )
    return [
        Place(
            int(each.candidate.id),
            Fraction(each.candidate.score),
            tuple(Fraction(tie) for tie in each.candidate.key[1:]),
            each.rank,
            each.admitted,
        )
        for each in found
    ]


def drawn(scheme: Scheme, count: int, *, seed: int) -> list[Facts]:
    random, tried = Random(seed), choices(scheme, ON)  # noqa: S311 - not a secret
    return [applicant(random, tried, ON) for _ in range(count)]


def people_of(*known: Mapping[str, Any]) -> list[Facts]:
    return [parse_facts(each, on=ON) for each in known]


@any_scheme
def test_a_population_is_scored_as_each_sheet_at_the_desk(scheme: Scheme) -> None:
    people = drawn(scheme, SAMPLE, seed=11)

    assert score_all(scheme, enumerate(people), on=ON) == at_the_desk(scheme, people)


@any_scheme
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_is_known_of_somebody_both_come_to_the_same(
    scheme: Scheme, data: st.DataObject
) -> None:
    people = data.draw(st.lists(applicants(scheme, ON), min_size=1, max_size=4))

    assert score_all(scheme, enumerate(people), on=ON) == at_the_desk(scheme, people)


@any_scheme
def test_every_line_of_the_sheet_comes_to_the_same(scheme: Scheme) -> None:
    people, scoring = drawn(scheme, SAMPLE, seed=12), scoring_of(scheme, on=ON)

    with evidence_table(scoring) as table, connection.cursor() as cursor:
        load_evidence(table, scoring, enumerate(people))
        units = units_of(scoring, table)
        cursor.execute(f"{scoring.lines(table, units)} order by 1")
        rows = cursor.fetchall()

    for facts, (_, *lines) in zip(people, rows, strict=True):
        for item, line in zip(scheme.score(facts.values, on=ON).items, lines, strict=True):
            ranks = scheme.blocks[item.indicator.block].ranks
            unit = units.ranking if ranks else units.total
            assert Fraction(line) / unit == item.points, (item.indicator.id, facts.as_json())


@any_scheme
def test_a_population_is_ranked_as_the_list_at_the_desk(scheme: Scheme) -> None:
    people = drawn(scheme, SAMPLE, seed=13)
    expected = one_by_one(scheme, people, quota=5)

    assert listed(scheme, enumerate(people), quota=5) == expected
    backwards = reversed(list(enumerate(people)))
    assert listed(scheme, backwards, quota=5) == expected


@any_scheme
def test_the_people_drawn_qualify_fail_and_stay_unknown(scheme: Scheme) -> None:
    found = at_the_desk(scheme, drawn(scheme, 3 * SAMPLE, seed=11))
    assert {each.qualified for each in found} == {True, False, None}


def test_thirds_stay_thirds_and_a_prime_number_of_inventors_is_exact() -> None:
    scheme = load_law().schemes.by_id["gz-points-2023"]
    inventors: list[dict[str, Any]] = [
        {"innovation.patent_inventors": [3]},
        {"innovation.patent_inventors": [3, 3, 3]},
        {"innovation.patent_inventors": [997, 991, 983, 977, 971, 967]},
    ]

    found = score_all(scheme, enumerate(people_of(*inventors)), on=ON)

    assert [each.total for each in found[:2]] == [Fraction(20, 3), 20]
    assert found[2].total == sum(Fraction(20, each) for each in (997, 991, 983, 977, 971, 967))


def test_sums_too_fine_for_64_bits_are_kept_all_the_same() -> None:
    scheme = load_law().schemes.by_id["gz-points-2023"]
    fine = people_of(
        {"innovation.patent_inventors": list(range(2, 200))},
        {"innovation.patent_inventors": [199, 197], "permit.months": 24},
    )

    assert score_all(scheme, enumerate(fine), on=ON) == at_the_desk(scheme, fine)


def test_another_quota_draws_another_line_on_the_same_list() -> None:
    scheme = load_law().schemes.by_id["gz-points-2023"]
    people, scoring = drawn(scheme, 100, seed=13), scoring_of(scheme, on=ON)

    with evidence_table(scoring) as table:
        load_evidence(table, scoring, enumerate(people))
        with scored(scoring, table) as scores, ranked(scores, quota=1) as ranks:
            for quota in (0, 1, 2, 3, 10, 10_000):
                expected = one_by_one(scheme, people, quota=quota)
                admitted = [each for each in expected if each.admitted]
                line = line_at(ranks, quota)
                assert line.admitted == len(admitted)
                assert line.ranking_score == (admitted[-1].ranking_score if admitted else None)
                assert line.ties == (admitted[-1].ties if admitted else ())


def test_an_altered_scheme_is_noticed() -> None:
    """The control: half a point of one line is enough for the two evaluators to differ."""
    scheme = load_law().schemes.by_id["gz-points-2023"]
    altered = replace(
        scheme,
        indicators=tuple(
            replace(each, cap=each.cap - Fraction(1, 2)) if each.cap else each
            for each in scheme.indicators
        ),
    )
    people = drawn(scheme, SAMPLE, seed=11)

    assert score_all(altered, enumerate(people), on=ON) == at_the_desk(altered, people)
    assert score_all(altered, enumerate(people), on=ON) != at_the_desk(scheme, people)


def test_the_database_takes_no_number_that_cannot_be_true() -> None:
    """Sums fit into their columns because facts do: what nobody parsed is refused."""
    scheme = load_law().schemes.by_id["gz-points-2023"]
    with pytest.raises(IntegrityError):
        score_all(scheme, [(1, Facts({"permit.months": 1201}))], on=ON)


def test_a_number_stands_in_the_list_once() -> None:
    scheme = load_law().schemes.by_id["gz-points-2023"]
    with pytest.raises(IntegrityError):
        score_all(scheme, [(1, Facts({})), (1, Facts({}))], on=ON)


def test_every_formula_is_written_in_sql() -> None:
    found = (each for each in vars(formulas).values() if isinstance(each, type))
    concrete = {each for each in found if issubclass(each, Formula)} - {Formula, OfFact}
    assert len(concrete) >= len(FORMULAS)
    for function in (reach.grain, reach.span, worths.worth):
        assert concrete <= set(function.registry)


def test_nobody_is_ranked_in_an_empty_list() -> None:
    scheme = load_law().schemes.by_id["gz-points-2023"]
    assert listed(scheme, [], quota=5) == []
    assert line_of(rank([], 5)) is None


def test_nothing_is_left_behind() -> None:
    score_all(load_law().schemes.by_id["gz-points-2023"], [(1, Facts({}))], on=ON)
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_tables where schemaname = 'judging'")
        assert cursor.fetchone() == (0,)
