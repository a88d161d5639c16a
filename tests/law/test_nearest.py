"""The nearest miss (U02, Beyond 9): what is offered has been tried, and nobody is asked to fake."""

from collections.abc import Mapping
from datetime import date

import pytest

from hukou.kernel.periods import add_months
from hukou.law import Outcome, Step, Way, load_law, nearest, nearest_room
from tests.law.people import FAMILY, OWNER, SPOUSE, ask

TALENT = {"education.level": "junior_college", "title.professional_grade": "none"}


def ways(
    regulation: str, channel: str, facts: Mapping[str, object], **options: object
) -> tuple[Way, ...]:
    """Return the ways out of a refusal of the applicant."""
    told = ask(regulation, facts, channel=channel, **options)  # type: ignore[arg-type] # as `ask`
    assert told.channel(channel).outcome is Outcome.NOT_ELIGIBLE
    return nearest(load_law().regulations[regulation], told, told.channel(channel))


def companion_ways(regulation: str, channel: str, facts: Mapping[str, object]) -> tuple[Way, ...]:
    told = ask(regulation, OWNER, {"c": facts}, channel=channel)
    assert told.companion("c").outcome is Outcome.NOT_ELIGIBLE
    return nearest(load_law().regulations[regulation], told, told.companion("c"))


def test_a_tenure_a_month_short_gives_the_day_it_is_met_with_its_clause() -> None:
    facts = {"insurance.scheme": "urban_employee", "insurance.social_months": 11}
    (way,) = ways("sx-2018", "SX-2", facts, on=date(2018, 8, 1))
    (change,) = way.changes
    assert (change.step, change.found, change.value) == (Step.WAIT, 11, 12)
    assert way.met_on == change.met_on == date(2018, 9, 1)
    assert change.leaf.cite.document.startswith("始兴")


def test_one_fact_too_low_is_the_one_change() -> None:
    found = ways("qz-final-2017", "QZF-3", {
        "investment.enterprise_established": True,
        "investment.amount_yuan": "99999.99",
        "investment.role": "legal_representative",
    })  # fmt: skip
    assert [len(way.changes) for way in found] == [1]
    change = found[0].changes[0]
    assert (change.step, change.leaf.fact, change.value) == (
        Step.CHANGE,
        "investment.amount_yuan",
        100000,
    )
    assert found[0].outcome is Outcome.ELIGIBLE


def test_of_two_ways_of_the_same_length_both_are_told() -> None:
    found = ways("qz-final-2017", "QZF-2", {
        **TALENT,
        "title.skill_grade": "none",
        "expert.level": "none",
        "talent.shortage_recognition": False,
        "education.recent_graduate": False,
        "title.shortage_trade": False,
        "education.returned_overseas": False,
    })  # fmt: skip
    told = {change.leaf.fact for way in found for change in way.changes}
    assert {"title.professional_grade", "education.level", "title.skill_grade"} <= told
    assert all(len(way.changes) == 1 for way in found)


def test_where_no_single_change_is_enough_the_smallest_set_is_told() -> None:
    found = ways("qz-final-2017", "QZF-1", {
        "dwelling.tenure": "none",
        "dwelling.location_kind": "village",
        "dwelling.legal_and_stable": False,
    })  # fmt: skip
    assert [change.leaf.fact for change in found[0].changes] == [
        "dwelling.location_kind",
        "dwelling.tenure",
        "dwelling.legal_and_stable",
    ]


def test_what_is_unknown_beside_a_refusal_is_to_be_shown_not_changed() -> None:
    found = ways(
        "qz-final-2017",
        "QZF-1",
        {"dwelling.tenure": "none", "dwelling.location_kind": "street"},
    )
    steps = {change.leaf.fact: change.step for change in found[0].changes}
    assert steps == {"dwelling.tenure": Step.CHANGE, "dwelling.legal_and_stable": Step.PROVE}


def test_an_age_gives_the_day_it_is_reached() -> None:
    mother = {**FAMILY["mother"], "person.birth_date": "1965-06-01"}
    del mother["person.age"]
    found = companion_ways("qz-draft-2017", "QZD-1", mother)
    assert [(way.met_on, way.changes[0].step) for way in found] == [(date(2020, 6, 1), Step.WAIT)]


def test_without_a_date_of_birth_nobody_is_told_to_be_older() -> None:
    assert companion_ways("qz-draft-2017", "QZD-1", FAMILY["mother"]) == ()


@pytest.mark.parametrize(
    "child",
    [
        {"person.age": 20, "person.married": True, "person.has_income_source": False},
        {"person.age": 20, "person.married": False, "person.has_income_source": True},
    ],
)
def test_nobody_is_told_to_divorce_to_be_younger_or_to_earn_nothing(
    child: dict[str, object],
) -> None:
    kin = {"relation.kind": "child", "relation.cohabits": True}
    assert companion_ways("qz-final-2017", "QZF-1", kin | child) == ()


def test_nobody_is_told_to_be_of_other_kin() -> None:
    uncle = {"relation.kind": "other", "relation.cohabits": True}
    assert companion_ways("qz-final-2017", "QZF-1", uncle) == ()


def test_a_spouse_who_lives_elsewhere_may_come_to_live_together() -> None:
    (way,) = companion_ways("qz-final-2017", "QZF-1", SPOUSE | {"relation.cohabits": False})
    assert way.changes[0].leaf.fact == "relation.cohabits"


def test_whoever_is_not_refused_has_no_way_to_be_told() -> None:
    told = ask("qz-final-2017", OWNER | {"dwelling.tenure": None}, channel="QZF-1")
    assert told.outcome is Outcome.EVIDENCE
    assert nearest(load_law().regulations["qz-final-2017"], told, told.channel("QZF-1")) == ()


def test_a_cap_on_persons_says_which_area_would_lift_it() -> None:
    told = ask("qz-draft-2017", OWNER | {"dwelling.area_m2": "55"}, FAMILY | {
        "mother": FAMILY["mother"] | {"person.age": 60},
    }, channel="QZD-1")  # fmt: skip
    (limit,) = told.limits
    assert limit.kept_out
    (way,) = nearest_room(load_law().regulations["qz-draft-2017"], told, limit)
    assert way.changes[0].leaf.fact == "dwelling.area_m2"
    assert way.changes[0].value > 55


def test_no_wait_is_promised_past_the_end_of_a_text() -> None:
    """始兴's trial ends after three years: a tenure met later meets no text."""
    ends = load_law().regulations["sx-2018"].term.effective_to
    assert ends is not None
    facts = {"insurance.scheme": "urban_employee", "insurance.social_months": 11}
    late = {"on": ends, "mode": "decide"}
    early = {"on": add_months(ends, -2), "mode": "decide"}
    assert ways("sx-2018", "SX-2", facts, **late) == ()
    assert len(ways("sx-2018", "SX-2", facts, **early)) == 1
