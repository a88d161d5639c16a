"""Addresses, actual residences and divisions at the counter (R12 to R17)."""

import csv
from datetime import timedelta
from io import StringIO
from typing import Any, cast

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from hukou.kernel import clock, gb18030
from registry.actions import change_urban_rural_class, record_actual_residence
from registry.models import (
    ActualResidence,
    Address,
    AddressBatch,
    Disclosure,
    Division,
    DivisionChange,
    HouseholdAddress,
    UrbanRuralCode,
)
from registry.queries import division_on
from tests.cast import BASIS, Family, family, station
from tests.places import DECREE, Country, address_in, country, settle
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db
TODAY = clock.today()
NOTICE: dict[str, str] = {"on": TODAY.isoformat(), "document": "门牌变更通知"}
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


# --- plates ------------------------------------------------------------------------------------


def listed(client: Client, land: Country, **asked: str) -> list[dict[str, str]]:
    told = {"destination.division": land.village.code, "street": "老街"} | asked
    content = text(client.get("/addresses.csv", told)).removeprefix("\ufeff")
    return list(csv.DictReader(StringIO(content)))


def rows(client: Client, land: Country) -> str:
    """Return the list of 老街 as it is downloaded for a renaming to 新街."""
    told = {"destination.division": land.village.code, "street": "老街", "to": "新街"}
    return text(client.get("/addresses.csv", told))


@pytest.mark.usefixtures("ouyang")
def test_a_street_is_downloaded_with_its_new_name_written_in(
    land: Country, officer: Client
) -> None:
    [row] = listed(officer, land, to="新街")
    assert (row["current"], row["street"]) == ("示例县示例镇河东村老街1号", "新街")


def test_a_preview_shows_the_households_and_stores_nothing(
    land: Country, ouyang: Family, officer: Client
) -> None:
    page = text(officer.post("/addresses", {**NOTICE, "rows": rows(officer, land)}))

    assert "预览（尚未保存）：变更 1 个地址，涉及 1 户" in page
    assert "示例县示例镇河东村新街1号" in page
    assert AddressBatch.objects.count() == 0
    assert ouyang.son.pk in Disclosure.objects.get(kind="renumbering").people


def test_a_batch_is_carried_out_shown_and_undone(
    land: Country, ouyang: Family, officer: Client
) -> None:
    sent = {**NOTICE, "rows": rows(officer, land), "save": "1"}
    page = text(officer.post("/addresses", sent, follow=True))
    assert "门牌变更已登记" in page
    batch = AddressBatch.objects.get()

    page = text(officer.post(f"/addresses/batches/{batch.pk}", NOTICE, follow=True))

    assert "批次已撤销" in page
    home = HouseholdAddress.objects.get(household=ouyang.household)
    assert home.address.street == "老街"


@pytest.mark.parametrize("encode", [str.encode, gb18030.encode], ids=["utf-8", "gb18030"])
def test_a_file_is_taken_as_well(
    land: Country,
    ouyang: Family,
    officer: Client,
    encode: Any,  # noqa: ANN401 - a way to write text
) -> None:
    content = rows(officer, land).removeprefix("\ufeff")
    sent = {**NOTICE, "file": SimpleUploadedFile("rows.csv", encode(content)), "rehearse": "1"}

    page = text(officer.post("/addresses", sent))

    assert "涉及 1 户" in page
    assert ouyang.household.number in page
    assert "address,current" in page


@pytest.mark.usefixtures("ouyang")
@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ("", "请粘贴或上传门牌变更明细"),
        ("plate\n1\n", "第1行须为栏名"),
        ("address,plate\nx,9\n", "第2行：栏数与栏名不符"),
        ("address,plate\n999999,9\n", "第2行：没有这个地址编号"),
    ],
)
def test_a_broken_list_says_where(officer: Client, sent: str, why: str) -> None:
    response = officer.post("/addresses", {**NOTICE, "rows": sent, "save": "1"})
    assert why in text(response)
    assert response.status_code == 400
    assert AddressBatch.objects.count() == 0


