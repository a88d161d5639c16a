"""Nobody rearranges their own household, nor that of their kin (回避, H02, H06)."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

import pytest
from psycopg.types.range import Range

from registry.actions import (
    Mover,
    NewAddress,
    change_address,
    change_head,
    found_household,
    merge_households,
    move_family,
    split_household,
    transfer_member,
)
from registry.errors import OwnCase
from registry.models import Entry, Household, Person, Residence
from tests.cast import BASIS, LATELY, Family, Station, family, station
from tests.factories import HouseholdFactory, PersonFactory, ResidenceFactory

pytestmark = pytest.mark.django_db
Change = Callable[..., object]


def split(home: Family, _other: Family, **how: Any) -> object:
    leaving = [home.daughter.pk]
    return split_household(home.household, leaving=leaving, head=home.daughter, address=None, **how)


def found(home: Family, _other: Family, **how: Any) -> object:
    movers = [Mover(home.daughter.pk, "02", "household_opened")]
    return found_household(movers, address=None, office=home.household.office, **how)


def merge(home: Family, other: Family, **how: Any) -> object:
    told = dict.fromkeys([home.father.pk, home.mother.pk, home.son.pk, home.daughter.pk], "99")
    return merge_households(home.household, other.household, relations=told, **how)


def joined(home: Family, other: Family, **how: Any) -> object:
    """Somebody else joins the officer's household."""
    told = {other.daughter.pk: "99"}
    return transfer_member(other.daughter, home.household, relations=told, **how)


def head(home: Family, _other: Family, **how: Any) -> object:
    return change_head(home.household, to=home.mother, **how)


def address(home: Family, _other: Family, **how: Any) -> object:
    lived = home.household.addresses.get().address
    elsewhere = NewAddress(division=lived.division.code, street="书香路", plate="88")
    return change_address(home.household, address=elsewhere, **how)


def moved(home: Family, other: Family, **how: Any) -> object:
    movers = [Mover(home.daughter.pk, "99", "work")]
    return move_family(movers, other.household, **how)


EVERY: Final[list[Change]] = [split, found, merge, joined, head, address, moved]


@pytest.fixture
def here() -> Station:
    return station()


def homes(here: Station) -> tuple[Family, Family]:
    home, other = family(here.office), family(here.office)
    here.office.areas.add(home.household.addresses.get().address.division)
    return home, other


def as_person(here: Station, person: Person) -> dict[str, Any]:
    here.officer.person = person
    here.officer.save(update_fields=["person"])
    return {"by": here.officer, "on": LATELY, "basis": BASIS}


@pytest.mark.parametrize("change", EVERY)
@pytest.mark.parametrize("who", ["father", "daughter"])
def test_an_officer_does_not_change_their_own_household(
    here: Station, change: Change, who: str
) -> None:
    home, other = homes(here)
    before = Residence.objects.count(), Household.objects.count(), Entry.objects.count()

    with pytest.raises(OwnCase):
        change(home, other, **as_person(here, getattr(home, who)))

    assert (Residence.objects.count(), Household.objects.count(), Entry.objects.count()) == before


@pytest.mark.parametrize("change", [split, head, moved])
def test_nor_that_of_kin_they_no_longer_live_with(here: Station, change: Change) -> None:
    home, other = homes(here)
    grown = PersonFactory.create()
    away = Range(date(2012, 1, 1), date(2015, 1, 1))
    ResidenceFactory.create(
        person=grown, household=home.household, relation="20", period=away, reason_out="work"
    )

    with pytest.raises(OwnCase):
        change(home, other, **as_person(here, grown))


@pytest.mark.parametrize("change", EVERY)
def test_a_stranger_to_them_may(here: Station, change: Change) -> None:
    """The control: the same changes by an officer who is somebody else."""
    home, other = homes(here)
    lone = PersonFactory.create()
    ResidenceFactory.create(
        person=lone, household=HouseholdFactory.create(office=here.office), relation="02"
    )

    change(home, other, **as_person(here, lone))


def test_a_colleague_in_quarters_is_no_kin(here: Station) -> None:
    """Members of a collective household are none of each other's family."""
    home = family(here.office)
    dormitory = HouseholdFactory.create(office=here.office, kind="collective", name="学校集体户")
    colleague = PersonFactory.create()
    ResidenceFactory.create(person=colleague, household=dormitory, relation="99")
    movers = [Mover(home.daughter.pk, "99", "study")]

    [arrived] = move_family(movers, dormitory, **as_person(here, colleague))

    assert arrived.household == dormitory
