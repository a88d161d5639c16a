"""Members of collective households at the counter: paged, proved, moved, placed (H06, H07)."""

import re
from pathlib import Path
from typing import Final

import pytest
from django.test import Client
from psycopg.types.range import Range
from pytest_django import DjangoAssertNumQueries as Counted

from hukou.kernel import clock
from registry.actions import Mover, move_family
from registry.models import (
    Disclosure,
    DocumentKind,
    Entry,
    Household,
    HouseholdAddress,
    IssuedDocument,
    Residence,
)
from tests.cast import LATELY, Family, Station, family
from tests.collectives import PUBLIC, address_in, opened
from tests.factories import PersonFactory, ResidenceFactory
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db
LOST: Final = {
    "own_dwelling": "no",
    "relative_dwelling": "no",
    "unit_collective": "no",
    "relation": "非亲属",
    "document": "拆除证明",
    "grounds": "房屋已拆除，已核实",
    "save": "1",
}
PAGE: Final = 9
"""Account, posting, scope, the household, its members, its keepers, and the note of the reading."""


@pytest.fixture
def school(here: Station) -> Household:
    here.office.areas.add(address_in().division)
    return opened(here)


@pytest.fixture
def ouyang(here: Station) -> Family:
    """A family with a dwelling in the school's district."""
    home = family(here.office, address=address_in(), prefecture="3308")
    Residence.objects.filter(household=home.household).update(prefecture="3308")
    return home


@pytest.fixture
def student(here: Station, school: Household, ouyang: Family) -> Family:
    """The same, with the daughter in the school's household."""
    move_family([Mover(ouyang.daughter.pk, "99", "study")], school, **here.how)
    return ouyang


def fill(household: Household, count: int) -> None:
    for _ in range(count):
        ResidenceFactory.create(
            person=PersonFactory.create(),
            household=household,
            relation="99",
            period=Range(LATELY, None),
        )


def test_many_members_come_by_the_page_with_the_same_number_of_queries(
    here: Station, school: Household, visit: Visit, django_assert_num_queries: Counted
) -> None:
    client, path = visit(here.officer), f"/collectives/{school.pk}"
    fill(school, 2)
    client.get(path)
    with django_assert_num_queries(PAGE):
        client.get(path)
    fill(school, 58)

    with django_assert_num_queries(PAGE):
        first = client.get(path).content.decode()

    assert len(re.findall(r"<a data-row", first)) == 50
    follows = re.search(r"after=(\d+)", first)
    assert follows is not None
    second = client.get(f"{path}?after={follows[1]}").content.decode()
    assert len(re.findall(r"<a data-row", second)) == 10
    assert "下一页" not in second
    noted = Disclosure.objects.filter(kind="collective").order_by("id")
    assert [len(each.people) for each in noted] == [2, 2, 50, 10]


def test_the_booklet_of_a_collective_household_leads_to_its_page(
    here: Station, school: Household, visit: Visit
) -> None:
    response = visit(here.officer).get(f"/households/{school.pk}")
    assert response.headers["location"] == f"/collectives/{school.pk}"


def test_who_has_kin_with_a_dwelling_is_listed_and_moves_there(
    here: Station, school: Household, student: Family, visit: Visit
) -> None:
    client = visit(here.officer)
    listed = client.get(f"/collectives/{school.pk}/leavers").content.decode()
    number = student.household.number
    assert f"/people/{student.daughter.pk}/transfer?to={number}" in listed

    sent = {
        "household_number": number,
        "relation": "女",
        "on": clock.today().isoformat(),
        "document": "房主同意书",
    }
    page = client.post(f"/people/{student.daughter.pk}/transfer", sent, follow=True)

    assert "已迁出集体户" in page.content.decode()
    home = Residence.objects.on(clock.today()).get(person=student.daughter)
    assert (home.household, home.relation) == (student.household, "30")


def test_who_has_no_kin_in_the_district_is_not_listed(
    here: Station, school: Household, student: Family, visit: Visit
) -> None:
    far = address_in("330803", name="衢江区")
    HouseholdAddress.objects.filter(household=student.household).update(address=far)

    page = visit(here.officer).get(f"/collectives/{school.pk}/leavers").content.decode()

    assert "没有发现可以迁出的成员" in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"household_number": "1"}, "辖区内没有这一户号"),
        ({"relation": "邻居"}, "代码表中没有这一项"),
        ({"relation": "户主"}, "该户在这些日期已有户主"),
    ],
)
def test_a_transfer_that_cannot_be_moves_nobody(
    here: Station,
    student: Family,
    visit: Visit,
    changes: dict[str, str],
    said: str,
) -> None:
    sent = {
        "household_number": student.household.number,
        "relation": "女",
        "on": clock.today().isoformat(),
        "document": "房主同意书",
    } | changes
    page = visit(here.officer).post(f"/people/{student.daughter.pk}/transfer", sent)

    assert said in page.content.decode()
    there = Residence.objects.on(clock.today()).get(person=student.daughter).household
    assert there.name == "示例学院集体户"


