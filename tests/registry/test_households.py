"""Households: opened, and given another head (立户、变更户主)."""

from datetime import date, timedelta

import pytest

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.actions import change_head, move_in, open_household
from registry.errors import (
    EventInFuture,
    HouseholdHasHead,
    LaterEventStands,
    NotRegisteredHere,
    RelationUnknown,
)
from registry.models import Entry, EntryKind, Household, HouseholdAddress, Residence
from tests.cast import LATELY, Family, Station, family, station
from tests.factories import AddressFactory, HouseholdFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


def relations_on(household: Household, day: date) -> dict[int, str]:
    members = Residence.objects.on(day).filter(household=household)
    return dict(members.values_list("person_id", "relation"))


def test_a_household_is_opened_at_an_address_with_the_next_number(here: Station) -> None:
    addresses = [AddressFactory.create(), AddressFactory.create()]
    first, second = (
        open_household(address, kind="family", office=here.office, **here.how)
        for address in addresses
    )

    assert int(second.number) == int(first.number) + 1
    assert len(first.number) == 9
    assert HouseholdAddress.objects.get(household=first).address == addresses[0]
    assert Entry.objects.filter(kind=EntryKind.HOUSEHOLD_OPENED).count() == 2


def test_a_collective_household_has_a_name_and_a_family_has_none(here: Station) -> None:
    address = AddressFactory.create()
    with pytest.raises(InvalidInput):
        open_household(address, kind="collective", office=here.office, **here.how)
    with pytest.raises(InvalidInput):
        open_household(address, kind="family", name="甲", office=here.office, **here.how)


def test_a_household_is_not_opened_far_ahead(here: Station) -> None:
    far = here.how | {"on": clock.today() + timedelta(days=31)}
    with pytest.raises(EventInFuture):
        open_household(AddressFactory.create(), kind="family", office=here.office, **far)


def test_when_the_head_changes_every_relation_is_told_anew(here: Station, ouyang: Family) -> None:
    """Row H01."""
    after = change_head(ouyang.household, to=ouyang.daughter, **here.how)

    assert {row.person_id: row.relation for row in after} == {
        ouyang.daughter.pk: "02",
        ouyang.father.pk: "51",
        ouyang.mother.pk: "52",
        ouyang.son.pk: "73",
    }


def test_the_day_before_the_old_head_still_is(here: Station, ouyang: Family) -> None:
    change_head(ouyang.household, to=ouyang.mother, **here.how)

    before = relations_on(ouyang.household, LATELY - timedelta(days=1))
    after = relations_on(ouyang.household, LATELY)
    assert (before[ouyang.father.pk], before[ouyang.mother.pk]) == ("02", "10")
    assert (after[ouyang.father.pk], after[ouyang.mother.pk]) == ("11", "02")


def test_a_new_relation_keeps_when_and_whence_somebody_arrived(
    here: Station, ouyang: Family
) -> None:
    change_head(ouyang.household, to=ouyang.mother, **here.how)
    assert ouyang.residence_of(ouyang.father).arrived_on == date(2010, 1, 1)


def test_a_relation_that_does_not_follow_must_be_said(here: Station, ouyang: Family) -> None:
    friend = PersonFactory.create()
    how = here.how | {"on": date(2020, 1, 1)}
    move_in(friend, ouyang.household, relation="97", reason="join", **how)

    with pytest.raises(RelationUnknown) as refusal:
        change_head(ouyang.household, to=ouyang.mother, **here.how)
    assert refusal.value.facts["people"] == [friend.pk]

    change_head(ouyang.household, to=ouyang.mother, relations={friend.pk: "99"}, **here.how)
    assert relations_on(ouyang.household, LATELY)[friend.pk] == "99"


def test_who_moved_in_that_very_day_is_told_anew_in_place(here: Station, ouyang: Family) -> None:
    friend = PersonFactory.create()
    move_in(friend, ouyang.household, relation="99", reason="join", **here.how)

    change_head(ouyang.household, to=ouyang.mother, relations={friend.pk: "97"}, **here.how)
    assert Residence.objects.get(person=friend).relation == "97"


def test_only_a_member_can_become_head(here: Station, ouyang: Family) -> None:
    with pytest.raises(NotRegisteredHere):
        change_head(ouyang.household, to=PersonFactory.create(), **here.how)


def test_the_head_cannot_become_head(here: Station, ouyang: Family) -> None:
    with pytest.raises(HouseholdHasHead):
        change_head(ouyang.household, to=ouyang.father, **here.how)


def test_a_head_is_not_changed_ahead(here: Station, ouyang: Family) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(EventInFuture):
        change_head(ouyang.household, to=ouyang.mother, **here.how | {"on": tomorrow})


def test_a_change_before_a_later_change_is_refused(here: Station, ouyang: Family) -> None:
    change_head(ouyang.household, to=ouyang.mother, **here.how)
    earlier = LATELY - timedelta(days=30)
    with pytest.raises(LaterEventStands):
        change_head(ouyang.household, to=ouyang.daughter, **here.how | {"on": earlier})


def test_an_empty_household_has_nobody_to_become_head(here: Station) -> None:
    with pytest.raises(NotRegisteredHere):
        change_head(HouseholdFactory.create(), to=PersonFactory.create(), **here.how)
