"""Guangzhou: the undated reform opinion, and the points scheme whose score decides elsewhere."""

from datetime import date

import pytest

from hukou.law import load_law
from tests.law.people import ask

REFORM, POINTS = "gz-reform", "gz-points-2023"
DAY = date(2025, 10, 20)
READY: dict[str, object] = {
    "employment.legal_stable": True,
    "permit.guangdong_valid_in_guangzhou": True,
    "insurance.social_months": 48,
    "points.total": "150",
    "conduct.criminal_penalty_5y": False,
}


def test_the_conditions_of_the_points_scheme_open_the_ranking_and_settle_nobody() -> None:
    """T03: the quota and the rank decide; no threshold is invented for them."""
    judged = ask(POINTS, READY | {"person.age": 45}, on=DAY, mode="decide", channel="GZP-1")
    assert judged.outcome == "review"
    [reason] = judged.channel("GZP-1").verdict.review
    assert "排名" in reason.reason
    assert reason.cite.clause == "名额和排名"


@pytest.mark.parametrize(
    ("born", "outcome"),
    [
        ("1979-10-20", ["A-GZP-1"]),
        ("1979-10-19", ["A-GZP-2"]),
        ("1978-10-20", []),
    ],
)
def test_somebody_counts_as_45_until_the_day_after_the_46th_birthday(
    born: str, outcome: list[str]
) -> None:
    judged = ask(POINTS, READY | {"person.birth_date": born}, on=DAY, channel="GZP-1")
    assert [each.id for each in judged.channel("GZP-1").verdict.review] == outcome


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("points.total", "149.99"),
        ("insurance.social_months", 47),
        ("permit.guangdong_valid_in_guangzhou", False),
        ("conduct.criminal_penalty_5y", True),
    ],
)
def test_who_lacks_a_condition_cannot_be_ranked(fact: str, value: object) -> None:
    person = READY | {"person.age": 40, fact: value}
    assert ask(POINTS, person, on=DAY, channel="GZP-1").outcome == "not_eligible"


def test_a_spouse_and_minor_children_come_along_when_named() -> None:
    family: dict[str, dict[str, object]] = {
        "wife": {"relation.kind": "spouse"},
        "son": {"relation.kind": "child", "person.age": 17},
        "daughter": {"relation.kind": "child", "person.age": 18},
        "mother": {"relation.kind": "parent"},
    }
    judged = ask(POINTS, READY | {"person.age": 40}, family, on=DAY, channel="GZP-1")
    assert {each.id: str(each.outcome) for each in judged.companions} == {
        "wife": "eligible",
        "son": "eligible",
        "daughter": "not_eligible",
        "mother": "not_eligible",
    }


def test_a_front_line_worker_is_ranked_by_the_trade_and_needs_no_score() -> None:
    worker = {
        "trade.hardship": True,
        "employment.months": 36,
        "conduct.criminal_penalty_5y": False,
        "points.total": "0",
    }
    judged = ask(POINTS, worker, on=DAY, channel="GZP-2")
    assert [each.id for each in judged.channel("GZP-2").verdict.review] == ["A-GZP-3"]


def test_the_score_alone_of_the_reform_opinion_settles_nobody() -> None:
    scored = {"points.reach_threshold": True, "points.conditions_met": True}
    assert ask(REFORM, scored, channel="GZ-1").outcome == "review"


def test_who_has_nowhere_to_register_goes_to_the_public_collective_household() -> None:
    person = {"person.entitled_to_guangzhou_hukou_or_has_it": True, "address.none_available": True}
    assert ask(REFORM, person, channel="GZ-3").outcome == "eligible"
    judged = ask(REFORM, person, mode="decide", channel="GZ-3")
    assert judged.silence == "undated"


def test_the_years_of_the_copy_are_nobodys_dates() -> None:
    regulation = load_law().regulations[REFORM]
    assert regulation.effective_from is None
    assert [each.id for each in regulation.flags] == ["A-GZ-1"]


def test_the_two_texts_of_one_city_are_series_of_their_own() -> None:
    decide = load_law().in_force("440106001", DAY, {REFORM: date(2016, 7, 1)})
    assert {each.id for each in decide} == {REFORM, POINTS}
