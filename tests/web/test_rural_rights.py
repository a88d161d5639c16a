"""Notes of rural land rights at the counter (L24): shown to the officer, asked of nobody."""

from datetime import date
from typing import Any, Final

import pytest
from django.test import Client
from psycopg.types.range import Range

from registry.models import Account, Disclosure, HeldNumber, PostingRole, Residence, RuralRight
from tests.cast import LATELY, Family, Station, family, station
from tests.factories import HouseholdFactory, ResidenceFactory
from tests.filing import accepted, counter, family_of_five, posted, settlement
from tests.web.conftest import Visit
from tests.web.forms import introduce

pytestmark = pytest.mark.django_db
FILLED: Final = {
    "right": "homestead",
    "certificate": "held",
    "certificate_number": "浙（2018）0𠮷7号",
    "collective": "㵲阳村",
    "division": "440703",
    "on": "20260601",
    "source": "declared",
    "document": "本人说明",
}
UNTOUCHED: Final = "落户不影响土地承包经营权、宅基地使用权和集体收益分配权"


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


@pytest.fixture
def desk(here: Station, visit: Visit) -> Client:
    return visit(here.officer)


def noted(desk: Client, person: int, **told: Any) -> Any:  # noqa: ANN401 - a client's response
    return desk.post(f"/people/{person}/rights", FILLED | told)


def test_a_note_is_written_and_shown_on_person_and_household(desk: Client, ouyang: Family) -> None:
    response = noted(desk, ouyang.father.pk, by_household="on")

    assert response.status_code == 302
    row = RuralRight.objects.get()
    assert (row.collective, row.household) == ("㵲阳村", ouyang.household)
    for address in (f"/people/{ouyang.father.pk}", f"/households/{ouyang.household.pk}"):
        page = desk.get(address).content.decode()
        assert "㵲阳村" in page
        assert "限本集体经济组织内部" in page
        assert UNTOUCHED in page
        assert "农村土地承包法" in page


def test_a_note_is_corrected_and_ended(desk: Client, ouyang: Family) -> None:
    noted(desk, ouyang.father.pk)
    page = f"/people/{ouyang.father.pk}/rights/{RuralRight.objects.get().pk}"

    corrected = desk.post(
        page, FILLED | {"certificate": "not_issued", "certificate_number": "", "on": "20260605"}
    )
    ended = desk.post(
        page, {"end": "1", "because": "登记有误", "on": "20260610", "document": "本人说明"}
    )

    assert (corrected.status_code, ended.status_code) == (302, 302)
    row = RuralRight.objects.get()
    assert (row.certificate, row.ended_because) == ("not_issued", "登记有误")
    assert "登记有误" in desk.get(f"/people/{ouyang.father.pk}/rights").content.decode()
    assert desk.get(page).status_code == 404


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"on": "29990101"}, "日"),
        ({"certificate": "unknown"}, "没有领证的，不填证书编号"),
        ({"division": "4407x"}, "区划代码"),
        ({"right": "forest"}, "选择"),
        ({"document": ""}, "请填写此项"),
    ],
)
def test_what_cannot_be_noted_is_told_beside_its_field(
    desk: Client, ouyang: Family, told: dict[str, str], refusal: str
) -> None:
    response = noted(desk, ouyang.father.pk, **told)

    assert response.status_code in {200, 400, 409, 422}
    assert refusal in response.content.decode()
    assert not RuralRight.objects.exists()


def test_somebody_elsewhere_is_not_found_and_nothing_is_noted(desk: Client) -> None:
    stranger = family(station().office).father

    assert noted(desk, stranger.pk).status_code == 404
    assert not RuralRight.objects.exists()


def test_a_former_office_reads_the_notes_and_writes_none(
    visit: Visit, desk: Client, ouyang: Family
) -> None:
    daughter, there = ouyang.daughter, station()
    noted(desk, daughter.pk)
    note = RuralRight.objects.get()
    Residence.objects.filter(person=daughter).update(period=Range(date(2010, 1, 1), LATELY))
    ResidenceFactory.create(
        person=daughter,
        household=HouseholdFactory.create(office=there.office),
        relation="02",
        period=Range(LATELY, None),
    )
    ended = {"end": "1", "because": "已迁出", "on": "20260610", "document": "本人说明"}

    refused = [
        noted(desk, daughter.pk, right="collective_income"),
        desk.post(f"/people/{daughter.pk}/rights/{note.pk}", ended),
        desk.post(f"/people/{daughter.pk}/home", {"on": "20260610"}),
    ]

    assert [each.status_code for each in refused] == [403, 403, 403]
    assert desk.get(f"/people/{daughter.pk}/rights").status_code == 200
    there_noted = noted(visit(there.officer), daughter.pk, right="collective_income")
    assert there_noted.status_code == 302
    assert list(RuralRight.objects.values_list("right", "period__endswith")) == [
        ("homestead", None),
        ("collective_income", None),
    ]


def test_reading_the_notes_is_noted(desk: Client, ouyang: Family) -> None:
    desk.get(f"/people/{ouyang.father.pk}/rights")

    assert Disclosure.objects.filter(kind="rural_rights").count() == 1


def test_the_case_shows_the_notes_of_its_people_and_that_they_are_untouched(visit: Visit) -> None:
    here, people = counter(), family_of_five()
    keeper = posted(people.home.office, PostingRole.OFFICER)
    noted(visit(keeper), people.applicant.pk)
    application = accepted(here, settlement(people))

    page = visit(here.chief).get(f"/applications/{application.pk}").content.decode()

    assert "㵲阳村" in page
    assert UNTOUCHED in page


def test_the_statement_stands_where_adults_consent(visit: Visit) -> None:
    """Beyond 24: consent comes with the statement that the rights are untouched."""
    here, people = counter(), family_of_five()
    client = visit(here.officer)
    introduce(client, HeldNumber.objects.get(person=people.applicant).number, "周建国")

    page = client.get(f"/applications/new?applicant={people.applicant.pk}").content.decode()

    assert "本人同意日期" in page
    assert UNTOUCHED in page


def test_who_has_left_the_family_is_named_on_its_page_only_with_a_noted_reading(
    desk: Client, ouyang: Family
) -> None:
    noted(desk, ouyang.son.pk, by_household="on")
    ouyang.residence_of(ouyang.son).delete()

    assert "欧阳小山" in desk.get(f"/households/{ouyang.household.pk}").content.decode()

    assert [ouyang.son.pk] in Disclosure.objects.values_list("people", flat=True).filter(
        household=ouyang.household.pk
    )


def test_nobody_notes_rights_of_their_own_or_of_their_kin(
    here: Station, desk: Client, ouyang: Family
) -> None:
    Account.objects.filter(pk=here.officer.pk).update(person=ouyang.mother)

    for person in (ouyang.mother, ouyang.son):
        assert noted(desk, person.pk).status_code == 403
    assert not RuralRight.objects.exists()
