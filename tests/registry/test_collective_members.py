"""Who belongs to a collective household: no head, no kin, and nobody asks the unit (H07)."""

from datetime import date

import pytest
from psycopg.types.range import Range

from registry.actions import (
    Mover,
    Newborn,
    change_head,
    move_family,
    move_in,
    move_out,
    register_birth,
)
from registry.errors import CollectiveHasNoHead
from registry.models import Entry, EntryKind, Household, Residence
from tests.cast import LATELY, Family, Station, family, station
from tests.collectives import opened
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Station:
    return station()


@pytest.mark.parametrize("relation", ["02", "10", "97"])
def test_nobody_is_head_or_kin_in_a_collective_household(here: Station, relation: str) -> None:
    household, person = opened(here), PersonFactory.create()

    with pytest.raises(CollectiveHasNoHead) as refused:
        move_in(person, household, relation=relation, reason="study", **here.how)

    assert refused.value.facts["field"] == "relation"
    assert not Residence.objects.filter(person=person).exists()


def test_the_database_lets_nobody_be_head_of_a_collective_household(here: Station) -> None:
    household, person = opened(here), PersonFactory.create()
    move_in(person, household, relation="99", reason="study", **here.how)

    with pytest.raises(CollectiveHasNoHead):
        change_head(household, to=person, **here.how)
    assert not Residence.objects.filter(household=household, relation="02").exists()


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


def test_a_student_moves_to_the_school_and_back_home(here: Station, ouyang: Family) -> None:
    school = opened(here, on=date(2026, 5, 1))
    move_family([Mover(ouyang.daughter.pk, "99", "study")], school, **here.how)
    back = here.how | {"on": date(2026, 6, 30)}
    move_family([Mover(ouyang.daughter.pk, "30", "graduated")], ouyang.household, **back)

    rows = Residence.objects.filter(person=ouyang.daughter).order_by("period")
    assert [(row.household_id, row.relation) for row in rows] == [
        (ouyang.household.pk, "30"),
        (school.pk, "99"),
        (ouyang.household.pk, "30"),
    ]
    assert school.pk in Household.objects.on(date(2026, 7, 1)).values_list("pk", flat=True)


def test_the_last_member_to_leave_closes_no_collective_household(here: Station) -> None:
    school = opened(here, on=date(2026, 5, 1))
    person = PersonFactory.create()
    move_in(person, school, relation="99", reason="study", **here.how | {"on": date(2026, 5, 2)})
    move_out(Residence.objects.get(person=person), reason="graduated", **here.how)

    assert Household.objects.get(pk=school.pk).period.upper is None


def test_a_members_child_is_registered_there_without_the_unit(here: Station) -> None:
    """H07: nothing about the unit is asked; the mother stands in the entry, not in the relation."""
    school = opened(here, on=date(2026, 5, 1))
    mother = PersonFactory.create(details={"sex": "2", "birth_date": date(1998, 3, 1)})
    move_in(mother, school, relation="99", reason="work", **here.how | {"on": date(2026, 5, 2)})
    child = Newborn(
        name="徐小满", sex="2", birth_date=date(2026, 5, 20), mother_id=mother.pk, certificate="T1"
    )

    born = register_birth(child, school, relation="99", **here.how)

    residence = Residence.objects.get(person=born)
    assert (residence.household, residence.relation) == (school, "99")
    assert residence.period == Range(date(2026, 5, 20), None)
    assert Entry.objects.get(person=born, kind=EntryKind.BIRTH).details["mother"] == mother.pk


def test_a_child_is_no_kin_of_anybody_in_the_collective_household(here: Station) -> None:
    child = Newborn(name="徐小满", sex="2", birth_date=LATELY)
    with pytest.raises(CollectiveHasNoHead):
        register_birth(child, opened(here), relation="30", **here.how)
