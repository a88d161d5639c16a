"""The made-up county (合成县), before it is written."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from applications.county import CountyPlan, plan_county
from hukou.kernel.identity_number import parse

TODAY = date(2026, 11, 22)
TOWNSHIPS = (
    "330802006",
    "330802007",
    "330802008",
    "330802013",
    "330802010",
    "330802101",
    "330824115",
    "330824106",
    "330824202",
)
VILLAGES = {township: [f"{township}001", f"{township}002"] for township in TOWNSHIPS}


def made(people: int = 600, seed: int = 7) -> CountyPlan:
    return plan_county(people, seed=seed, today=TODAY, villages=VILLAGES)


@pytest.fixture(scope="module")
def county() -> CountyPlan:
    return made()


def test_the_same_seed_gives_the_same_county() -> None:
    assert made() == made()


def test_another_seed_gives_another_county(county: CountyPlan) -> None:
    assert made(seed=8) != county


def test_every_number_is_valid_and_belongs_to_no_place(county: CountyPlan) -> None:
    numbers = [parse(person.number, today=TODAY) for person in county.people]

    assert {number.region for number in numbers} == {"440199"}
    assert len({number.text for number in numbers}) == len(numbers)


def test_a_number_tells_its_holders_birth_date_and_sex(county: CountyPlan) -> None:
    for person in county.people:
        number = parse(person.number, today=TODAY)
        assert (number.birth_date, number.sex) == (
            person.born,
            "male" if person.sex == "1" else "female",
        )


def test_nobody_lives_in_two_households_at_once(county: CountyPlan) -> None:
    stays = sorted(
        (member.person.number, member.arrived_on, member.left_on or date.max)
        for household in county.households
        for member in household.members
    )
    for (one, _, left), (other, arrived, _) in pairwise(stays):
        assert one != other or left <= arrived


def test_every_household_has_one_head_from_its_first_day(county: CountyPlan) -> None:
    for household in county.households:
        heads = [member for member in household.members if member.relation == "02"]
        assert [head.arrived_on for head in heads] == [household.opened_on]
        assert all(member.arrived_on >= household.opened_on for member in household.members)


def test_nobody_arrives_before_birth_or_in_the_future(county: CountyPlan) -> None:
    for household in county.households:
        for member in household.members:
            assert member.person.born <= member.arrived_on <= TODAY


def test_no_two_households_share_a_door(county: CountyPlan) -> None:
    doors = Counter((h.division, h.street, h.plate, h.room) for h in county.households)
    assert max(doors.values()) == 1


def test_some_grown_children_left_their_parents(county: CountyPlan) -> None:
    left = [m for h in county.households for m in h.members if m.left_on]
    assert left
    assert all(member.relation in ("20", "30") for member in left)


def test_the_family_of_the_tour_is_the_first_household(county: CountyPlan) -> None:
    members = county.households[0].members
    assert [(m.relation, m.person.sex) for m in members] == [
        ("02", "1"),
        ("12", "2"),
        ("20", "1"),
        ("30", "2"),
        ("58", "2"),
    ]
