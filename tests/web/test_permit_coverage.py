"""The page of permit coverage (P03): figures, a line over a year, the parts of an area."""

from datetime import date
from typing import Final

import pytest

from applications.web.permit_coverage import month_ends
from tests.factories import UrbanRuralCodeFactory
from tests.holders import holds, lives
from tests.places import Country, address_in, country
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db
LONG_AGO: Final = date(2020, 1, 1)


@pytest.fixture
def land() -> Country:
    there = country()
    UrbanRuralCodeFactory.create(division_code=there.village.code, urban_rural_class="121")
    home = address_in(there.village)
    lives(home, since=LONG_AGO)
    holds(lives(home, since=LONG_AGO), there.bureau, "440199", since=date(2026, 1, 10))
    return there


def test_the_page_shows_the_share_its_line_and_the_parts(land: Country, visit: Visit) -> None:
    page = visit(land.approver).get("/benefits/coverage?on=2026-06-30").content.decode()

    assert "50.0%" in page
    assert page.count('class="trend-dot"') == 13
    assert "示例镇" in page
    assert "2025-12-31 0 / 2" in page


@pytest.mark.parametrize("path", ["coverage", "gap", "gap.csv"])
def test_an_office_without_an_area_is_told_so(land: Country, visit: Visit, path: str) -> None:
    land.bureau.areas.clear()
    land.here.office.areas.clear()
    answer = visit(land.approver).get(f"/benefits/{path}")

    assert answer.status_code == 422
    assert "本机关没有辖区" in answer.content.decode()


def test_where_nobody_is_counted_the_page_says_what_to_do(land: Country, visit: Visit) -> None:
    page = visit(land.approver).get("/benefits/coverage?on=2019-06-30").content.decode()

    assert "这一年没有可统计的人" in page
    assert "trend-dot" not in page


def test_a_day_that_has_not_come_is_told_at_its_field(land: Country, visit: Visit) -> None:
    page = visit(land.approver).get("/benefits/coverage?on=2099-01-01").content.decode()

    assert "不能选择今天以后的日期" in page


@pytest.mark.parametrize("on", ["0001-01-01", "00010101", "1899-12-31", "2100-01-01"])
def test_a_day_that_no_register_means_is_told_at_its_field(
    land: Country, visit: Visit, on: str
) -> None:
    page = visit(land.approver).get(f"/benefits/coverage?on={on}").content.decode()

    assert "请填写 1900 年至 2099 年之间的日期" in page


def test_the_first_day_of_all_has_a_year_before_it(land: Country, visit: Visit) -> None:
    assert visit(land.approver).get("/benefits/coverage?on=1900-01-01").status_code == 200


def test_another_area_is_not_on_offer(land: Country, visit: Visit) -> None:
    page = visit(land.approver).get("/benefits/coverage?area=330802").content.decode()

    assert "请先处理以下问题" in page


def test_the_line_has_the_ends_of_twelve_months_and_the_day_itself() -> None:
    assert month_ends(date(2026, 3, 31))[-2:] == [date(2026, 2, 28), date(2026, 3, 31)]
    assert len(month_ends(date(2026, 3, 15))) == 13
