"""Households join, members change households, and households are opened (并户、成员转户、立户)."""

from datetime import date, timedelta
from typing import Any

import pytest
from psycopg.types.range import Range

from hukou.kernel.errors import InvalidInput
from registry.actions import (
    Mover,
    change_head,
    found_household,
    merge_households,
    move_in,
    transfer_member,
)
from registry.errors import (
    AlreadyInHousehold,
    HeadIsMinor,
    HouseholdClosed,
    HouseholdIsEmpty,
    LaterEventStands,
    MergedIntoItself,
    MovedTwiceInOneDay,
    NotAFamilyHousehold,
    NotRegisteredHere,
    OfficesDiffer,
    RelationUnknown,
)
from registry.models import Address, Entry, EntryKind, Household, Person, Residence
from registry.queries.chains import broken_links
from tests.cast import LATELY, Family, Station, family, station
from tests.factories import AddressFactory, EntryFactory, HouseholdFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


@pytest.fixture
def elder(here: Station) -> Person:
    """A grandmother who lives alone in a household of her own."""
    return alone(here, name="司马兰", sex="2", birth_date=date(1948, 5, 1))


def alone(here: Station, **details: Any) -> Person:
    person: Person = PersonFactory.create(details=details)
    home = HouseholdFactory.create(office=here.office)
    how = here.how | {"on": date(2020, 1, 1)}
    move_in(person, home, relation="02", reason="loaded", **how)
    return person


def home_of(person: Person) -> Household:
    return Residence.objects.on(LATELY).select_related("household").get(person=person).household


def relations_in(household: Household) -> dict[Person, str]:
    rows = Residence.objects.on(LATELY).filter(household=household)
    return {row.person: row.relation for row in rows.select_related("person")}


def stored() -> list[Any]:
    """Everything a change of households could write."""
    return [list(model.objects.order_by("pk").values()) for model in (Household, Residence, Entry)]


# --- merge (并户) ------------------------------------------------------------------------------


def test_one_relation_said_tells_the_others_and_the_emptied_household_closes(
    here: Station, ouyang: Family, elder: Person
) -> None:
    """Her son joins her with his family: a daughter-in-law and grandchildren follow."""
    into = home_of(elder)

    merge_households(ouyang.household, into, relations={ouyang.father.pk: "20"}, **here.how)

    assert relations_in(into) == {
        elder: "02",
        ouyang.father: "20",
        ouyang.mother: "38",
        ouyang.son: "41",
        ouyang.daughter: "42",
    }
    assert Household.objects.get(pk=ouyang.household.pk).period.upper == LATELY


def test_a_birth_on_record_tells_by_itself(here: Station, ouyang: Family, elder: Person) -> None:
    parents = {"mother": elder.pk, "father": None}
    EntryFactory.create(person=ouyang.father, kind=EntryKind.BIRTH, details=parents)

    merge_households(ouyang.household, home_of(elder), **here.how)

    assert relations_in(home_of(elder))[ouyang.mother] == "38"


def test_what_nothing_tells_is_asked_of_everybody(
    here: Station, ouyang: Family, elder: Person
) -> None:
    before = stored()
    with pytest.raises(RelationUnknown) as refusal:
        merge_households(ouyang.household, home_of(elder), **here.how)

    assert len(refusal.value.people) == 4
    assert stored() == before


def test_both_households_remember_the_merge_under_the_key_of_the_moves(
    here: Station, ouyang: Family, elder: Person
) -> None:
    into, said = home_of(ouyang.father), {elder.pk: "52"}
    gone = home_of(elder)

    merge_households(gone, into, relations=said, **here.how)

    ends = Entry.objects.filter(kind=EntryKind.HOUSEHOLDS_MERGED).order_by("sequence")
    keys = Entry.objects.filter(event_on=LATELY, details__has_key="move")
    assert [end.household for end in ends] == [gone, into]
    assert (ends[0].details["into"], ends[1].details["from"]) == (into.pk, gone.pk)
    assert len(set(keys.values_list("details__move", flat=True))) == 1
    assert not list(broken_links())


def why_not_merged(household: Household, into: Household, **told: Any) -> Exception:
    """Return why a merge is refused; nothing is stored."""
    before = stored()
    with pytest.raises(Exception) as refusal:  # noqa: PT011 - each test names its own
        merge_households(household, into, **told)
    assert stored() == before
    return refusal.value


def test_a_merge_that_makes_no_sense_is_refused(
    here: Station, ouyang: Family, elder: Person
) -> None:
    home, hers = ouyang.household, home_of(elder)
    theirs = family(station().office).household
    company = HouseholdFactory.create(office=here.office, collective=True)
    empty = HouseholdFactory.create(office=here.office)
    closed = HouseholdFactory.create(office=here.office, period=Range(date(2000, 1, 1), LATELY))

    assert isinstance(why_not_merged(home, home, **here.how), MergedIntoItself)
    assert isinstance(why_not_merged(home, theirs, **here.how), OfficesDiffer)
    assert isinstance(why_not_merged(home, company, **here.how), NotAFamilyHousehold)
    assert isinstance(why_not_merged(empty, home, **here.how), HouseholdIsEmpty)
    said = {elder.pk: "99"}
    assert isinstance(why_not_merged(hers, closed, relations=said, **here.how), HouseholdClosed)


