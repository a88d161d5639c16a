"""Divisions, their classes and 村改居 at the counter (R14 to R17)."""

import csv
from datetime import timedelta
from io import StringIO
from typing import Any, cast

import pytest
from django.http import HttpResponse
from django.test import Client

from hukou.kernel import clock
from registry.actions import change_urban_rural_class
from registry.models import (
    Disclosure,
    Division,
    DivisionChange,
    HouseholdAddress,
    UrbanRuralCode,
)
from registry.queries import division_on
from tests.cast import Family, family, station
from tests.places import DECREE, Country, address_in, country, settle
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db
TODAY = clock.today()
DECISION: dict[str, str] = {"on": TODAY.isoformat(), **DECREE}


@pytest.fixture
def land() -> Country:
    return country()


@pytest.fixture
def ouyang(land: Country) -> Family:
    folk = family(land.here.office)
    settle(folk.household, address_in(land.village, street="老街", plate="1号"))
    return folk


@pytest.fixture
def officer(land: Country, visit: Visit) -> Client:
    return visit(land.here.officer)


@pytest.fixture
def approver(land: Country, visit: Visit) -> Client:
    return visit(land.approver)


def text(response: Any) -> str:  # noqa: ANN401 - a response of the client
    return cast("HttpResponse", response).content.decode()


# --- divisions ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("ouyang")
def test_the_tree_shows_a_division_on_a_day(land: Country, approver: Client) -> None:
    page = text(approver.get("/divisions/tree", {"code": land.town.code}))
    before = text(approver.get("/divisions/tree", {"code": land.town.code, "on": "1999-01-01"}))
    assert "河东村" in page
    assert "示例县" in page
    assert "该日没有这个区划" in before


def change(client: Client, division: Division, kind: str, **told: str) -> str:
    path = f"/divisions/{division.pk}/change/{kind}"
    return text(client.post(path, DECISION | told, follow=True))


def test_a_village_is_renamed_and_the_change_listed(land: Country, approver: Client) -> None:
    page = change(approver, land.village, "rename", name="河东新村")
    tree = text(approver.get("/divisions/tree", {"code": land.village.code}))

    assert "区划变更已登记" in page
    assert "河东新村" in tree
    assert "示政发〔2026〕1号" in tree


def test_villages_are_merged_into_a_new_one(land: Country, approver: Client) -> None:
    told = {"into": "440199100203", "name": "两河村", "others": land.other.code}
    assert "区划变更已登记" in change(approver, land.village, "merge", **told)
    found = division_on("440199100203", on=TODAY)
    assert found is not None
    assert DivisionChange.objects.get().kind == "merged"


def test_a_part_is_split_off_with_its_addresses(
    land: Country, ouyang: Family, approver: Client
) -> None:
    plate = HouseholdAddress.objects.get(household=ouyang.household).address
    told = {"code": "440199100204", "name": "河岸村", "addresses": str(plate.pk)}
    assert "区划变更已登记" in change(approver, land.village, "split", **told)
    now = HouseholdAddress.objects.on(TODAY).get(household=ouyang.household)
    assert now.address.division.name == "河岸村"


def test_what_cannot_be_says_why_beside_the_form(
    land: Country, ouyang: Family, approver: Client
) -> None:
    assert "撤销时须指定承接的区划" in change(approver, land.village, "abolish")
    assert "不在本机关辖区内" in change(approver, land.village, "merge", into="450000000000")
    assert DivisionChange.objects.count() == 0
    assert ouyang.household.pk


def test_a_division_of_another_county_is_not_there(land: Country, visit: Visit) -> None:
    there = visit(country_elsewhere(land))
    path = f"/divisions/{land.village.pk}/change/rename"
    assert there.post(path, DECISION | {"name": "新"}).status_code == 404
    assert there.get(f"/divisions/{land.village.pk}/class").status_code == 404


def country_elsewhere(land: Country) -> Any:  # noqa: ANN401 - an account
    del land
    return station("county_approver").officer


def test_a_kind_of_change_that_is_none_is_not_there(land: Country, approver: Client) -> None:
    assert approver.get(f"/divisions/{land.village.pk}/change/paint").status_code == 404


# --- urban and rural ---------------------------------------------------------------------------


