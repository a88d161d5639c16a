"""Plates renumbered and actual residences recorded at the counter (R12, R13)."""

import csv
from io import StringIO
from typing import Any, cast

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from hukou.kernel import clock, gb18030
from registry.actions import record_actual_residence
from registry.models import (
    ActualResidence,
    Address,
    AddressBatch,
    Disclosure,
    HouseholdAddress,
)
from tests.cast import BASIS, Family, family, station
from tests.places import Country, address_in, country, settle
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db
TODAY = clock.today()
NOTICE: dict[str, str] = {"on": TODAY.isoformat(), "document": "门牌变更通知"}


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
        ({"elsewhere": "北京市", "on": "2099-01-01"}, "日期晚于今天"),
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
