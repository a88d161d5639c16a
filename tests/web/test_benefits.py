"""The pages of what a permit opens, and of the gap to residents (P04, P06, P07)."""

from typing import Final

import pytest
from django.test import Client

from registry.models import PostingRole, ServiceFigure
from tests.cast import Station, law_desk
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db

TOLD: Final = {
    "service": "compulsory_education",
    "group": "holders",
    "served": "870",
    "entitled": "1000",
    "reporter": "区教育局",
    "document": "统计表",
}
GAP: Final = "/benefits/gap?area=330802&year=2025"


@pytest.fixture
def bureau() -> Station:
    return law_desk(PostingRole.COUNTY_APPROVER, area="330802")


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_catalogue_shows_department_clause_and_whether_the_text_names_it(
    bureau: Station, visit: Visit
) -> None:
    page = shown(visit(bureau.officer), "/benefits?area=440222&on=2019-06-01")

    assert "县公安局" in page
    assert "出入境管理部门" in page
    assert "三（八）" in page
    assert "按职责推定" in page
    assert "覆盖全部未落户城镇常住人口" in page


def test_the_catalogue_of_a_day_before_any_rule_says_so(bureau: Station, visit: Visit) -> None:
    page = shown(visit(bureau.officer), "/benefits?area=330802&on=2015-12-31")

    assert "这一天没有文件规定居住证便利" in page


def test_points_stand_on_every_ladder_and_each_is_marked_an_example(
    bureau: Station, visit: Visit
) -> None:
    page = shown(visit(bureau.officer), "/benefits?area=440100&on=2026-06-01&points=87")

    assert page.count("示例，不据以决定") == 3
    assert "还差 13 分" in page
    assert "还差 33 分" in page


def test_months_stand_on_the_ladder_by_tenure(bureau: Station, visit: Visit) -> None:
    page = shown(visit(bureau.officer), "/benefits?area=330802&on=2026-06-01&months=35")

    assert "还差 1 个月" in page


@pytest.mark.parametrize("query", ["on=2026-13-01", "points=-1", "months=x", "area=999999"])
def test_a_question_that_cannot_be_read_is_told_at_its_field(
    bureau: Station, visit: Visit, query: str
) -> None:
    page = shown(visit(bureau.officer), f"/benefits?{query}")

    assert "请先处理以下问题" in page


def test_the_bureau_takes_a_figure_down_and_sees_the_share(bureau: Station, visit: Visit) -> None:
    client = visit(bureau.officer)
    answer = client.post(GAP, TOLD)
    page = shown(client, GAP)

    assert answer.status_code == 302
    assert "87.0%" in page
    assert "区教育局" in page
    assert "未报送" in page
    assert "87.0" in client.get("/benefits/gap.csv?area=330802&year=2025").content.decode()


def test_more_served_than_entitled_is_told_and_nothing_is_stored(
    bureau: Station, visit: Visit
) -> None:
    answer = visit(bureau.officer).post(GAP, TOLD | {"served": "1001"})

    assert answer.status_code == 422
    assert "享有人数不能多于应享人数" in answer.content.decode()
    assert not ServiceFigure.objects.exists()


def test_a_station_reads_the_gap_and_takes_nothing_down(visit: Visit) -> None:
    station = law_desk(PostingRole.CHIEF, area="330802")
    client = visit(station.officer)
    client.post(GAP, TOLD)

    assert "享有人数" not in shown(client, GAP)
    assert not ServiceFigure.objects.exists()
