"""Which district lacks a public collective household, or a keeper on duty (H05)."""

from datetime import date

import pytest
from psycopg.types.range import Range

from registry.actions import end_keeper, name_keeper
from registry.models import Posting
from registry.queries import (
    CollectiveSearch,
    District,
    collective_on,
    list_collectives,
    members_of,
    public_collectives_by_district,
    scope_of,
)
from registry.queries.invariants import CHECKS
from tests.cast import LATELY, Station, station
from tests.collectives import CODE, PUBLIC, address_in, opened
from tests.factories import PersonFactory, ResidenceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Station:
    """Our station, whose area lies in two districts."""
    here = station()
    for district, name in (("330802", "柯城区"), ("330803", "衢江区")):
        here.office.areas.add(address_in(district, name=name).division)
    return here


def board(here: Station, on: date = LATELY) -> dict[str, District]:
    scope = scope_of(here.officer, on=on)
    return {each.code: each for each in public_collectives_by_district(scope=scope, on=on)}


def test_a_district_without_a_public_household_alarms(here: Station) -> None:
    opened(here, PUBLIC, name="柯城区公共集体户")
    districts = board(here)

    assert list(districts) == ["330802", "330803"]
    assert districts["330803"].lacks_household
    assert not districts["330802"].lacks_household


def test_a_public_household_without_a_keeper_on_duty_alarms(here: Station) -> None:
    household = opened(here, PUBLIC, name="柯城区公共集体户")
    assert [each.number for each in board(here)["330802"].unkept] == [household.number]

    keeper = name_keeper(household, account=here.officer, **here.how)
    assert not board(here)["330802"].alarms

    until = date(2026, 6, 20)
    end_keeper(keeper, **here.how | {"on": until})
    assert not board(here, date(2026, 6, 19))["330802"].alarms
    assert board(here, until)["330802"].alarms


def test_a_keeper_who_has_left_the_post_is_not_on_duty(here: Station) -> None:
    household = opened(here, PUBLIC, name="柯城区公共集体户")
    name_keeper(household, account=here.officer, **here.how)
    Posting.objects.filter(account=here.officer).update(
        period=Range(date(2020, 1, 1), date(2026, 6, 10))
    )
    looker = station()
    looker.office.areas.add(address_in().division)

    assert not board(looker, date(2026, 6, 9))["330802"].alarms
    assert board(looker, date(2026, 6, 10))["330802"].unkept


def test_a_household_of_another_station_counts_for_the_district_and_is_not_opened(
    here: Station,
) -> None:
    opened(station(), PUBLIC, name="柯城区公共集体户")

    [household] = board(here)["330802"].households

    assert not household.is_ours


def test_the_duty_is_cited(here: Station) -> None:
    district = board(here)["330802"]
    assert (district.at_least, district.is_firm) == (1, False)
    assert "参照广州" in district.document


def test_verify_register_warns_of_what_is_missing(here: Station) -> None:
    opened(here, PUBLIC, name="柯城区公共集体户")
    check = next(each for each in CHECKS if "public collective" in each.name)

    assert check.warns_only
    assert list(check.breaches()) == ["district 330802", "district 330803"]


def test_a_list_shows_sort_code_keepers_and_members(here: Station) -> None:
    school = opened(here)
    name_keeper(school, name="徐老师", **here.how)
    ResidenceFactory.create(household=school, relation="99", period=Range(LATELY, None))

    [listed] = list_collectives(
        CollectiveSearch(division="330802"), scope=scope_of(here.officer, on=LATELY), on=LATELY
    ).items

    assert (listed.sort, listed.credit_code, listed.keepers, listed.members) == (
        "school",
        CODE,
        ["徐老师"],
        1,
    )


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (CollectiveSearch(), 2),
        (CollectiveSearch(sort="public"), 1),
        (CollectiveSearch(text="学院"), 1),
        (CollectiveSearch(text=CODE.lower()), 1),
        (CollectiveSearch(text="100%"), 0),
        (CollectiveSearch(division="330800"), 2),
        (CollectiveSearch(division="330803"), 0),
    ],
)
def test_a_list_is_narrowed(here: Station, asked: CollectiveSearch, count: int) -> None:
    opened(here)
    opened(here, PUBLIC, name="柯城区公共集体户")
    scope = scope_of(here.officer, on=LATELY)

    assert len(list_collectives(asked, scope=scope, on=LATELY).items) == count


def test_another_station_sees_neither_household_nor_members(here: Station) -> None:
    school = opened(here)
    ResidenceFactory.create(household=school, relation="99", period=Range(LATELY, None))
    elsewhere = scope_of(station().officer, on=LATELY)

    assert list_collectives(CollectiveSearch(), scope=elsewhere, on=LATELY).items == []
    assert collective_on(school.pk, scope=elsewhere, on=LATELY) is None
    assert members_of(school.pk, scope=elsewhere, on=LATELY).items == []


def test_members_come_page_by_page_in_one_statement_each(
    here: Station, django_assert_num_queries: object
) -> None:
    school = opened(here)
    people = [PersonFactory.create() for _ in range(5)]
    for person in people:
        ResidenceFactory.create(
            person=person, household=school, relation="99", period=Range(LATELY, None)
        )
    scope = scope_of(here.officer, on=LATELY)

    seen, after = [], 0
    while True:
        with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's fixture
            page = members_of(school.pk, scope=scope, on=LATELY, limit=2, after=after)
        seen += [each.person_id for each in page.items]
        if page.next is None:
            break
        after = int(page.next)

    assert seen == sorted(person.pk for person in people)


def test_members_are_found_by_part_of_a_name(here: Station) -> None:
    school = opened(here)
    for name in ("徐小满", "方大同"):
        ResidenceFactory.create(
            person=PersonFactory.create(details={"name": name}),
            household=school,
            relation="99",
            period=Range(LATELY, None),
        )
    scope = scope_of(here.officer, on=LATELY)

    [found] = members_of(school.pk, scope=scope, on=LATELY, name="小满").items
    assert found.name == "徐小满"
    assert "*" in found.identity_number
