"""Adoptions (收养登记)."""

from datetime import date
from typing import Any

import pytest

from hukou.kernel.errors import InvalidInput
from registry.actions import Newborn, adopt, change_head, register_birth, register_death
from registry.errors import AgesImpossible, NotRegisteredHere, PersonHasDied
from registry.models import Entry, EntryKind, Household, Person, Residence
from registry.queries import kin_of, parentage
from tests.cast import LATELY, Family, Station, family, station
from tests.factories import HouseholdFactory, PersonFactory, ResidenceFactory

pytestmark = pytest.mark.django_db

FOUNDLING = Newborn(name="党爱民", sex="1", birth_date=date(2026, 3, 1), birthplace="示例县")


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


@pytest.fixture
def orphan() -> Person:
    """A girl of four, alone in another office's household."""
    child = PersonFactory.create(details={"sex": "2", "birth_date": date(2022, 4, 1)})
    return ResidenceFactory.create(person=child).person


def adopted(here: Station, ouyang: Family, child: Person | Newborn, **changes: Any) -> Person:
    told = {
        "adopters": [ouyang.father.pk, ouyang.mother.pk],
        "relation": "36",
        "certificate": "收养登记证第1号",
    }
    return adopt(child, ouyang.household, **here.how | told | changes)


def test_a_registered_child_moves_both_legs_at_once(
    here: Station, ouyang: Family, orphan: Person
) -> None:
    left = orphan.residences.get()
    adopted(here, ouyang, orphan)

    out, into = Residence.objects.filter(person=orphan).order_by("period")
    assert (out.pk, out.period.upper, into.household) == (left.pk, LATELY, ouyang.household)
    assert (into.relation, into.reason_in) == ("36", "adoption")
    assert Household.objects.get(pk=left.household_id).period.upper == LATELY
    legs = Entry.objects.filter(kind=EntryKind.ADOPTION)
    assert len({leg.details["move"] for leg in legs}) == 1
    assert {leg.office for leg in legs} == {here.office, left.household.office}


def test_a_foundling_gets_a_number(here: Station, ouyang: Family) -> None:
    child = adopted(here, ouyang, FOUNDLING, relation="26")
    assert child.held_numbers.get().number.startswith("44019920260301")
    assert child.residences.get().period.lower == LATELY


def test_adoptive_parents_are_kin_and_parents(
    here: Station, ouyang: Family, orphan: Person
) -> None:
    adopted(here, ouyang, orphan)
    assert {ouyang.father.pk, ouyang.mother.pk} <= kin_of(orphan.pk)
    assert parentage([orphan.pk])[orphan.pk] == [ouyang.father.pk, ouyang.mother.pk]


def test_adopters_take_the_place_of_the_parents_by_birth(here: Station, ouyang: Family) -> None:
    """民法典第一千一百一十一条; the guard against own cases still knows both."""
    other = ResidenceFactory.create(person__details={"sex": "2", "name": "李四"}).person
    told = Newborn(name="李小", sex="1", birth_date=LATELY, mother_id=other.pk)
    child = register_birth(told, other.residences.get().household, relation="20", **here.how)
    adopted(here, ouyang, child, relation="26", on=date(2026, 6, 2))
    assert parentage([child.pk])[child.pk] == [ouyang.father.pk, ouyang.mother.pk]
    assert other.pk in kin_of(child.pk)


def test_relations_follow_the_adopters_when_the_head_changes(
    here: Station, ouyang: Family, orphan: Person
) -> None:
    adopted(here, ouyang, orphan)
    after = date(2026, 7, 1)
    change_head(ouyang.household, to=ouyang.mother, **here.how | {"on": after})
    residence = Residence.objects.on(after).get(person=orphan)
    assert residence.relation == "36"


def test_a_child_who_lives_there_already_stays(here: Station, ouyang: Family) -> None:
    nephew = PersonFactory.create(details={"birth_date": date(2015, 1, 1)})
    ResidenceFactory.create(
        person=nephew, household=ouyang.household, relation="97", period=(date(2015, 1, 1), None),
        arrived_on=date(2015, 1, 1),
    )  # fmt: skip
    adopted(here, ouyang, nephew, relation="26")
    assert Residence.objects.on(LATELY).get(person=nephew).relation == "26"
    assert parentage([nephew.pk])[nephew.pk] == [ouyang.father.pk, ouyang.mother.pk]
    assert Entry.objects.get(kind=EntryKind.ADOPTION).details["stays"] is True


@pytest.mark.parametrize("born", [date(1974, 5, 1), date(1976, 1, 1)])
def test_an_adopter_who_is_not_older_is_refused(here: Station, ouyang: Family, born: date) -> None:
    """Bad input: a parent younger than the child; nothing is stored."""
    old = ResidenceFactory.create(person__details={"birth_date": date(1973, 1, 1)}).person
    entries = Entry.objects.count()
    with pytest.raises(AgesImpossible):
        adopted(here, ouyang, old)
    with pytest.raises(AgesImpossible):
        adopted(here, ouyang, Newborn(name="党爱民", sex="1", birth_date=born))
    assert Entry.objects.count() == entries
    assert old.residences.get().period.upper is None


def test_the_age_the_civil_code_asks_of_adopters_is_for_the_case(here: Station) -> None:
    """A stepfather of 22 may adopt (民法典第一千一百零三条): the register does not refuse him."""
    home = HouseholdFactory.create(office=here.office)
    young = PersonFactory.create(details={"birth_date": date(2004, 1, 1)})
    ResidenceFactory.create(person=young, household=home)
    child = adopt(
        FOUNDLING,
        home,
        adopters=[young.pk],
        relation="26",
        certificate="收养登记证第2号",
        **here.how,
    )  # fmt: skip
    assert parentage([child.pk])[child.pk] == [young.pk]


def test_the_adopters_live_in_the_household(here: Station, ouyang: Family, orphan: Person) -> None:
    stranger = ResidenceFactory.create(person__details={"birth_date": date(1980, 1, 1)}).person
    with pytest.raises(NotRegisteredHere):
        adopted(here, ouyang, orphan, adopters=[stranger.pk])


@pytest.mark.parametrize(
    ("missing", "field"),
    [({"adopters": []}, "adopters"), ({"certificate": " "}, "certificate")],
)
def test_there_is_no_adoption_without(
    here: Station, ouyang: Family, missing: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        adopted(here, ouyang, FOUNDLING, **missing)
    assert refusal.value.field == field


def test_the_dead_neither_adopt_nor_are_adopted(
    here: Station, ouyang: Family, orphan: Person
) -> None:
    proof = {"declarant": "欧阳修", "certificate": "死证字第1号"}
    register_death(orphan, **here.how | proof)
    with pytest.raises(PersonHasDied):
        adopted(here, ouyang, orphan)
