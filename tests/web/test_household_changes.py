"""Pages that change households: choose, read the two trees, save what was read (H01, H02)."""

import re
from typing import Any

import pytest
from django.test import Client

from hukou.kernel import clock
from registry.models import Disclosure, Household, Person, Residence
from tests.cast import Family, Station, family, station
from tests.factories import AddressFactory
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(here: Station) -> Family:
    return family(here.office)


@pytest.fixture
def desk(here: Station, visit: Visit) -> Client:
    return visit(here.officer)


def page(client: Client, path: str, *, again: str = "", status: int = 200, **told: Any) -> str:
    """Send a form with the seal of the rehearsal that was read, and return the page."""
    sealed = re.search(r'name="seal" value="(\w+)"', again)
    sent: dict[str, Any] = {
        "on": clock.today().isoformat(),
        "document": "全体成年成员签字的申请",
        "seal": sealed[1] if sealed else "",
    }
    answer = client.post(path, sent | told, follow=True)
    assert answer.status_code == status
    return answer.content.decode()


def where(person: Person) -> tuple[Household, str]:
    row = Residence.objects.on(clock.today()).select_related("household").get(person=person)
    return row.household, row.relation


def path_of(home: Family, change: str) -> str:
    return f"/households/{home.household.pk}/{change}"


def mother_leaves(home: Family) -> dict[str, Any]:
    return {
        "leaving": [str(home.mother.pk), str(home.son.pk)],
        "head": str(home.mother.pk),
        "where": "here",
    }


def test_a_household_is_found_for_each_change(desk: Client, home: Family) -> None:
    for change in ("open", "split", "merge", "transfer", "head", "address"):
        answer = desk.post(f"/{change}", {"name": "欧阳小山"}, follow=True)
        assert f'href="{path_of(home, change)}"' in answer.content.decode()


@pytest.mark.parametrize(
    ("change", "first"),
    [
        ("open", "leaving"),
        ("split", "leaving"),
        ("merge", "into"),
        ("transfer", "person"),
        ("head", "to"),
        ("address", "destination.search"),
    ],
)
def test_the_cursor_stands_where_filling_in_begins(
    desk: Client, home: Family, change: str, first: str
) -> None:
    """Once, on the page as it opens: after a refusal, the refusal is looked at first."""
    fresh = desk.get(path_of(home, change)).content.decode()
    refused = desk.post(path_of(home, change), {"document": ""}).content.decode()

    [tag] = re.findall(r"<(?:input|select)[^>]*\sautofocus\b[^>]*>", fresh)
    assert f'name="{first}"' in tag
    assert 'id="refusal"' in refused
    assert "autofocus" not in refused


def test_a_split_is_rehearsed_and_nothing_is_saved(desk: Client, home: Family) -> None:
    shown = page(desk, path_of(home, "split"), **mother_leaves(home))

    assert "预演（尚未保存）" in shown
    assert shown.index("变更前") < shown.index("变更后") < shown.index("新立户")
    assert Household.objects.count() == 1


def test_what_was_read_is_saved(desk: Client, home: Family) -> None:
    read = page(desk, path_of(home, "split"), **mother_leaves(home))
    saved = page(desk, path_of(home, "split"), again=read, save="1", **mother_leaves(home))

    assert "已分户，新户已立" in saved
    new, relation = where(home.son)
    assert (new != home.household, relation) == (True, "20")


def test_what_was_not_read_is_not_saved(desk: Client, home: Family) -> None:
    """Somebody ticks another member after the rehearsal, or saves without one."""
    read = page(desk, path_of(home, "split"), **mother_leaves(home))
    other = mother_leaves(home) | {"leaving": [str(home.mother.pk)]}
    changed = page(desk, path_of(home, "split"), again=read, save="1", status=409, **other)
    unread = page(desk, path_of(home, "split"), save="1", status=409, **mother_leaves(home))

    assert "请核对新的预演后再保存" in changed
    assert "请核对新的预演后再保存" in unread
    assert Household.objects.count() == 1


def test_a_split_to_another_address_of_the_area(desk: Client, here: Station, home: Family) -> None:
    there = AddressFactory.create().division
    here.office.areas.add(there)
    typed: dict[str, Any] = {
        "where": "elsewhere",
        "destination.division": there.code,
        "destination.street": "书香路",
        "destination.plate": "8",
    }
    told: dict[str, Any] = mother_leaves(home) | typed
    read = page(desk, path_of(home, "split"), **told)
    page(desk, path_of(home, "split"), again=read, save="1", **told)

    assert "书香路8号" in where(home.mother)[0].addresses.get().address.full_text


def test_an_address_that_is_not_one_is_refused(desk: Client, home: Family) -> None:
    told: dict[str, Any] = mother_leaves(home) | {
        "where": "elsewhere",
        "destination.division": "440199001999",
    }
    refused = page(desk, path_of(home, "split"), status=400, **told)
    assert "请选择到村（社区）的12位区划代码" in refused


def test_a_child_alone_is_shown_in_red(desk: Client, home: Family) -> None:
    told: dict[str, Any] = {
        "leaving": [str(home.son.pk)],
        "head": str(home.son.pk),
        "where": "here",
    }
    shown = page(desk, path_of(home, "split"), **told)
    assert "所在户将没有成年人，请核实监护人" in shown


