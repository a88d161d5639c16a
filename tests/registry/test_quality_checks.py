"""Each kind of check: what it finds, and what it lets be (D01, D02, D03)."""

from datetime import date, timedelta
from typing import Any

import pytest
from psycopg.types.range import Range

from hukou.kernel import clock
from registry.actions import (
    register_death,
)
from registry.models import (
    HeldNumber,
    HouseholdAddress,
    QualityFinding,
    Residence,
)
from registry.queries import Scope
from tests.cast import Family, Station, family, station
from tests.factories import HeldNumberFactory, HouseholdFactory, PersonFactory, ResidenceFactory
from tests.registry.quality import found, notice, number_of, twice

pytestmark = pytest.mark.django_db
EVERYWHERE = Scope("test", office_ids=None)


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


def about(*findings: QualityFinding) -> list[list[int]]:
    return [finding.people or finding.households for finding in findings]


def test_a_finding_names_no_person_and_no_number() -> None:
    pair = twice()

    written = str(pair.finding.evidence)

    assert "欧阳" not in written
    assert number_of(pair.again) not in written


def test_a_former_name_leads_to_the_same_person() -> None:
    pair = twice()
    particulars = pair.again.particulars.get()
    particulars.name = particulars.name_norm = "欧阳文忠"
    particulars.former_name = "欧阳修"
    particulars.save(update_fields=["name", "name_norm", "former_name"])

    [finding] = found()

    assert "former_name" in finding.evidence["signs"]


def test_people_of_one_name_born_on_other_days_are_no_pair() -> None:
    pair = twice()
    particulars = pair.again.particulars.get()
    particulars.birth_date = date(1990, 8, 8)
    particulars.save(update_fields=["birth_date"])
    HeldNumber.objects.filter(person=pair.again).delete()
    HeldNumberFactory.create(person=pair.again, born=date(1990, 8, 8))

    assert found() == []


def test_a_number_told_with_another_name_is_found_and_a_former_name_is_not(
    ouyang: Family,
) -> None:
    notice(ouyang.father, kind="insurance", name="王安石")
    notice(ouyang.mother, kind="insurance", name="单雄英")

    assert about(*found("D01-2")) == [[ouyang.father.pk]]


def test_two_numbers_need_an_entry_that_explains_them(ouyang: Family) -> None:
    HeldNumber.objects.filter(person=ouyang.son).update(period=Range(date(2015, 1, 1), None))
    HeldNumberFactory.create(
        person=ouyang.son,
        born=date(2010, 1, 3),
        period=Range(date(2010, 1, 2), date(2015, 1, 1)),
    )

    assert about(*found("D01-3")) == [[ouyang.son.pk]]


def test_the_dead_are_found_after_the_days_of_grace_and_by_their_name(ouyang: Family) -> None:
    today = clock.today()
    notice(ouyang.father, on=today - timedelta(days=31))
    notice(ouyang.mother, name="单雄英", on=today - timedelta(days=29))
    notice(ouyang.son, name="别人", on=today - timedelta(days=60))

    assert about(*found("D02-1")) == [[ouyang.father.pk]]


def test_a_death_on_record_is_not_found(here: Station, ouyang: Family) -> None:
    notice(ouyang.son, name="欧阳小山", on=date(2026, 5, 2))
    proof: dict[str, Any] = {"declarant": "单雄英", "certificate": "死证字第1号"}

    register_death(ouyang.son, **here.how, **proof)

    assert found("D02-1") == []


def test_a_birth_is_missing_until_the_child_is_in_a_household_of_the_mothers(
    ouyang: Family,
) -> None:
    born = clock.today() - timedelta(days=40)
    notice(ouyang.mother, kind="birth", name="", on=born, office=ouyang.household.office)
    assert about(*found("D02-2")) == [[ouyang.mother.pk]]

    child = PersonFactory.create(details={"name": "欧阳小小", "sex": "2", "birth_date": born})
    ResidenceFactory.create(
        person=child, household=ouyang.household, relation="33", period=Range(born, None)
    )

    assert found("D02-2") == []


