"""What share of unsettled residents of towns holds a permit (P03): by area, and over time."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

import pytest
from psycopg.types.range import Range

from hukou.kernel.periods import add_months
from hukou.law.permit_tenure import PermitStatus
from registry.models import ActualResidence, Address, Person
from registry.queries.holders import coverage_at, standing_of, stay_of
from tests.cast import family
from tests.factories import DivisionFactory, PersonFactory, UrbanRuralCodeFactory
from tests.holders import holds, lives
from tests.places import Country, address_in, country, settle

pytestmark = pytest.mark.django_db
AREA: Final = "440199"
ON: Final = date(2026, 6, 30)
LONG_AGO: Final = date(2020, 1, 1)


@pytest.fixture
def land() -> Country:
    """The county, where 河东村 is a town and 河西村 is the country."""
    there = country()
    UrbanRuralCodeFactory.create(division_code=there.village.code, urban_rural_class="121")
    UrbanRuralCodeFactory.create(division_code=there.other.code, urban_rural_class="220")
    return there


@pytest.fixture
def home(land: Country) -> Address:
    return address_in(land.village)


def stays(
    person: Person, address: Address | None, *, since: date, until: date | None = None
) -> None:
    """Record where somebody lives from a day to another: None is a place outside the register."""
    ActualResidence.objects.create(
        person=person,
        address=address,
        place="" if address else "省外某地",
        period=Range(since, until),
        refreshed_on=since,
        source="declared",
    )


def counted(on: date = ON) -> tuple[int, int]:
    found = coverage_at(AREA, days=[on])
    return (found[0].unsettled, found[0].holding) if found else (0, 0)


def test_the_share_is_of_those_who_live_in_town_and_are_registered_elsewhere(
    land: Country, home: Address
) -> None:
    lives(home, since=LONG_AGO)
    holder = lives(home, since=LONG_AGO)
    holds(holder, land.here.office, AREA, since=date(2025, 12, 1))
    [found] = coverage_at(AREA, days=[ON])

    assert (found.unsettled, found.holding, found.share) == (2, 1, Decimal("50.0"))


def test_whoever_is_registered_in_the_city_has_settled(land: Country, home: Address) -> None:
    folk = family(land.here.office)
    settle(folk.household, address_in(land.other))
    lives(home, since=LONG_AGO, person=folk.father)

    assert counted() == (0, 0)


def test_the_country_and_whoever_came_less_than_half_a_year_ago_are_not_counted(
    land: Country, home: Address
) -> None:
    lives(address_in(land.other), since=LONG_AGO)
    lives(home, since=date(2026, 1, 1))
    assert counted() == (0, 0)
    assert counted(date(2026, 7, 1)) == (1, 0)


def test_whoever_moves_inside_the_city_is_counted_on(land: Country, home: Address) -> None:
    person: Person = PersonFactory.create()
    stays(person, address_in(land.other), since=LONG_AGO, until=date(2026, 5, 1))
    stays(person, home, since=date(2026, 5, 1), until=date(2026, 5, 20))
    stays(person, address_in(land.village, plate="9号"), since=date(2026, 5, 20))

    assert counted() == (1, 0)


def test_the_statement_and_a_stay_agree_on_every_move(land: Country, home: Address) -> None:
    """An unbroken stay is followed twice: in Python, and over a whole area in SQL."""
    chosen = random.Random(20261130)  # noqa: S311 - a test repeats itself
    far = DivisionFactory.create(code="440222100001", name="城东居委会", level="village")
    inside = [home, address_in(land.village, plate="9号"), address_in(land.other), home]
    places = [*inside, address_in(far), None]
    people = [PersonFactory.create() for _ in range(30)]
    for person in people:
        day = date(2023, 1, 1) + timedelta(days=chosen.randrange(400))
        for _ in range(chosen.randrange(1, 9)):
            until = day + timedelta(days=chosen.choice([1, 30, 59, 92, 122, 181, 184, 240]))
            stays(person, chosen.choice(places), since=day, until=until)
            day = until + timedelta(days=chosen.choice([0, 0, 0, 1, 45]))
    days = [date(2023, 8, 31) + timedelta(days=61 * step) for step in range(15)]
    told = {each.on: each.unsettled for each in coverage_at(AREA, days=days)}

    assert len(told) > len(days) // 2
    for day in days:
        known = [stay for each in people if (stay := stay_of(each.pk, on=day)) is not None]
        here = [stay for stay in known if stay.division == land.village.code]
        assert told.get(day, 0) == sum(add_months(stay.since, 6) <= day for stay in here), day


def test_a_suspended_or_ended_permit_covers_nobody(land: Country, home: Address) -> None:
    lapsed, ended, restored = (lives(home, since=LONG_AGO) for _ in range(3))
    holds(lapsed, land.here.office, AREA, since=date(2025, 6, 29))
    holds(ended, land.here.office, AREA, since=date(2026, 1, 1), until=ON)
    late = date(2026, 2, 1)
    holds(restored, land.here.office, AREA, since=date(2024, 1, 1), endorsed=[late])

    assert counted() == (3, 1)
    assert counted(date(2026, 6, 29)) == (3, 3)
    assert counted(late - timedelta(days=1)) == (3, 2)


def test_each_part_of_an_area_is_told_by_itself_and_each_day_in_one_statement(
    home: Address, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    lives(home, since=LONG_AGO)
    days = [date(2026, month, 1) for month in (4, 5, 6)]
    with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture that is called
        parts = coverage_at(AREA, days=days, by_part=True)

    assert [(each.area, each.on) for each in parts] == [("440199100", day) for day in days]


def test_the_statement_and_the_law_agree_on_every_day(land: Country, home: Address) -> None:
    """The years of a permit are derived twice: in Python, and over a whole area in SQL."""
    chosen = random.Random(20261129)  # noqa: S311 - a test repeats itself
    permits = []
    for _ in range(40):
        since = date(2021, 1, 1) + timedelta(days=chosen.randrange(1500))
        made, day = [], since
        for _year in range(chosen.randrange(5)):
            day += timedelta(days=chosen.choice([340, 355, 365, 366, 380, 500]))
            made.append(day)
        person = lives(home, since=LONG_AGO)
        permits.append(holds(person, land.here.office, AREA, since=since, endorsed=made))
    days = [date(2021, 1, 1) + timedelta(days=97 * step) for step in range(25)]
    told = {each.on: each.holding for each in coverage_at(AREA, days=days)}

    for day in days:
        valid = [standing_of(each, on=day).status is PermitStatus.VALID for each in permits]
        assert told[day] == sum(valid), day
