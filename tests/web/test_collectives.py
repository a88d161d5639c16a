"""Collective households at the counter: listed, set up, kept, and left (H04, H05, H06, H07)."""

from datetime import timedelta

import pytest
from django.test import Client

from hukou.kernel import clock
from registry.actions import name_keeper
from registry.models import (
    CollectiveHousehold,
    Household,
    Keeper,
)
from tests.cast import Station, station
from tests.collectives import CODE, PUBLIC, address_in, opened
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def district(here: Station) -> Station:
    """Our station, with its area in a district of Quzhou."""
    here.office.areas.add(address_in().division)
    return here


def typed(**changes: str) -> dict[str, str]:
    return {
        "name": "示例学院集体户",
        "sort": "school",
        "credit_code": CODE,
        "contact": "徐老师",
        "phone": "0570",
        "destination.division": "330802006001",
        "plate": "1",
        "has_quarters": "yes",
        "has_keeper": "yes",
        "on": clock.today().isoformat(),
        "document": "设立申请",
    } | changes


def set_up(client: Client, **changes: str) -> str:
    sent = typed(**changes) | {"save": "1"}
    return client.post("/collectives/new", sent, follow=True).content.decode()


def test_a_school_is_given_its_household_and_leads_to_its_page(
    district: Station, visit: Visit
) -> None:
    page = set_up(visit(district.officer))

    assert "集体户已设立，请指定管理人" in page
    assert "学校集体户" in page
    assert CollectiveHousehold.objects.get().credit_code == CODE


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"credit_code": CODE[:-1] + "0"}, "统一社会信用代码校验位不符"),
        ({"has_quarters": "no"}, "不具备设立集体户的条件"),
        ({"has_keeper": ""}, "此项须由民警审查决定"),
        ({"destination.division": "330803006001"}, "不在本机关辖区内"),
        ({"destination.division": ""}, "社区（村）：请查找并选定社区"),
        ({"sort": "public"}, "公共集体户没有统一社会信用代码"),
        ({"sort": "monastery"}, "选择一个有效的选项"),
    ],
)
def test_what_is_refused_says_why_and_stores_nothing(
    district: Station, visit: Visit, changes: dict[str, str], said: str
) -> None:
    page = set_up(visit(district.officer), **changes)

    assert said in page
    assert "示例学院集体户" in page  # what was typed stays
    assert not Household.objects.exists()


def test_a_check_shows_each_condition_with_its_clause_and_saves_nothing(
    district: Station, visit: Visit
) -> None:
    client = visit(district.officer)
    page = client.post("/collectives/new", typed(has_quarters="no")).content.decode()

    assert "填写说明四（户别）" in page
    assert "不符合" in page
    assert not Household.objects.exists()


def test_a_place_is_looked_up_without_saving(district: Station, visit: Visit) -> None:
    sent = {"look": "1", "destination.search": "330802006001"}
    page = visit(district.officer).post("/collectives/new", sent).content.decode()

    assert 'value="330802006001"' in page
    assert "没有保存" not in page


def test_the_list_shows_sort_code_keepers_and_members(district: Station, visit: Visit) -> None:
    school = opened(district)
    name_keeper(school, name="徐老师", **district.how)
    opened(district, PUBLIC, name="柯城区公共集体户")

    page = visit(district.officer).get("/collectives").content.decode()

    assert CODE in page
    assert "徐老师" in page
    assert "无人值守" in page


def test_the_board_alarms_in_words_until_somebody_is_on_duty(
    district: Station, visit: Visit
) -> None:
    client = visit(district.officer)
    assert "没有公共集体户，无处落户的人员无法兜底" in board(client)

    public = opened(district, PUBLIC, name="柯城区公共集体户")
    assert "柯城区公共集体户今日无人值守" in board(client)

    name_keeper(public, account=district.officer, **district.how)
    page = board(client)
    assert "今日均有人值守" in page
    assert "告警" not in page


def board(client: Client) -> str:
    return client.get("/collectives/public").content.decode()


def test_a_keeper_is_named_and_ended_on_the_page(district: Station, visit: Visit) -> None:
    school, client = opened(district), visit(district.officer)
    path = f"/collectives/{school.pk}/keepers"
    today = clock.today()
    sent = {"username": district.officer.username, "on": today.isoformat(), "document": "分工"}

    assert "管理人已指定" in client.post(path, sent, follow=True).content.decode()
    again = client.post(path, sent)
    assert again.status_code == 422
    assert "此人在这些日期已是该集体户的管理人" in again.content.decode()

    keeper = Keeper.objects.get()
    end = {"on": (today + timedelta(days=3)).isoformat(), "document": "调岗"}
    asked = client.post(f"{path}/{keeper.pk}/end")
    assert "没有保存" not in asked.content.decode()
    ended = client.post(f"{path}/{keeper.pk}/end", end, follow=True).content.decode()
    assert "管理人任期已结束" in ended
    assert Keeper.objects.get().period.upper == today + timedelta(days=3)


@pytest.mark.parametrize(
    ("told", "said"),
    [({"username": "nobody"}, "没有在本集体户的登记机关"), ({}, "请指定管理人")],
)
def test_a_keeper_from_nowhere_is_refused_on_the_page(
    district: Station, visit: Visit, told: dict[str, str], said: str
) -> None:
    school = opened(district)
    sent = {"on": clock.today().isoformat(), "document": "分工"} | told

    response = visit(district.officer).post(f"/collectives/{school.pk}/keepers", sent)

    assert said in response.content.decode()
    assert not Keeper.objects.exists()


def test_a_household_of_another_station_is_not_there(district: Station, visit: Visit) -> None:
    elsewhere = visit(station().officer)
    school = opened(district)

    assert elsewhere.get(f"/collectives/{school.pk}").status_code == 404
    assert elsewhere.post(f"/collectives/{school.pk}/keepers", {}).status_code == 404
    assert CODE not in elsewhere.get("/collectives").content.decode()
