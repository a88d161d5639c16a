"""The channel finder (途径比选; row U02): every channel for every family member, with clauses."""

from datetime import date
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from applications.queries.finder import Candidate, FoundChannel, find_channels
from hukou.kernel.errors import InvalidInput
from registry.models import Division
from tests.factories import DivisionFactory
from tests.filing import DWELLING, FILED, Counter, Five, counter

OWNER = {**DWELLING, "residence.months_continuous": 6}


def found(here: Counter, five: Five | None = None, **facts: Any) -> dict[str, FoundChannel]:
    candidates = [Candidate(name="周建国", facts=OWNER | facts)]
    if five is not None:
        candidates = [
            Candidate(name="周建国", person_id=five.applicant.pk, facts=OWNER | facts),
            Candidate(
                name="吴秀英",
                relation="spouse",
                person_id=five.spouse.pk,
                facts={"relation.cohabits": True},
            ),
            Candidate(
                name="周小水",
                relation="child",
                person_id=five.daughter.pk,
                facts={"relation.cohabits": True, "person.has_income_source": True},
            ),
            Candidate(name="郑桂花", relation="parent", person_id=five.mother.pk),
        ]
    channels = find_channels(candidates, division=here.community, on=FILED)
    return {each.id: each for each in channels}


def test_every_channel_in_force_is_shown_and_no_draft(here: Counter) -> None:
    channels = found(here)
    assert {each.regulation for each in channels.values()} == {"qz-final-2017"}
    assert {"QZF-1", "QZF-2", "QZF-3", "QZF-4"} <= set(channels)


def test_each_person_has_a_cell_with_state_and_clause(here: Counter, five: Five) -> None:
    cells = found(here, five)["QZF-1"].cells

    assert [cell.state for cell in cells] == ["met", "met", "refused", "missing"]
    assert [each["fact"] for each in cells[3].missing] == ["relation.cohabits"]
    assert cells[3].missing[0]["label"] == "共同居住生活"
    assert all(clause["document"] and clause["clause"] for cell in cells for clause in cell.clauses)


def test_what_is_met_comes_first(here: Counter) -> None:
    states = [each.state for each in found(here).values()]
    assert states[0] == "met"
    assert "missing" in states[1:]


def test_the_register_overrules_what_is_declared_about_age(here: Counter, five: Five) -> None:
    grown = Candidate(
        name="周小山", relation="child", person_id=five.son.pk, facts={"person.age": 40}
    )
    applicant = Candidate(name="周建国", person_id=five.applicant.pk, facts=OWNER)
    channels = find_channels([applicant, grown], division=here.community, on=FILED)
    cell = next(each for each in channels if each.id == "QZF-1").cells[1]
    assert cell.state == "missing"
    assert [each["fact"] for each in cell.missing] == ["relation.cohabits"]


def test_where_the_dwelling_lies_follows_from_the_place(here: Counter) -> None:
    Division.objects.filter(code="330802002").update(name="某乡")
    here.community.refresh_from_db()
    assert found(here)["QZF-1"].state == "refused"


def test_the_doubts_about_the_text_are_on_every_channel(here: Counter) -> None:
    for channel in found(here).values():
        assert {each["id"] for each in channel.flags} == {"A-QZ-1", "demonstration-date"}


def test_before_the_text_was_in_force_there_is_no_channel(here: Counter) -> None:
    channels = find_channels(
        [Candidate(facts=OWNER)], division=here.community, on=date(2017, 10, 31)
    )
    assert channels == []


def at_jiangmen(**facts: Any) -> set[str]:
    community = DivisionFactory.create(code="440703003001", name="某社区")
    people = [Candidate(facts=OWNER | facts)]
    return {each.id for each in find_channels(people, division=community, on=FILED)}


@pytest.mark.django_db
def test_nobody_is_refused_by_points_who_brings_none() -> None:
    channels = at_jiangmen()
    assert "JM-1" in channels
    assert "JM-11" not in channels


@pytest.mark.django_db
def test_who_asks_for_settlement_by_points_reads_why_there_is_none() -> None:
    assert "JM-11" in at_jiangmen(**{"points.total": 120})


