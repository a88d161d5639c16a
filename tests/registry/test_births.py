"""Births (出生登记)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from psycopg.types.range import Range

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.actions import Newborn, change_head, register_birth, register_death
from registry.errors import AgesImpossible, EventBeforeBirth, EventInFuture, HouseholdClosed
from registry.models import Entry, EntryKind, HeldNumber, Person, Residence
from registry.queries import Scope, household_on
from tests.cast import LATELY, Family, Station, family, station
from tests.factories import HouseholdFactory, ResidenceFactory

pytestmark = pytest.mark.django_db

CHILD = Newborn(
    name="欧阳小月",
    sex="2",
    birth_date=date(2026, 5, 20),
    certificate="K440199001",
    declarant="欧阳修",
)

EVERYTHING = Scope("test", office_ids=None)


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


def born(here: Station, ouyang: Family, **changes: Any) -> Person:
    child = replace(CHILD, mother_id=ouyang.mother.pk, father_id=ouyang.father.pk, **changes)
    return register_birth(child, ouyang.household, relation="32", **here.how)


def test_a_newborn_becomes_a_member_with_a_number(here: Station, ouyang: Family) -> None:
    child = born(here, ouyang)

    residence = Residence.objects.on(LATELY).get(person=child)
    assert (residence.household, residence.relation) == (ouyang.household, "32")
    assert child.held_numbers.get().number.startswith("44019920260520")


def test_the_entry_keeps_declarant_evidence_and_both_dates(here: Station, ouyang: Family) -> None:
    """Row R06: declarant, evidence, event date, record date."""
    child = born(here, ouyang)

    entry = Entry.objects.get(person=child, kind=EntryKind.BIRTH)
    assert entry.details == {
        "relation": "32",
        "born_on": "2026-05-20",
        "registered_from": "2026-05-20",
        "registered_on": "2026-06-01",
        "certificate": "K440199001",
        "declarant": "欧阳修",
        "mother": ouyang.mother.pk,
        "father": ouyang.father.pk,
    }
    assert (entry.event_on, entry.officer) == (CHILD.birth_date, here.officer)
    assert entry.recorded_at.astimezone(clock.ZONE).date() == clock.today()


def test_a_child_is_a_member_from_its_birth(here: Station, ouyang: Family) -> None:
    residence = born(here, ouyang).residences.get()
    assert residence.period.lower == residence.arrived_on == CHILD.birth_date


def test_a_child_born_before_its_parents_came_is_a_member_from_the_day_they_came(
    here: Station, ouyang: Family
) -> None:
    """The family has lived there since 2010."""
    child = born(here, ouyang, birth_date=date(2009, 12, 24))
    assert child.residences.get().period.lower == date(2010, 1, 1)
    assert Entry.objects.get(person=child).event_on == date(2009, 12, 24)


def test_the_parent_who_came_first_counts(here: Station, ouyang: Family) -> None:
    later = date(2020, 1, 1)
    Residence.objects.filter(person=ouyang.mother).update(period=(later, None), arrived_on=later)
    assert born(here, ouyang, birth_date=date(2019, 5, 1)).residences.get().arrived_on == date(
        2019, 5, 1
    )


def test_a_child_is_a_member_of_no_household_before_it_existed(here: Station) -> None:
    """Dormitories were made a household in 2015; who lived there had come before."""
    opened = date(2015, 1, 1)
    dormitory = HouseholdFactory.create(
        office=here.office, collective=True, period=Range(opened, None)
    )
    mother = ResidenceFactory.create(
        household=dormitory,
        relation="99",
        period=Range(opened, None),
        arrived_on=date(2010, 1, 1),
        person__details={"sex": "2"},
    ).person
    child = replace(CHILD, birth_date=date(2014, 5, 1), mother_id=mother.pk)
    born_there = register_birth(child, dormitory, relation="99", **here.how)
    assert born_there.residences.get().period.lower == opened


def test_a_relation_does_not_reach_back_before_the_present_head(
    here: Station, ouyang: Family
) -> None:
    since = date(2026, 5, 25)
    change_head(ouyang.household, to=ouyang.mother, **here.how | {"on": since})
    assert born(here, ouyang).residences.get().period.lower == since


def test_a_child_without_a_parent_there_is_a_member_from_the_registration(
    here: Station, ouyang: Family
) -> None:
    child = register_birth(CHILD, ouyang.household, relation="99", **here.how)
    assert child.residences.get().period.lower == LATELY


def test_the_book_of_the_birthday_shows_the_child_once_it_is_known(
    here: Station, ouyang: Family
) -> None:
    before = clock.now()
    child = born(here, ouyang)

    def members(known_on: datetime | None) -> set[int]:
        book = household_on(
            ouyang.household.pk, on=CHILD.birth_date, known_on=known_on, scope=EVERYTHING
        )
        assert book is not None
        return {member.person_id for member in book.members}

    assert members(None) - members(before) == {child.pk}


def test_girls_get_even_and_boys_odd_numbers(here: Station, ouyang: Family) -> None:
    girl, boy = born(here, ouyang), born(here, ouyang, sex="1")

    numbers = [person.held_numbers.get().number for person in (girl, boy)]
    assert [int(number[16]) % 2 for number in numbers] == [0, 1]


def test_a_demonstration_gives_numbers_of_a_county_that_never_was(
    here: Station, ouyang: Family, settings: LazySettings
) -> None:
    settings.HUKOU_DEMO = True
    assert born(here, ouyang).held_numbers.get().number.startswith("440199")


def test_a_birth_in_the_future_is_refused(here: Station, ouyang: Family) -> None:
    with pytest.raises(EventInFuture):
        born(here, ouyang, birth_date=clock.today() + timedelta(days=1))
    assert not HeldNumber.objects.filter(number__startswith="44019920").exclude(
        person__residences__household=ouyang.household
    )


def test_a_birth_is_not_registered_ahead(here: Station, ouyang: Family) -> None:
    ahead = here.how | {"on": clock.today() + timedelta(days=1)}
    with pytest.raises(EventInFuture):
        register_birth(CHILD, ouyang.household, relation="32", **ahead)


def test_nobody_is_registered_before_they_were_born(here: Station, ouyang: Family) -> None:
    with pytest.raises(EventBeforeBirth):
        born(here, ouyang, birth_date=LATELY + timedelta(days=1))


def test_nobody_is_born_into_a_household_that_is_closed(here: Station) -> None:
    unopened = HouseholdFactory.create(period=("2026-07-01", None))
    with pytest.raises(HouseholdClosed):
        register_birth(CHILD, unopened, relation="32", **here.how)


def test_a_newborn_without_a_sex_gets_no_number(here: Station, ouyang: Family) -> None:
    with pytest.raises(InvalidInput) as refusal:
        born(here, ouyang, sex="9")
    assert refusal.value.field == "sex"


def test_every_wrong_field_is_named_at_once(here: Station, ouyang: Family) -> None:
    with pytest.raises(InvalidInput) as refusal:
        born(here, ouyang, name="欧阳 小月", ethnicity="60")
    assert [error["field"] for error in refusal.value.errors] == ["name", "ethnicity"]


def test_a_refused_birth_leaves_nobody_behind(here: Station, ouyang: Family) -> None:
    before = Person.objects.count()
    with pytest.raises(InvalidInput):
        born(here, ouyang, name="")
    assert Person.objects.count() == before


def test_a_child_may_have_a_mother_only_or_nobody_known(here: Station, ouyang: Family) -> None:
    """Out of wedlock, born abroad, or found: parents are what is known of them."""
    fatherless = replace(CHILD, mother_id=ouyang.mother.pk, birthplace="新加坡")
    child = register_birth(fatherless, ouyang.household, relation="32", **here.how)
    assert child.residences.get().period.lower == CHILD.birth_date
    found = register_birth(CHILD, ouyang.household, relation="97", **here.how)
    assert Entry.objects.get(person=found).details["mother"] is None


@pytest.mark.parametrize("born", [date(1970, 1, 1), date(1983, 3, 1)])
def test_a_parent_hardly_older_than_the_child_is_refused(
    here: Station, ouyang: Family, born: date
) -> None:
    """Bad input: an age gap that cannot be; nothing is stored, no number is used up."""
    people = Person.objects.count()
    with pytest.raises(AgesImpossible) as refusal:
        register_birth(
            replace(CHILD, birth_date=born, mother_id=ouyang.mother.pk),
            ouyang.household, relation="32", **here.how,
        )  # fmt: skip
    assert refusal.value.facts["parent"] == ouyang.mother.pk
    assert Person.objects.count() == people


@pytest.mark.parametrize(("days", "fits"), [(0, True), (1, False)])
def test_a_mother_may_die_on_the_day_of_the_birth_and_not_before(
    here: Station, ouyang: Family, days: int, *, fits: bool
) -> None:
    proof = {"declarant": "欧阳修", "certificate": "死证字第1号"}
    register_death(ouyang.mother, **here.how | proof | {"on": date(2026, 5, 20)})
    child = replace(
        CHILD, mother_id=ouyang.mother.pk, father_id=ouyang.father.pk,
        birth_date=date(2026, 5, 20) + timedelta(days=days),
    )  # fmt: skip
    if fits:
        register_birth(child, ouyang.household, relation="32", **here.how)
    else:
        with pytest.raises(AgesImpossible):
            register_birth(child, ouyang.household, relation="32", **here.how)


def test_a_father_may_have_died_before_the_birth(here: Station, ouyang: Family) -> None:
    proof = {"declarant": "单雄英", "certificate": "死证字第1号", "new_head": ouyang.mother}
    register_death(ouyang.father, **here.how | proof | {"on": date(2026, 2, 1)})
    child = replace(CHILD, mother_id=ouyang.mother.pk, father_id=ouyang.father.pk)
    register_birth(child, ouyang.household, relation="32", **here.how)


def test_a_name_with_private_use_characters_leaves_nobody_behind(
    here: Station, ouyang: Family
) -> None:
    people = Person.objects.count()
    with pytest.raises(InvalidInput):
        born(here, ouyang, name="欧阳\ue000")
    assert Person.objects.count() == people
