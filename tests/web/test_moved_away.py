"""Who has moved to another station may still be looked up, and is no longer ours to move."""

import pytest

from hukou.kernel import clock
from registry.actions import (
    Mover,
    change_particulars,
    move_family,
    record_actual_residence,
)
from registry.models import Entry, Household, OfficeLevel, Residence
from registry.queries import (
    Event,
    PersonSearch,
    history_of_person,
    person_on,
    scope_of,
    search_people,
)
from tests.cast import Family, Station, family, station
from tests.collectives import PUBLIC, address_in, opened
from tests.factories import OfficeFactory
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def there() -> Station:
    """Another station of the county."""
    return station()


@pytest.fixture
def school(there: Station) -> Household:
    return opened(there)


@pytest.fixture
def gone(here: Station, there: Station, school: Household) -> Family:
    """A family of ours whose daughter is registered in a school there, and is 欧阳小水."""
    home = family(here.office, address=address_in())
    move_family([Mover(home.daughter.pk, "99", "study")], school, **there.how)
    return home


def test_another_stations_member_is_not_moved_out(
    here: Station, visit: Visit, gone: Family
) -> None:
    """H06: the old station still sees her page; the school's station lets her go."""
    client, entries = visit(here.officer), Entry.objects.count()
    path = f"/people/{gone.daughter.pk}"
    told = {
        "household_number": gone.household.number,
        "relation": "女",
        "on": "2026-11-01",
        "document": "申请",
    }

    assert client.get(path).status_code == 200
    assert client.get(f"{path}/transfer").status_code == 404
    assert client.post(f"{path}/transfer", told).status_code == 404
    assert Entry.objects.count() == entries


def test_nor_placed_by_order(here: Station, visit: Visit, gone: Family) -> None:
    """H07: nor is the receipt of another station's placing shown."""
    opened(here, PUBLIC, name="柯城区公共集体户")
    client, stays = visit(here.officer), Residence.objects.count()
    path = f"/people/{gone.daughter.pk}/address"

    assert client.get(path).status_code == 404
    assert client.post(path, {"save": "1", "relation": "非亲属"}).status_code == 404
    assert Residence.objects.count() == stays


def test_the_office_above_both_may(
    here: Station, there: Station, visit: Visit, gone: Family
) -> None:
    """The control."""
    county = OfficeFactory.create(level=OfficeLevel.COUNTY)
    for each in (here.office, there.office):
        each.parent = county
        each.save(update_fields=["parent"])
    here.officer.postings.all().update(office=county, role="county_approver")

    client = visit(here.officer)

    assert client.get(f"/people/{gone.daughter.pk}/transfer").status_code == 200
    assert client.get(f"/people/{gone.daughter.pk}/address").status_code == 200


def test_nor_told_where_they_live_now(here: Station, gone: Family) -> None:
    """The old station still finds her; her address of today is the new one's."""
    scope = scope_of(here.officer, on=clock.today())
    shown = person_on(gone.daughter.pk, on=clock.today(), scope=scope)
    found = search_people(PersonSearch(name="欧阳小水"), scope=scope, on=clock.today())
    brother = person_on(gone.son.pk, on=clock.today(), scope=scope)

    assert shown is not None
    assert (shown.office_id != here.office.pk, shown.address) == (True, "")
    assert [hit.address for hit in found.items] == [""]
    assert brother is not None
    assert brother.address


def test_nor_found_by_where_they_live_now(
    here: Station, there: Station, school: Household, gone: Family
) -> None:
    """O02: a hit by the new address, or by the new household's number, would tell it."""
    door = school.addresses.get().address.full_text
    asked = [PersonSearch(address=door), PersonSearch(household_number=school.number)]
    both = [PersonSearch(name="欧阳小水", address=door)]

    def found(station: Station) -> list[list[int]]:
        scope = scope_of(station.officer, on=clock.today())
        pages = [search_people(each, scope=scope, on=clock.today()) for each in asked + both]
        return [[hit.person_id for hit in page.items] for page in pages]

    assert found(here) == [[], [], []]
    assert found(there) == [[gone.daughter.pk]] * 3


def test_nor_what_is_done_with_them_there(
    here: Station, there: Station, visit: Visit, school: Household, gone: Family
) -> None:
    """O02: neither the new household, nor who visited them, nor what was entered since."""
    client, path = visit(here.officer), f"/people/{gone.daughter.pk}"
    before = client.get(path).content.decode()
    record_actual_residence(
        gone.daughter,
        place="广东省深圳市",
        on=clock.today(),
        source="visit",
        by=there.officer,
        basis={"document": "走访", "clause": ""},
    )
    told = {"reason": "本人申请", "proof": "申请书"}
    how = there.how | {"on": clock.today()}
    change_particulars(gone.daughter, {"workplace": "某学院"}, **how | told)

    after = client.get(path).content.decode()

    assert school.number not in before + after
    assert school.addresses.get().address.full_text not in before + after
    assert "广东省深圳市" not in after
    assert len(history_of(here, gone)) == len(history_of(there, gone)) - 2


def history_of(station: Station, gone: Family) -> list[Event]:
    scope = scope_of(station.officer, on=clock.today())
    return history_of_person(gone.daughter.pk, scope=scope)


@pytest.mark.parametrize(
    ("paper", "at_home"), [("register_form", 200), ("former_type_certificate", 422)]
)
def test_nor_printed_as_they_are_now(
    here: Station, visit: Visit, gone: Family, paper: str, at_home: int
) -> None:
    """K01: who left is for the new station; 422: nobody here had a former type."""
    client = visit(here.officer)

    assert client.get(f"/people/{gone.son.pk}/papers/{paper}").status_code == at_home
    assert client.get(f"/people/{gone.daughter.pk}/papers/{paper}").status_code == 404