def test_a_pupil_without_registration_is_found_once_however_many_tell(here: Station) -> None:
    pupil = PersonFactory.create()
    for kind in ("school", "insurance"):
        notice(pupil, kind=kind, name="张三", office=here.office)

    [finding] = found("D02-3")

    assert (finding.office, len(finding.notices)) == (here.office, 2)


def lone(here: Station, born: date, relation: str = "02", **told: Any) -> Residence:
    person = PersonFactory.create(details={"birth_date": born, **told})
    home = HouseholdFactory.create(office=here.office)
    since = max(born, date(2000, 1, 1))
    row: Residence = ResidenceFactory.create(
        person=person, household=home, relation=relation, period=Range(since, None)
    )
    return row


def test_somebody_older_than_can_be_is_found(here: Station) -> None:
    row = lone(here, date(1905, 1, 1))

    assert about(*found("D03-1")) == [[row.person_id]]


def test_a_registration_before_birth_is_found(ouyang: Family) -> None:
    particulars = ouyang.son.particulars.get()
    particulars.birth_date = date(2011, 1, 2)
    particulars.save(update_fields=["birth_date"])

    assert about(*found("D03-2")) == [[ouyang.son.pk]]


def test_a_number_of_the_other_sex_is_found(ouyang: Family) -> None:
    particulars = ouyang.son.particulars.get()
    particulars.sex = "2"
    particulars.save(update_fields=["sex"])

    [finding] = found("D03-3")

    assert finding.evidence == {"signs": ["sex"]}


def joined(ouyang: Family, relation: str, born: date, **told: Any) -> int:
    person = PersonFactory.create(details={"birth_date": born, **told})
    ResidenceFactory.create(
        person=person,
        household=ouyang.household,
        relation=relation,
        period=Range(max(born, date(2012, 1, 1)), None),
    )
    key: int = person.pk
    return key


def test_a_parent_too_close_in_age_is_found_but_no_step_parent(ouyang: Family) -> None:
    mother = joined(ouyang, "52", date(1962, 1, 1), sex="2")
    joined(ouyang, "58", date(1970, 1, 1), sex="2")

    assert about(*found("D03-4")) == [[ouyang.father.pk, mother]]


def test_a_second_spouse_is_found(ouyang: Family) -> None:
    second = joined(ouyang, "12", date(1980, 1, 1), sex="2")

    assert about(*found("D03-5")) == [[ouyang.mother.pk, second]]


def test_a_young_spouse_and_a_young_widow_are_found_each_by_a_rule(here: Station) -> None:
    home = family(here.office)
    home.residence_of(home.mother).delete()
    spouse = joined(home, "12", date(2010, 6, 1), sex="2")
    child = joined(home, "30", date(2011, 6, 1), sex="2", marital_status="30")

    assert about(*found("D03-6")) == [[spouse]]
    assert about(*found("D03-7")) == [[child]]


def test_a_head_under_age_is_found_where_an_adult_relative_is_there(here: Station) -> None:
    head = lone(here, date(2012, 1, 1))
    lone(here, date(2013, 1, 1))
    grown = PersonFactory.create(details={"birth_date": date(1955, 1, 1)})
    ResidenceFactory.create(
        person=grown, household=head.household, relation="61", period=head.period
    )

    assert about(*found("D03-8")) == [[head.person_id]]


def test_an_address_outside_the_offices_area_is_found(here: Station, ouyang: Family) -> None:
    division = ouyang.household.addresses.get().address.division
    here.office.areas.set([division])
    assert found("D03-9") == []
    other = HouseholdFactory.create(office=here.office)

    assert about(*found("D03-9")) == [[other.pk]]


def test_a_household_without_address_is_found(here: Station) -> None:
    home = lone(here, date(1990, 1, 1)).household
    HouseholdAddress.objects.filter(household=home).delete()

    assert about(*found("D03-10")) == [[home.pk]]