@pytest.mark.django_db
def test_without_a_date_there_is_no_channel() -> None:
    here = counter(dated=False)
    assert find_channels([Candidate(facts=OWNER)], division=here.community, on=FILED) == []


def test_an_unknown_fact_is_refused_by_field(here: Counter) -> None:
    with pytest.raises(InvalidInput) as refusal:
        find_channels([Candidate(facts={"dwelling.colour": 1})], division=here.community, on=FILED)
    assert [each["field"] for each in refusal.value.errors] == ["people.0.dwelling.colour"]


def test_the_shortest_honest_route_comes_first_and_refusals_last(here: Counter, five: Five) -> None:
    rows = list(found(here, five).values())
    lengths = [each.route.length for each in rows if each.state != "refused"]
    assert lengths == sorted(lengths)
    refused = [each.state == "refused" for each in rows]
    assert refused == sorted(refused)


def test_what_a_connected_agency_knows_is_fetched_and_only_the_rest_is_brought(
    here: Counter, settings: Settings
) -> None:
    told: dict[str, Any] = {"investment.enterprise_established": True}
    settings.AGENCIES = {"tax": settings.AGENCIES["tax"]}
    route = found(here, **told)["QZF-3"].route
    assert {each.fact: each.agency for each in route.fetch} == {"investment.amount_yuan": "tax"}
    brought = {each.fact: (each.agency, tuple(each.papers)) for each in route.bring}
    papers = ("appointment", "labour_contract")
    assert brought["investment.role"] == ("market_supervision", papers)


def test_nothing_is_brought_that_connected_agencies_know(here: Counter) -> None:
    """Row V08."""
    told: dict[str, Any] = {"investment.enterprise_established": True}
    investors = found(here, **told)["QZF-3"].route
    assert {each.fact: each.agency for each in investors.fetch}["investment.amount_yuan"] == (
        "market_supervision"
    )
    own = found(here)["QZF-1"].route
    assert {each.fact: each.agency for each in own.fetch} == {
        "dwelling.tenure": "real_estate",
        "dwelling.legal_and_stable": "public_security",
    }
    assert own.bring == []


def test_what_the_register_knows_is_neither_fetched_nor_brought(here: Counter, five: Five) -> None:
    errands = found(here, five)["QZF-1"].route.errands
    assert not any(each.fact.startswith("person.age") for each in errands)
    assert {each.position for each in errands} == {0, 1, 3}


def test_a_doubt_lengthens_a_route(here: Counter) -> None:
    leased: dict[str, Any] = {"dwelling.tenure": "leased", "dwelling.lease_months_total": 6}
    short = found(here, **leased)
    doubtful = found(here, **leased | {"dwelling.lease_months_total": 0})
    assert short["QZF-1"].route.doubts == 0
    assert doubtful["QZF-1"].route.doubts == 1
    assert doubtful["QZF-1"].route.length > short["QZF-1"].route.length


def test_a_refusal_says_the_one_change_that_would_turn_it(here: Counter) -> None:
    """U02, Beyond 9: the nearest miss with its clause."""
    facts: dict[str, Any] = {
        "investment.enterprise_established": True,
        "investment.amount_yuan": "90000",
        "investment.role": "legal_representative",
    }
    (way,) = found(here, **facts)["QZF-3"].cells[0].ways
    (change,) = way.changes
    assert (change.leaf.fact, change.value, change.leaf.cite.clause) == (
        "investment.amount_yuan",
        100000,
        "放宽投资人员落户条件",
    )


@pytest.mark.django_db
def test_a_tenure_a_month_short_is_waited_for_until_its_day() -> None:
    """始兴 asks for a year of insurance: eleven of twelve months, met on the first of November."""
    community = DivisionFactory.create(code="440222100001", name="某居委会")
    facts = {"insurance.scheme": "urban_employee", "insurance.social_months": 11}
    rows = find_channels([Candidate(facts=facts)], division=community, on=date(2018, 10, 1))
    row = next(each for each in rows if each.id == "SX-2")

    assert (row.state, row.cells[0].met_on) == ("met_on", date(2018, 11, 1))
    assert row.route.wait_until == date(2018, 11, 1)
    (way,) = row.cells[0].ways
    assert (way.changes[0].found, way.changes[0].value) == (11, 12)
