"""A day on which there is nothing to show: the page stays, and says why."""

from datetime import date

import pytest
from psycopg.types.range import Range

from registry.models import Household
from tests.cast import Station, family, station
from tests.factories import HouseholdFactory
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db


def emptied(here: Station) -> Household:
    household: Household = HouseholdFactory.create(
        office=here.office, period=Range(date(2012, 5, 1), date(2020, 6, 1))
    )
    return household


def test_before_a_household_was_there_the_page_keeps_its_dates(here: Station, visit: Visit) -> None:
    page = visit(here.officer).get(f"/households/{emptied(here).pk}?on=2011-01-01")

    shown = page.content.decode()
    assert "该日尚未立户" in shown
    assert 'value="2011-01-01"' in shown


def test_an_emptied_household_leads_to_its_last_day(here: Station, visit: Visit) -> None:
    page = visit(here.officer).get(f"/households/{emptied(here).pk}").content.decode()

    assert "此户已注销" in page
    assert "?on=2020-05-31" in page


@pytest.mark.parametrize("kind", ["households", "people"])
def test_what_was_not_known_then_is_said_to_be_unknown_then(
    here: Station, visit: Visit, kind: str
) -> None:
    home = family(here.office)
    key = home.household.pk if kind == "households" else home.father.pk

    page = visit(here.officer).get(f"/{kind}/{key}?known_on=2000-01-01").content.decode()

    assert "登记簿当日尚无此" in page


def test_before_their_birth_nobody_is_registered(here: Station, visit: Visit) -> None:
    home = family(here.office)

    page = visit(here.officer).get(f"/people/{home.son.pk}?on=1999-01-01").content.decode()

    assert "该日尚未出生" in page


def test_an_emptied_household_of_another_office_does_not_exist_for_us(
    here: Station, visit: Visit
) -> None:
    page = visit(here.officer).get(f"/households/{emptied(station()).pk}?on=2011-01-01")

    assert page.status_code == 404
    assert "不在本机关辖区" in page.content.decode()


def test_a_day_to_come_is_refused_with_the_reason(here: Station, visit: Visit) -> None:
    home = family(here.office)

    page = visit(here.officer).get(f"/households/{home.household.pk}?on=2036-01-01")

    assert "截至日期不能晚于今天" in page.content.decode()