def test_a_proof_for_school_is_issued_with_a_serial_number_and_without_the_unit(
    here: Station, school: Household, student: Family, visit: Visit
) -> None:
    client = visit(here.officer)
    page = client.get(f"/collectives/{school.pk}").content.decode()
    [path] = re.findall(r'href="([^"]+household_certificate[^"]+)"', page)

    assert "本证明用于：入学。" in client.get(path).content.decode()
    issued = client.post(path, {"purpose": "入学"}, follow=True)

    assert "证件已签发" in issued.content.decode()
    document = IssuedDocument.objects.get(person=student.daughter)
    assert document.kind == DocumentKind.HOUSEHOLD_CERTIFICATE
    assert document.serial


def test_no_page_of_a_member_asks_for_the_units_consent(
    here: Station, school: Household, student: Family, visit: Visit
) -> None:
    """H07: marriage is no step here; birth, proof and leaving have no field about the unit."""
    client = visit(here.officer)
    for path in (
        f"/people/{student.daughter.pk}/papers/household_certificate",
        f"/people/{student.daughter.pk}/transfer",
        f"/birth/new?household={school.pk}",
    ):
        page = client.get(path, follow=True).content.decode()
        labels = re.findall(r"<label[^>]*>(.*?)</label>", page, re.DOTALL)
        names = re.findall(r'name="([^"]+)"', page)
        asked = "".join(labels) + " ".join(names)
        assert not re.search("单位同意|单位意见|用人单位|unit_consent|employer", asked), path


def test_no_template_or_law_asks_a_unit_for_its_members() -> None:
    root = Path(__file__).parents[2]
    words = re.compile("单位(同意|盖章|意见|许可|批准)")
    said = {
        path.name
        for room in ("registry/templates", "applications/templates", "hukou/packs")
        for path in (root / room).rglob("*")
        if path.suffix in {".html", ".yaml"}
        for line in path.read_text(encoding="utf-8").splitlines()
        if words.search(line) and "不需要" not in line
    }
    assert said == set()


def lost(client: Client, who: int, **changes: str) -> str:
    sent = LOST | {"on": clock.today().isoformat()} | changes
    kept = {name: value for name, value in sent.items() if value}
    return client.post(f"/people/{who}/address", kept, follow=True).content.decode()


@pytest.mark.usefixtures("school")
def test_the_order_is_shown_before_anything_is_saved(
    here: Station, ouyang: Family, visit: Visit
) -> None:
    opened(here, PUBLIC, name="柯城区公共集体户")
    page = lost(visit(here.officer), ouyang.daughter.pk, save="")

    assert "没有本人的合法稳定住所" in page
    assert "所在区（县）的公共集体户" in page
    assert "本地没有载明这一顺序的文件" in page
    assert ouyang.residence_of(ouyang.daughter).household == ouyang.household


@pytest.mark.usefixtures("school")
def test_who_lost_their_dwelling_is_placed_and_the_reasons_are_printed(
    here: Station, ouyang: Family, visit: Visit
) -> None:
    public = opened(here, PUBLIC, name="柯城区公共集体户")

    page = lost(visit(here.officer), ouyang.daughter.pk, along=str(ouyang.son.pk))

    assert "落户地址确定书" in page
    assert "没有可以投靠的亲属住所" in page
    assert "房屋已拆除，已核实" in page
    there = Residence.objects.on(clock.today()).filter(household=public)
    assert {row.person_id for row in there} == {ouyang.daughter.pk, ouyang.son.pk}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"grounds": ""}, "此项须由民警审查决定"),
        ({"unit_collective": ""}, "落户地址尚不能确定"),
        ({"unit_collective": "yes"}, "请填写要落户的户号"),
        ({"household_number": "99"}, "辖区内没有这一户号"),
        ({"relation": "女"}, "集体户没有户主"),
    ],
)
@pytest.mark.usefixtures("school")
def test_what_is_not_settled_is_said_and_nobody_moves(
    here: Station,
    ouyang: Family,
    visit: Visit,
    changes: dict[str, str],
    said: str,
) -> None:
    opened(here, PUBLIC, name="柯城区公共集体户")
    before = Entry.objects.count()

    page = lost(visit(here.officer), ouyang.daughter.pk, **changes)

    assert said in page
    assert Entry.objects.count() == before