def test_a_minor_over_an_adult_is_refused_with_the_clause(desk: Client, home: Family) -> None:
    told: dict[str, Any] = mother_leaves(home) | {"head": str(home.son.pk)}
    refused = page(desk, path_of(home, "split"), status=422, **told)
    earns = page(desk, path_of(home, "split"), own_income="劳动合同第8号", **told)

    assert "公通字〔1995〕91号填写说明" in refused
    assert "预演（尚未保存）" in earns


def test_a_split_of_nobody_leads_to_the_ticks(desk: Client, home: Family) -> None:
    refused = page(desk, path_of(home, "split"), where="here", head=str(home.mother.pk))
    assert "请勾选分出的成员" in refused


def test_a_merge_asks_for_relations_and_derives_the_rest(
    desk: Client, here: Station, home: Family
) -> None:
    other = family(here.office)
    told: dict[str, Any] = {"into": other.household.number}
    asked = page(desk, path_of(home, "merge"), **told)
    said: dict[str, Any] = told | {f"relation.{home.father.pk}": "子"}
    read = page(desk, path_of(home, "merge"), **said)
    saved = page(desk, path_of(home, "merge"), again=read, save="1", **said)

    assert asked.count('list="relations"') == 4
    assert 'name="save"' not in asked
    assert read.count('list="relations"') == 1
    assert "户内无人，本户注销" in read
    assert "已并户，原户已销" in saved
    assert where(home.mother) == (other.household, "38")


def test_a_household_of_another_area_is_not_found(desk: Client, home: Family) -> None:
    theirs = family(station().office).household
    for change in ("merge", "transfer"):
        told: dict[str, Any] = {"into": theirs.number, "person": str(home.daughter.pk)}
        assert "本辖区没有这个户号" in page(desk, path_of(home, change), **told)


def test_a_member_is_transferred_and_both_households_are_noted_as_read(
    desk: Client, here: Station, home: Family
) -> None:
    other = family(here.office)
    told: dict[str, Any] = {
        "into": other.household.number,
        "person": str(home.daughter.pk),
        f"relation.{home.daughter.pk}": "其他亲属",
    }
    read = page(desk, path_of(home, "transfer"), **told)
    page(desk, path_of(home, "transfer"), again=read, save="1", **told)

    assert where(home.daughter) == (other.household, "97")
    assert {home.household.pk, other.household.pk} <= set(
        Disclosure.objects.values_list("household", flat=True)
    )


def test_people_of_two_households_open_one(desk: Client, here: Station, home: Family) -> None:
    other = family(here.office)
    path = f"{path_of(home, 'open')}?with={other.household.number}"
    told: dict[str, Any] = {
        "leaving": [str(home.daughter.pk), str(other.daughter.pk)],
        "head": str(home.daughter.pk),
        "where": "here",
        "with": other.household.number,
        f"relation.{other.daughter.pk}": "非亲属",
    }
    read = page(desk, path, **told)
    saved = page(desk, path, again=read, save="1", **told)

    assert "新户已立" in saved
    assert where(home.daughter)[0] == where(other.daughter)[0]
    assert where(other.daughter)[1] == "99"


def test_a_household_of_another_office_is_no_page(desk: Client) -> None:
    theirs = family(station().office)
    for change in ("open", "split", "merge", "transfer", "head", "address"):
        assert desk.get(path_of(theirs, change)).status_code == 404


def test_a_whole_household_changes_its_address(desk: Client, here: Station, home: Family) -> None:
    """Row R07: number, head and members stay; the two addresses stand side by side."""
    there = AddressFactory.create(division__code="440199001778").division
    here.office.areas.add(there)
    told: dict[str, Any] = {
        "destination.division": there.code,
        "destination.street": "书香路",
    }
    read = page(desk, path_of(home, "address"), **told)
    saved = page(desk, path_of(home, "address"), again=read, save="1", **told)

    assert "书香路" in read[read.index("变更后") :]
    assert "住址已变动" in saved
    assert "书香路" in saved
    assert where(home.mother) == (home.household, "10")


def test_each_household_shows_what_it_is_linked_to(
    desk: Client, here: Station, home: Family
) -> None:
    """A split shows at both ends; a household that merged tells where its members are."""
    read = page(desk, path_of(home, "split"), **mother_leaves(home))
    page(desk, path_of(home, "split"), again=read, save="1", **mother_leaves(home))
    new, other = where(home.mother)[0], family(here.office)
    told: dict[str, Any] = {"into": other.household.number}
    told |= {f"relation.{each.pk}": "非亲属" for each in (home.father, home.daughter)}
    read = page(desk, path_of(home, "merge"), **told)
    page(desk, path_of(home, "merge"), again=read, save="1", **told)

    def links(household: Household) -> str:
        shown = desk.get(f"/households/{household.pk}").content.decode()
        return " ".join(re.sub(r"<[^>]+>", " ", shown[shown.index("lineage-heading") :]).split())

    assert f"分户自 {home.household.number}" in links(new)
    assert f"分出 {new.number}" in links(home.household)
    assert f"并入 {other.household.number}" in links(home.household)
    assert f"并来 {home.household.number}" in links(other.household)
