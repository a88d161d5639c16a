"""Another identity number (变更公民身份号码): the old one is closed and never given again."""

from datetime import date, timedelta
from typing import Any

import pytest
from psycopg.types.range import Range

from hukou.kernel.errors import InvalidInput
from registry.actions import (
    PersonDetails,
    change_identity_number,
    change_particulars,
    enrol_person,
    register_death,
)
from registry.errors import LaterEventStands, NumberAlreadyHeld, PersonHasDied
from registry.models import Entry, EntryKind, HeldNumber, Person
from tests.cast import LATELY, Family, Station, family, station
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

WHY = {"reason": "重号", "proof": "重号核查报告第1号"}


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


def renumbered(here: Station, person: Person, **changes: Any) -> HeldNumber:
    return change_identity_number(person, **here.how | WHY | changes)


def test_the_old_number_is_closed_and_another_begins(here: Station, ouyang: Family) -> None:
    old = ouyang.son.held_numbers.get()
    new = renumbered(here, ouyang.son)

    old.refresh_from_db()
    assert (old.period.upper, new.period) == (LATELY, Range(LATELY, None))
    assert new.number[:14] == old.number[:14] == "44019920100102"
    assert new.number != old.number


def test_the_entry_names_both_rows_and_neither_number(here: Station, ouyang: Family) -> None:
    """No identity number stands in an entry's details."""
    old = ouyang.son.held_numbers.get()
    new = renumbered(here, ouyang.son)
    entry = Entry.objects.get(kind=EntryKind.NUMBER_CHANGED)
    assert entry.details == {**WHY, "approver": None, "from": old.pk, "to": new.pk}


def test_a_corrected_sex_gives_a_number_that_tells_it(here: Station, ouyang: Family) -> None:
    change_particulars(ouyang.son, {"sex": "2"}, **here.how | WHY)
    assert int(renumbered(here, ouyang.son).number[16]) % 2 == 0


def test_a_number_once_held_is_nobodys_else(here: Station, ouyang: Family) -> None:
    old = ouyang.son.held_numbers.get().number
    renumbered(here, ouyang.son)
    born = date(2010, 1, 2)
    with pytest.raises(NumberAlreadyHeld):
        enrol_person(
            PersonDetails(identity_number=old, name="李四", sex="1", birth_date=born), **here.how
        )


def test_nobody_changes_twice_in_one_day_or_before_the_last_change(
    here: Station, ouyang: Family
) -> None:
    renumbered(here, ouyang.son)
    for on in (LATELY, LATELY - timedelta(days=1)):
        with pytest.raises(LaterEventStands):
            renumbered(here, ouyang.son, on=on)
    assert ouyang.son.held_numbers.count() == 2


def test_whoever_is_registered_nowhere_keeps_the_region(here: Station) -> None:
    assert renumbered(here, PersonFactory.create()).number.startswith("440199")


def test_without_a_known_sex_there_is_no_number(here: Station) -> None:
    person = PersonFactory.create()
    person.particulars.update(sex="9")
    with pytest.raises(InvalidInput) as refusal:
        renumbered(here, person)
    assert refusal.value.field == "sex"


def test_the_dead_keep_their_number(here: Station, ouyang: Family) -> None:
    proof = {"declarant": "欧阳修", "certificate": "死证字第1号"}
    register_death(ouyang.son, **here.how | proof)
    with pytest.raises(PersonHasDied):
        renumbered(here, ouyang.son)