def classify(client: Client, division: Division, **told: str) -> str:
    return text(client.post(f"/divisions/{division.pk}/class", DECISION | told, follow=True))


def test_a_class_is_changed_listed_and_exported(land: Country, approver: Client) -> None:
    page = classify(approver, land.village, to="121")
    content = text(approver.get("/divisions/classes.csv")).removeprefix("\ufeff")

    assert "城乡分类已变更" in page
    assert "镇中心区" in page
    [row] = csv.DictReader(StringIO(content))
    assert (row["村（社区）代码"], row["城乡分类代码"], row["批准机关"], row["来源文件"]) == (
        land.village.code,
        "121",
        "示例县人民政府",
        "示政发〔2026〕1号",
    )


def test_the_export_holds_every_change_of_the_own_area_only(
    land: Country, approver: Client, visit: Visit
) -> None:
    for day, to in ((TODAY - timedelta(days=9), "220"), (TODAY, "121")):
        change_urban_rural_class(land.village.code, to=to, **land.decided(day))
    own = text(approver.get("/divisions/classes.csv"))
    strange = text(visit(station().officer).get("/divisions/classes.csv"))
    assert (len(own.splitlines()), len(strange.splitlines())) == (3, 1)


SPECIAL = {
    "to": "123",
    "reference": "国统函〔2026〕1号",
    "connected_to_seat": "no",
    "resident_population": "3000",
    "kind": "village_like",
    "non_agri_share": "70",
}


def test_a_special_area_is_entered_with_reference_and_facts(
    land: Country, approver: Client
) -> None:
    assert "城乡分类已变更" in classify(approver, land.village, **SPECIAL)
    assert UrbanRuralCode.objects.get().reference == "国统函〔2026〕1号"


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"reference": ""}, "须凭国家统计局的批复录入"),
        ({"resident_population": "2999"}, "不符合特殊区域的认定条件"),
        ({"non_agri_share": "69.99"}, "不符合特殊区域的认定条件"),
        ({"kind": ""}, "请填写此项认定情况"),
    ],
)
def test_a_special_area_that_is_none_is_refused(
    land: Country, approver: Client, told: dict[str, str], why: str
) -> None:
    assert why in classify(approver, land.village, **SPECIAL | told)
    assert UrbanRuralCode.objects.count() == 0


# --- villages that become communities ----------------------------------------------------------


def turn(client: Client, land: Country, **told: str) -> str:
    sent = DECISION | {
        "town": land.town.code,
        "villages": str(land.village.pk),
        f"name.{land.village.pk}": "河东社区",
        f"code.{land.village.pk}": "440199100001",
        "urban_rural_class": "112",
    }
    return text(client.post("/divisions/villages", sent | told, follow=True))


def test_a_preview_shows_everybody_and_turns_nobody(
    land: Country, ouyang: Family, approver: Client
) -> None:
    page = turn(approver, land, rehearse="1")

    assert "涉及 1 户 4 人" in page
    assert "欧阳小山" in page
    assert DivisionChange.objects.count() == 0
    assert ouyang.son.pk in Disclosure.objects.get(kind="division_change").people


def test_it_is_carried_out_and_taken_back(land: Country, approver: Client) -> None:
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    assert "村改居已登记" in turn(approver, land, save="1", on=yesterday)
    done = DivisionChange.objects.get()

    page = text(approver.post(f"/divisions/changes/{done.pk}", DECISION, follow=True))

    assert "村改居已撤回" in page
    again = division_on(land.village.code, on=TODAY)
    assert again is not None
    assert again.name == "河东村"


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"villages": ""}, "请选择要改为社区的村"),
        ({"code": "440199100300"}, "后三位在001至199之间"),
        ({"source": ""}, "请填写此项"),
    ],
)
def test_a_batch_that_cannot_be_says_why(
    land: Country, approver: Client, told: dict[str, str], why: str
) -> None:
    if "code" in told:
        told = {f"code.{land.village.pk}": told["code"]}
    assert why in turn(approver, land, save="1", **told)
    assert DivisionChange.objects.count() == 0


def test_a_station_changes_no_divisions(land: Country, officer: Client) -> None:
    for path in (
        "/divisions/villages",
        f"/divisions/{land.village.pk}/change/rename",
        f"/divisions/{land.village.pk}/class",
    ):
        assert officer.get(path).status_code == 403
