"""Points schemes (T01, T05): exact sums and their words; the cases of the packs say the rest."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hukou.law import Silence, load_law
from hukou.law.data_mutants import mutate_schemes
from hukou.law.mutants import mutate
from hukou.law.points.factors import Factor
from hukou.law.points.ranking import Candidate, rank
from hukou.law.points.scheme import Scheme, Sheet

ON: Final = date(2025, 10, 20)
EIGHT: Final = {
    Factor.RESIDENCE,
    Factor.EMPLOYMENT,
    Factor.DWELLING,
    Factor.EDUCATION,
    Factor.INSURANCE,
    Factor.TAX,
    Factor.SKILL,
    Factor.SERVICE,
}


def scheme() -> Scheme:
    return load_law().schemes.by_id["gz-points-2023"]


def sheet(**values: Any) -> Sheet:
    known = {name.replace("__", "."): value for name, value in values.items()}
    return scheme().score(known, on=ON)


def test_the_scheme_covers_the_eight_factors_and_each_line_cites_its_clause() -> None:
    lines = scheme().indicators
    assert {each.factor for each in lines} >= EIGHT
    assert all(each.cite.document and each.cite.clause for each in lines)
    assert all(each.name_en for each in lines)


def test_a_line_says_its_sum_and_its_cap() -> None:
    lines = {
        each.indicator.id: each
        for each in sheet(
            permit__months=35, residence__months_outside_core=72, award__military_first=3
        ).items
    }
    assert lines["permit"].words == "35 ÷ 12 → 2 × 8"
    assert lines["outside_core"].words == "72 ÷ 12 → 6 × 2 ≤ 10"
    assert lines["military"].words == "20 + 2 × 5"


def test_thirds_stay_thirds() -> None:
    """20 points among three inventors, three times, are 20 and not 20.01."""
    share = sheet(innovation__patent_inventors=(3,)).total
    assert share == Fraction(20, 3)
    assert sheet(innovation__patent_inventors=(3, 3, 3)).total == 20


def test_what_is_unknown_earns_nothing_and_is_named() -> None:
    told = {each.indicator.id: each.missing for each in sheet(trade__hardship=True).items}
    assert told["permit"] == ("permit.months",)
    assert told["hardship"] == ("trade.hardship_months",)
    assert told["dwelling"] == ("dwelling.tenure", "dwelling.lease_months_total")


def test_points_travel_as_text() -> None:
    told = sheet(innovation__patent_inventors=(3,), permit__months=12).as_json()
    points = {each["indicator"]: each["points"] for each in told["items"]}
    assert (points["patents"], points["permit"], told["total"]) == ("6.6667", "8", "14.6667")
    assert (told["threshold"], told["qualified"]) == ("150", False)


def test_the_window_of_a_year_says_which_days_a_line_counts() -> None:
    told = scheme().score({}, on=ON).as_json()
    lines = {each["indicator"]: each["counted"] for each in told["items"]}

    assert told["window"]["opens"] == "2025-10-10T09:00+08:00"
    assert told["window"]["closes"] == "2025-11-10T17:00+08:00"
    assert lines["patents"] == {"first": "2020-09-30", "last": "2025-09-30"}
    assert lines["income_tax"] == {"first": "2022-01-01", "last": "2024-12-31"}
    assert lines["permit"] is None


def test_a_year_without_an_announcement_has_no_window() -> None:
    told = scheme().score({}, on=date(2026, 10, 20)).as_json()
    assert told["window"] is None
    assert {str(each["counted"]) for each in told["items"]} == {"None"}


def test_a_group_weighs_what_its_lines_earn_and_adds_nothing() -> None:
    """L19: those whom the text names first compete by their points for the same places."""
    found = sheet(permit__months=60, residence__months_outside_core=12, trade__hardship=True)
    weights = {each.id: found.of_priority(each) for each in scheme().priorities}

    assert weights["long_stay"] == 42
    assert weights["hardship"] == 10
    assert found.total == 52
    assert all(each.cite.clause.startswith("（四）") for each in scheme().priorities)


def test_an_example_is_shown_and_never_decides() -> None:
    """T01: unconfirmed values are refused for live use; the law that decides has none of them."""
    law = load_law()
    for name, shown in law.examples.schemes.by_id.items():
        assert shown.is_example
        assert shown.regulation.term.silence(ON, date(2018, 1, 1)) is Silence.EXAMPLE
        assert name not in law.schemes.by_id
        assert shown.regulation.id not in law.regulations
        assert law.in_force(shown.regulation.jurisdiction, ON) == []


def test_every_value_of_an_example_says_how_well_it_is_known() -> None:
    for shown in load_law().examples.schemes.every:
        told = shown.score({}, on=ON).as_json()
        assert told["example"] is True
        assert "confirmed" not in {each["known"] for each in told["items"]}


def test_a_scheme_that_decides_has_confirmed_values_only() -> None:
    told = scheme().score({}, on=ON).as_json()
    assert told["example"] is False
    assert {each["known"] for each in told["items"]} == {"confirmed"}


def test_a_scheme_without_a_threshold_says_so() -> None:
    told = load_law().examples.schemes.by_id["bj-points"].score({}, on=ON)
    assert told.as_json()["threshold"] is None
    assert told.short_by == 0


def test_dwelling_counts_no_longer_than_work_and_ones_own_first() -> None:
    beijing = load_law().examples.schemes.by_id["bj-points"]
    known = {
        "insurance.social_months": 36,
        "dwelling.owned_months": 24,
        "dwelling.lease_months_total": 36,
    }
    [line] = [each for each in beijing.score(known, on=ON).items if each.indicator.id == "dwelling"]
    assert line.points == Fraction(5, 2)
    assert line.words == "24 ÷ 12 → 2 × 1 + 12 ÷ 12 → 1 × 0.5"


def test_a_base_is_held_in_so_many_of_the_last_months_only() -> None:
    shanghai = load_law().examples.schemes.by_id["sh-points"]
    earlier = tuple([Decimal(0)] * 13 + [Decimal(1)] * 36)
    lines = {
        months: next(
            each
            for each in shanghai.score({"insurance.base_multiples": months}, on=ON).items
            if each.indicator.id == "contribution_base"
        )
        for months in (earlier, earlier[1:])
    }
    assert [each.points for each in lines.values()] == [0, 50]


def test_a_total_is_never_rounded_up_to_its_threshold() -> None:
    """What falls short by a hair falls short in words too."""
    nearly = replace(scheme(), threshold=Fraction(20, 3) + Fraction(1, 10**6))
    told = nearly.judged({"innovation.patent_inventors": (3,)}, on=ON)
    [total] = [each for each in told.findings if each.fact == "points.total"]
    assert total.found == Decimal("6.6666")
    assert total.satisfied is False


@given(months=st.integers(0, 1200), more=st.integers(0, 1200))
def test_longer_is_never_worth_less(months: int, more: int) -> None:
    for fact in ("permit.months", "insurance.pension_months", "residence.months_outside_core"):
        values = ({fact: months}, {fact: months + more})
        before, after = (scheme().score(each, on=ON).total for each in values)
        assert before <= after


Ways: Final[list[tuple[str, Callable[[list[Candidate]], list[Candidate]]]]] = [
    ("as they come", lambda each: each),
    ("the other way round", lambda each: each[::-1]),
    ("by id", lambda each: sorted(each, key=lambda one: one.id)),
]


def ranked_slowly(candidates: list[Candidate], quota: int) -> dict[str, tuple[int, bool]]:
    """Count for each how many are better: another way to the same list."""
    return {
        each.id: (1 + better, better < quota)
        for each in candidates
        for better in [sum(other.key > each.key for other in candidates)]
    }


@settings(max_examples=200)
@given(
    scores=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2)), max_size=30),
    quota=st.integers(0, 35),
)
def test_ranking_agrees_with_counting_who_is_better(
    scores: list[tuple[int, int]], quota: int
) -> None:
    candidates = [
        Candidate(f"c{at}", (Fraction(score, 3), tie)) for at, (score, tie) in enumerate(scores)
    ]
    for _name, way in Ways:
        found = rank(way(candidates), quota)
        assert {each.candidate.id: (each.rank, each.admitted) for each in found} == (
            ranked_slowly(candidates, quota)
        )
        assert [each.candidate.id for each in found] == [
            each.candidate.id for each in rank(candidates, quota)
        ]


@pytest.mark.parametrize(
    ("scores", "quota", "ranks", "admitted"),
    [
        ([90, 80, 80, 70], 2, [1, 2, 2, 4], [True, True, True, False]),
        ([90, 80, 80, 70], 1, [1, 2, 2, 4], [True, False, False, False]),
        ([90, 90, 90], 1, [1, 1, 1], [True, True, True]),
        ([90], 0, [1], [False]),
        ([], 3, [], []),
    ],
)
def test_everybody_at_the_line_is_admitted(
    scores: list[int], quota: int, ranks: list[int], admitted: list[bool]
) -> None:
    found = rank([Candidate(f"c{at}", (score,)) for at, score in enumerate(scores)], quota)
    assert [each.rank for each in found] == ranks
    assert [each.admitted for each in found] == admitted


def test_a_case_notices_every_change_of_an_example() -> None:
    examples = load_law().of_examples()
    tried = [*mutate_schemes(examples)]
    for name in examples.regulations:
        tried += mutate(examples, name)
    assert len(tried) > 500
    assert [each.change for each in tried if each.caught_by is None] == []
