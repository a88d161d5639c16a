"""People without hukou (补录户口): the eight kinds of 国办发〔2015〕96号, row R11."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hukou.kernel.codes import Scheme, UnknownCode, of
from hukou.kernel.errors import InvalidInput
from hukou.kernel.identity_number import compose
from registry.actions import PersonDetails, Unregistered, enrol_person, register_late
from registry.errors import (
    AgesImpossible,
    AlreadyRegisteredElsewhere,
    EventInFuture,
    RegisteredAlready,
)
from registry.models import Entry, EntryKind, HeldNumber, Person
from registry.queries import parentage
from registry.web.templatetags.register import reason_name
from tests.cast import LATELY, Family, Station, family, station
from tests.factories import HouseholdFactory

pytestmark = pytest.mark.django_db

KINDS = list(of(Scheme.UNREGISTERED_KIND).codes)
SOMEBODY = Unregistered(name="欧阳小雨", sex="2", birth_date=date(2013, 9, 1))


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


def late(here: Station, ouyang: Family, details: Unregistered, **changes: Any) -> Person:
    told = {"relation": "32", "category": "no_paper", "proof": "亲子鉴定第1号"}
    return register_late(details, ouyang.household, **here.how | told | changes)


@pytest.mark.parametrize("category", KINDS)
def test_each_of_the_eight_kinds_gets_a_registration_and_a_number(
    here: Station, ouyang: Family, category: str
) -> None:
    person = late(here, ouyang, SOMEBODY, category=category)

    entry = Entry.objects.get(kind=EntryKind.REGISTERED_LATE)
    assert (entry.details["category"], entry.reason) == (category, f"late.{category}")
    assert person.residences.get().period.lower == LATELY
    assert person.held_numbers.get().number.startswith("44019920130901")


def test_there_are_eight_kinds_and_each_reads_as_a_word() -> None:
    assert len(KINDS) == 8
    assert reason_name("late.married") == "农村地区因婚嫁被注销原籍户口的人员"


def test_a_kind_that_is_not_of_the_text_is_refused(here: Station, ouyang: Family) -> None:
    with pytest.raises(UnknownCode):
        late(here, ouyang, SOMEBODY, category="fined")


def test_parents_are_remembered(here: Station, ouyang: Family) -> None:
    person = late(here, ouyang, replace(SOMEBODY, mother_id=ouyang.mother.pk))
    assert parentage([person.pk])[person.pk] == [ouyang.mother.pk]


def test_a_number_held_is_kept_and_the_person_stays_the_same(here: Station, ouyang: Family) -> None:
    number = compose("440199", date(2013, 9, 1), sequence=12).text
    enrolled = enrol_person(
        PersonDetails(
            identity_number=number, name="欧阳小雨", sex="2", birth_date=date(2013, 9, 1)
        ),
        **here.how,
    )
    person = late(here, ouyang, replace(SOMEBODY, identity_number=number))
    assert person.pk == enrolled.pk
    assert HeldNumber.objects.filter(person=person).count() == 1


def test_a_second_registration_is_refused_and_the_first_named(
    here: Station, ouyang: Family
) -> None:
    """Bad input: a second registration; nothing is stored."""
    held = ouyang.son.held_numbers.get().number
    people, entries = Person.objects.count(), Entry.objects.count()
    son = Unregistered(name="欧阳小山", sex="1", birth_date=date(2010, 1, 2), identity_number=held)
    with pytest.raises(AlreadyRegisteredElsewhere) as refusal:
        late(here, ouyang, son)
    assert refusal.value.facts["household"] == ouyang.household.number

    with pytest.raises(RegisteredAlready) as plain:
        late(here, ouyang, replace(son, identity_number=""))
    assert plain.value.facts["person"] == ouyang.son.pk
    assert (Person.objects.count(), Entry.objects.count()) == (people, entries)


def test_a_dot_typed_otherwise_makes_nobody_new(here: Station, ouyang: Family) -> None:
    late(here, ouyang, replace(SOMEBODY, name="买买提·艾力"))

    with pytest.raises(RegisteredAlready):
        late(here, ouyang, replace(SOMEBODY, name="买买提\u2022艾力"))


def test_a_namesake_of_the_same_birthday_elsewhere_is_no_second_registration(
    here: Station, ouyang: Family
) -> None:
    other = family(here.office)
    late(here, ouyang, SOMEBODY)
    assert late(here, other, SOMEBODY, relation="32").residences.get().household == other.household


def test_the_same_child_of_the_same_mother_is_found_in_another_household(
    here: Station, ouyang: Family
) -> None:
    child = replace(SOMEBODY, mother_id=ouyang.mother.pk)
    late(here, ouyang, child)
    elsewhere = HouseholdFactory.create(office=here.office)
    with pytest.raises(RegisteredAlready):
        register_late(
            child, elsewhere, relation="02", category="other", proof="调查报告", **here.how
        )


def test_proof_is_asked_for(here: Station, ouyang: Family) -> None:
    with pytest.raises(InvalidInput) as refusal:
        late(here, ouyang, SOMEBODY, proof="")
    assert refusal.value.field == "proof"


def test_impossible_people_are_refused(here: Station, ouyang: Family) -> None:
    people = Person.objects.count()
    with pytest.raises(AgesImpossible):
        late(
            here, ouyang, replace(SOMEBODY, birth_date=date(1970, 1, 1), mother_id=ouyang.mother.pk)
        )
    with pytest.raises(EventInFuture):
        late(here, ouyang, replace(SOMEBODY, birth_date=date(2100, 1, 1)))
    with pytest.raises(InvalidInput):
        late(here, ouyang, replace(SOMEBODY, name="欧阳\ue000"))
    assert Person.objects.count() == people