def test_addresses_of_another_office_are_neither_listed_nor_changed(
    land: Country, ouyang: Family, visit: Visit
) -> None:
    stranger = visit(station().officer)
    plate = HouseholdAddress.objects.get(household=ouyang.household).address
    sent = {**NOTICE, "rows": f"address,plate\n{plate.pk},9\n", "save": "1"}

    assert listed(stranger, land) == []
    assert "第2行：地址不在本机关辖区内" in text(stranger.post("/addresses", sent))
    assert AddressBatch.objects.count() == 0


def test_a_cell_that_a_spreadsheet_would_compute_is_kept_as_text(
    land: Country, officer: Client
) -> None:
    address_in(land.village, street="老街", plate="=1+1")
    [row] = listed(officer, land)
    assert row["plate"] == "'=1+1"


# --- where people live -------------------------------------------------------------------------


def live(client: Client, person: int, **told: str) -> HttpResponse:
    sent = {"on": TODAY.isoformat(), "source": "visit", "document": "走访记录", "save": "1"} | told
    return cast("HttpResponse", client.post(f"/people/{person}/home", sent, follow=True))


def test_a_place_outside_is_recorded_and_shows_on_the_persons_page(
    ouyang: Family, officer: Client
) -> None:
    page = text(live(officer, ouyang.son.pk, elsewhere="广东省深圳市"))

    assert "实际居住已登记" in page
    assert "广东省深圳市" in page
    assert "人户分离" in page


def test_an_address_of_the_register_is_found_or_added(
    land: Country, ouyang: Family, officer: Client
) -> None:
    told = {"destination.division": land.other.code, "plate": "7"}
    page = text(live(officer, ouyang.son.pk, **told))

    assert "示例县示例镇河西村7号" in page
    assert ActualResidence.objects.get().address == Address.objects.get(plate="7号")


def test_at_home_nothing_is_apart(land: Country, ouyang: Family, officer: Client) -> None:
    told = {"destination.division": land.village.code, "street": "老街", "plate": "1"}
    page = text(live(officer, ouyang.son.pk, **told))
    assert "人户一致" in page


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({}, "二者只填一项"),
        ({"elsewhere": "北京市", "on": "2999-01-01"}, "日期晚于今天"),
        ({"elsewhere": "北京市", "source": "rumour"}, "选择"),
        ({"elsewhere": "北京市", "document": ""}, "请填写此项"),
    ],
)
def test_what_cannot_be_recorded_says_why(
    ouyang: Family, officer: Client, told: dict[str, str], why: str
) -> None:
    assert why in text(live(officer, ouyang.son.pk, **told))
    assert ActualResidence.objects.count() == 0


def test_who_lives_apart_is_listed_and_counted_and_noted(
    land: Country, ouyang: Family, officer: Client, visit: Visit
) -> None:
    live(officer, ouyang.son.pk, elsewhere="广东省深圳市")

    page = text(officer.get("/living-apart", {"area": land.town.code}))
    other = text(officer.get("/living-apart", {"area": land.other.code}))
    strange = text(visit(station().officer).get("/living-apart"))

    assert "共 1 人：社区外分离 1 人，社区内异址 0 人" in page
    assert "欧阳小山" in page
    assert "没有人户分离人员" in other
    assert "没有人户分离人员" in strange
    assert Disclosure.objects.filter(kind="living_apart").get().people == [ouyang.son.pk]


def test_the_list_goes_on_by_pages(land: Country, officer: Client) -> None:
    folk = [family(land.here.office) for _ in range(6)]
    for person in (
        each for one in folk for each in (one.father, one.mother, one.son, one.daughter)
    ):
        record_actual_residence(
            person, place="北京市", on=TODAY, source="visit", by=land.here.officer, basis=BASIS
        )
    first = text(officer.get("/living-apart"))
    after = first.split("after=")[1].split('"')[0]
    second = text(officer.get("/living-apart", {"after": after}))
    assert "共 24 人" in first
    assert (first.count("data-row "), second.count("data-row ")) == (20, 4)
    assert "回第一页" in second


def test_an_area_that_is_none_is_refused_in_words(officer: Client) -> None:
    response = officer.get("/living-apart", {"area": "12"})
    assert response.status_code in (200, 400)
    assert officer.get("/living-apart", {"area": "abc"}).status_code == 400


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