def test_a_merge_before_a_later_event_is_refused_on_either_side(
    here: Station, ouyang: Family, elder: Person
) -> None:
    change_head(ouyang.household, to=ouyang.mother, **here.how)
    earlier = here.how | {"on": LATELY - timedelta(days=1)}

    for pair in ((ouyang.household, home_of(elder)), (home_of(elder), ouyang.household)):
        assert isinstance(why_not_merged(*pair, **earlier), LaterEventStands)


def test_nobody_of_age_joins_under_a_minor(here: Station, elder: Person) -> None:
    """The other way round it goes: the minor joins the grandmother."""
    orphan = alone(here, name="司马小兰", sex="2", birth_date=date(2012, 5, 1))
    refusal = why_not_merged(
        home_of(elder), home_of(orphan), relations={elder.pk: "63"}, **here.how
    )
    merge_households(home_of(orphan), home_of(elder), relations={orphan.pk: "44"}, **here.how)

    assert isinstance(refusal, HeadIsMinor)
    assert relations_in(home_of(elder))[orphan] == "44"


# --- transfer (成员转户) ------------------------------------------------------------------------


def test_a_member_changes_households_without_leaving_the_area(
    here: Station, ouyang: Family, elder: Person
) -> None:
    """Row R07: both legs and the notes of both households lie under one key."""
    into = home_of(elder)
    transfer_member(ouyang.daughter, into, relations={ouyang.daughter.pk: "42"}, **here.how)

    notes = Entry.objects.filter(event_on=LATELY).order_by("sequence")
    assert relations_in(into) == {elder: "02", ouyang.daughter: "42"}
    assert [note.kind for note in notes] == [
        EntryKind.MOVE_OUT,
        EntryKind.MOVE_IN,
        EntryKind.HOUSEHOLD_CHANGED,
        EntryKind.HOUSEHOLD_CHANGED,
    ]
    assert len({note.details["move"] for note in notes}) == 1


def test_a_head_who_transfers_leaves_a_head_behind(
    here: Station, ouyang: Family, elder: Person
) -> None:
    said = {ouyang.father.pk: "20"}
    into = home_of(elder)
    transfer_member(ouyang.father, into, new_head=ouyang.mother, relations=said, **here.how)

    assert relations_in(ouyang.household)[ouyang.mother] == "02"
    assert relations_in(into)[ouyang.father] == "20"


def why_not_transferred(person: Person, household: Household, **told: Any) -> Exception:
    before = stored()
    with pytest.raises(Exception) as refusal:  # noqa: PT011 - each test names its own
        transfer_member(person, household, **told)
    assert stored() == before
    return refusal.value


def test_a_transfer_that_makes_no_sense_is_refused(
    here: Station, ouyang: Family, elder: Person
) -> None:
    theirs = family(station().office).household
    nobody = PersonFactory.create()
    said = {"relations": {ouyang.son.pk: "41"}}

    why = [
        why_not_transferred(ouyang.son, ouyang.household, **here.how),
        why_not_transferred(ouyang.son, theirs, **said, **here.how),
        why_not_transferred(nobody, home_of(elder), **here.how),
    ]
    assert [type(each) for each in why] == [AlreadyInHousehold, OfficesDiffer, NotRegisteredHere]


def test_nobody_transfers_twice_in_one_day(here: Station, ouyang: Family, elder: Person) -> None:
    said: dict[str, Any] = {"relations": {ouyang.daughter.pk: "42"}}
    transfer_member(ouyang.daughter, home_of(elder), **said, **here.how)

    back = why_not_transferred(ouyang.daughter, ouyang.household, **here.how)
    assert isinstance(back, MovedTwiceInOneDay)


# --- open (立户) -------------------------------------------------------------------------------


@pytest.fixture
def new_home(here: Station) -> Address:
    address: Address = AddressFactory.create()
    here.office.areas.add(address.division)
    return address


def test_people_of_several_households_open_one(
    here: Station, ouyang: Family, elder: Person, new_home: Address
) -> None:
    """The grandmother and her granddaughter; her own household closes."""
    old = home_of(elder)
    movers = [Mover(elder.pk, "02", "household_opened"), Mover(ouyang.daughter.pk, "42", "x")]

    opened = found_household(movers, address=new_home, office=here.office, **here.how)

    assert relations_in(opened) == {elder: "02", ouyang.daughter: "42"}
    assert Household.objects.get(pk=old.pk).period.upper == LATELY
    linked = Entry.objects.filter(household=opened, kind=EntryKind.HOUSEHOLD_CHANGED)
    assert set(linked.values_list("details__from", flat=True)) == {old.pk, ouyang.household.pk}


def test_a_household_is_opened_under_one_head_and_here(
    here: Station, ouyang: Family, new_home: Address
) -> None:
    mother, son = Mover(ouyang.mother.pk, "02", "x"), Mover(ouyang.son.pk, "02", "x")
    before = stored()
    for members in ([], [mother, son]):
        with pytest.raises(InvalidInput):
            found_household(members, address=new_home, office=here.office, **here.how)
    with pytest.raises(OfficesDiffer):
        found_household([mother], address=new_home, office=station().office, **here.how)
    assert stored() == before
