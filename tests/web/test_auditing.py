"""Who looked at whom (O01): told to the person, and listed for audit where it wants explaining."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hukou.kernel import clock
from registry.actions import note_disclosure
from registry.models import Account, Disclosure, OfficeLevel, Person, PostingRole
from registry.queries import Anomaly, Scope, anomalies, readings_of, scope_of
from tests.cast import Family, Station, family, station
from tests.factories import EntryFactory, OfficeFactory, PersonFactory
from tests.filing import posted
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


def read(by: Account, *people: Person, kind: str = "person", times: int = 1) -> None:
    for _ in range(times):
        note_disclosure(
            scope=scope_of(by, on=clock.today()),
            kind=kind,
            people=[person.pk for person in people],
            fields=["name", "identity_number", "blood_type"],
            purpose="counter page",
        )


def found(here: Station) -> dict[str, list[Anomaly]]:
    today = clock.today()
    return anomalies(here.office.pk, since=today, until=today)


def test_the_person_is_told_when_who_and_what(here: Station, ouyang: Family, visit: Visit) -> None:
    """Alone, or on a list among others; by staff, or by another agency's program."""
    read(here.officer, ouyang.father)
    read(here.officer, ouyang.father, ouyang.mother, kind="search")
    read(here.officer, ouyang.mother)

    told = readings_of(
        ouyang.father.pk, scope=scope_of(here.officer, on=clock.today()), on=clock.today()
    )
    page = visit(here.officer).get(f"/people/{ouyang.father.pk}/readings").content.decode()

    assert told is not None
    assert [(each.kind, each.by, each.office) for each in told] == [
        ("search", here.officer.name, here.office.name),
        ("person", here.officer.name, here.office.name),
    ]
    assert "打开人员页面" in page
    assert "姓名、公民身份号码、其他登记事项" in page
    assert Disclosure.objects.filter(kind="readings", person=ouyang.father).count() == 1


def test_another_office_is_not_told(ouyang: Family, visit: Visit) -> None:
    there = station()

    assert visit(there.officer).get(f"/people/{ouyang.father.pk}/readings").status_code == 404
    nobody = Scope("elsewhere")
    assert readings_of(ouyang.father.pk, scope=nobody, on=clock.today()) is None


def test_looking_at_ones_own_family_is_listed(here: Station, ouyang: Family) -> None:
    Account.objects.filter(pk=here.officer.pk).update(person=ouyang.mother)
    stranger = family(here.office)
    read(here.officer, ouyang.son)
    read(here.officer, stranger.son)

    [listed] = found(here)["relatives"]

    assert (listed.subjects, listed.own) == ((ouyang.son.pk,), False)


def test_looking_at_oneself_is_marked(here: Station, ouyang: Family) -> None:
    Account.objects.filter(pk=here.officer.pk).update(person=ouyang.mother)
    read(here.officer, ouyang.mother, ouyang.son)

    [listed] = found(here)["relatives"]

    assert (listed.people, listed.own) == (2, True)


def test_looking_without_a_case_is_listed_until_one_explains_it(
    here: Station,
) -> None:
    somebody: Person = PersonFactory.create()
    read(here.officer, somebody)
    before = found(here)["without_a_case"]
    note_disclosure(
        scope=scope_of(here.officer, on=clock.today()),
        kind="case",
        people=[somebody.pk],
        fields=["name"],
        purpose="counter page",
        application=uuid4(),
    )

    assert [each.subjects for each in before] == [(somebody.pk,)]
    assert found(here)["without_a_case"] == []


@pytest.mark.parametrize("kind", ["reveal", "event", "rural_rights", "household"])
def test_any_reading_of_somebody_wants_a_case(here: Station, kind: str) -> None:
    read(here.officer, PersonFactory.create(), kind=kind)
    assert len(found(here)["without_a_case"]) == 1


def test_standing_in_a_list_is_no_reading_without_a_case(here: Station) -> None:
    read(here.officer, PersonFactory.create(), kind="search")
    assert found(here)["without_a_case"] == []


@pytest.mark.parametrize(("kind", "explains"), [("imported", False), ("head_changed", True)])
def test_an_import_explains_no_reading(here: Station, kind: str, explains: bool) -> None:
    somebody: Person = PersonFactory.create()
    EntryFactory.create(person=somebody, office=here.office, kind=kind)
    read(here.officer, somebody)
    assert (found(here)["without_a_case"] == []) is explains


def test_reading_many_times_what_colleagues_read_is_listed(
    here: Station, ouyang: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("registry.queries.unusual.AT_LEAST", 4)
    colleagues = [posted(here.office, PostingRole.OFFICER) for _ in range(2)]
    everybody = [ouyang.father, ouyang.mother, ouyang.son, ouyang.daughter]
    for colleague in colleagues:
        read(colleague, ouyang.father)
    assert found(here)["unusual"] == []
    for person in everybody:
        read(here.officer, person)

    assert [(each.officer, each.people) for each in found(here)["unusual"]] == [
        (here.officer.name, 4)
    ]


def test_the_auditor_sees_offices_below_and_no_names(here: Station, visit: Visit) -> None:
    county = OfficeFactory.create(level=OfficeLevel.COUNTY)
    here.office.parent = county
    here.office.save(update_fields=["parent"])
    somebody = PersonFactory.create(details={"name": "欧阳修"})
    read(here.officer, somebody)
    elsewhere = station()
    read(elsewhere.officer, somebody)

    auditor = posted(county, PostingRole.AUDIT_ADMINISTRATOR)
    page = visit(auditor).get("/audit").content.decode()

    assert here.officer.name in page
    assert "欧阳" not in page
    [listed] = anomalies(county.pk, since=clock.today(), until=clock.today())["without_a_case"]
    assert listed.people == 1


def test_days_the_wrong_way_round_are_refused(here: Station, visit: Visit) -> None:
    auditor = posted(here.office, PostingRole.AUDIT_ADMINISTRATOR)
    today = clock.today()
    asked = {"since": today.isoformat(), "until": (today - timedelta(days=1)).isoformat()}

    answer = visit(auditor).get("/audit", asked)

    assert "结束日期须不早于开始日期" in answer.content.decode()


def test_a_last_day_at_the_end_of_all_days_is_today(visit: Visit) -> None:
    desk = visit(station(PostingRole.AUDIT_ADMINISTRATOR).officer)

    assert desk.get("/audit?since=0001-01-01&until=9999-12-31").status_code == 200
