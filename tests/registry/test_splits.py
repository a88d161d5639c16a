"""Some members open a household of their own (分户, 立户), rows H01 and H02."""

from datetime import timedelta
from typing import Any

import pytest
from psycopg.types.range import Range

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.actions import change_head, move_in, split_household
from registry.errors import (
    EventInFuture,
    EverybodyLeaves,
    HeadIsMinor,
    HeadLeavesWithoutSuccessor,
    LaterEventStands,
    MovedTwiceInOneDay,
    NobodyLeaves,
    NotAFamilyHousehold,
    NotRegisteredHere,
    OfficesDiffer,
    RelationUnknown,
)
from registry.models import Address, Entry, EntryKind, Household, Person, Residence
from registry.queries.chains import broken_links
from tests.cast import LATELY, Family, Station, family, station
from tests.factories import AddressFactory, PersonFactory, ResidenceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


@pytest.fixture
def new_home(here: Station) -> Address:
    """An address of our own part."""
    address = AddressFactory.create()
    here.office.areas.add(address.division)
    return address


def relations_in(household: Household) -> dict[Person, str]:
    rows = Residence.objects.on(LATELY).filter(household=household)
    return {row.person: row.relation for row in rows.select_related("person")}


def stored() -> list[Any]:
    """Everything a change of households could write."""
    return [list(model.objects.order_by("pk").values()) for model in (Household, Residence, Entry)]


def with_aunt(ouyang: Family, here: Station) -> Person:
    """Put a relative into the household whose relation says nothing to others (其他亲属)."""
    aunt = PersonFactory.create()
    long_ago = here.how | {"on": LATELY - timedelta(days=900)}
    move_in(aunt, ouyang.household, relation="97", reason="join", **long_ago)
    return aunt


def test_a_mother_and_her_son_open_a_household_of_their_own(
    here: Station, ouyang: Family, new_home: Address
) -> None:
    opened = split_household(
        ouyang.household,
        leaving=[ouyang.mother.pk, ouyang.son.pk],
        head=ouyang.mother,
        address=new_home,
        **here.how,
    )

    assert relations_in(opened) == {ouyang.mother: "02", ouyang.son: "20"}
    assert relations_in(ouyang.household) == {ouyang.father: "02", ouyang.daughter: "30"}
    assert opened.addresses.get().address == new_home
    assert opened.office == here.office


def test_a_household_may_be_split_where_it_lives(here: Station, ouyang: Family) -> None:
    """The address is kept by the office the household has, whatever the areas say."""
    at_home = ouyang.household.addresses.get().address

    opened = split_household(
        ouyang.household, leaving=[ouyang.daughter.pk], head=ouyang.daughter,
        address=at_home, **here.how,
    )  # fmt: skip

    assert opened.addresses.get().address == at_home
    assert relations_in(opened) == {ouyang.daughter: "02"}


def test_when_the_head_leaves_both_sides_are_told_anew(
    here: Station, ouyang: Family, new_home: Address
) -> None:
    """Row H01: the daughter follows at home; the father's son stays a son to him."""
    opened = split_household(
        ouyang.household,
        leaving=[ouyang.father.pk, ouyang.son.pk],
        head=ouyang.father,
        address=new_home,
        new_head=ouyang.daughter,
        **here.how,
    )

    assert relations_in(opened) == {ouyang.father: "02", ouyang.son: "20"}
    assert relations_in(ouyang.household) == {ouyang.daughter: "02", ouyang.mother: "52"}


def test_the_only_adult_who_stays_follows_the_head_who_leaves(
    here: Station, ouyang: Family, new_home: Address
) -> None:
    split_household(
        ouyang.household, leaving=[ouyang.father.pk, ouyang.daughter.pk], head=ouyang.father,
        address=new_home, **here.how,
    )  # fmt: skip

    assert relations_in(ouyang.household) == {ouyang.mother: "02", ouyang.son: "20"}
    note = Entry.objects.get(kind=EntryKind.HEAD_CHANGED)
    assert note.details["rule"] == "only adult who stays"


def test_who_follows_is_asked_where_two_adults_stay(
    here: Station, ouyang: Family, new_home: Address
) -> None:
    with pytest.raises(HeadLeavesWithoutSuccessor):
        split_household(
            ouyang.household, leaving=[ouyang.father.pk], head=ouyang.father,
            address=new_home, **here.how,
        )  # fmt: skip


def test_every_entry_of_a_split_carries_one_key(
    here: Station, ouyang: Family, new_home: Address
) -> None:
    opened = split_household(
        ouyang.household, leaving=[ouyang.daughter.pk], head=ouyang.daughter,
        address=new_home, **here.how,
    )  # fmt: skip

    notes = Entry.objects.filter(event_on=LATELY).order_by("sequence")
    assert [note.kind for note in notes] == [
        EntryKind.HOUSEHOLD_OPENED,
        EntryKind.MOVE_OUT,
        EntryKind.MOVE_IN,
        EntryKind.HOUSEHOLD_SPLIT,
        EntryKind.HOUSEHOLD_SPLIT,
    ]
    assert len({note.details["move"] for note in notes}) == 1
    ends = notes.filter(kind=EntryKind.HOUSEHOLD_SPLIT)
    assert [(end.household, end.details.get("into"), end.details.get("from")) for end in ends] == [
        (ouyang.household, opened.pk, None),
        (opened, None, ouyang.household.pk),
    ]
    assert not list(broken_links())


def test_what_cannot_be_derived_is_asked_of_both_sides_at_once(
    here: Station, ouyang: Family, new_home: Address
) -> None:
    """The aunt goes along, the friend stays: neither code tells what they are to the others."""
    aunt, friend = with_aunt(ouyang, here), with_aunt(ouyang, here)
    told: dict[str, Any] = {
        "leaving": [ouyang.father.pk, aunt.pk],
        "head": aunt,
        "new_head": ouyang.mother,
        "address": new_home,
        **here.how,
    }
    before = stored()
    with pytest.raises(RelationUnknown) as refusal:
        split_household(ouyang.household, **told)
    assert refusal.value.people == sorted([ouyang.father.pk, friend.pk])
    assert stored() == before

    said = {ouyang.father.pk: "73", friend.pk: "99"}
    opened = split_household(ouyang.household, relations=said, **told)
    assert relations_in(opened) == {aunt: "02", ouyang.father: "73"}
    assert relations_in(ouyang.household)[friend] == "99"


def refused(ouyang: Family, here: Station, new_home: Address, **changes: Any) -> Exception:
    """Return why a split is refused; nothing is stored."""
    told = {"leaving": [ouyang.daughter.pk], "head": ouyang.daughter, "address": new_home}
    before = stored()
    with pytest.raises(Exception) as refusal:  # noqa: PT011 - each test names its own
        split_household(ouyang.household, **here.how | told | changes)
    assert stored() == before
    return refusal.value


def test_a_split_that_takes_nobody_everybody_or_a_stranger_is_refused(
    here: Station, ouyang: Family, new_home: Address
) -> None:
    everybody = [ouyang.father.pk, ouyang.mother.pk, ouyang.son.pk, ouyang.daughter.pk]
    stranger = PersonFactory.create()
    why = [
        refused(ouyang, here, new_home, leaving=leaving)
        for leaving in ([], everybody, [ouyang.daughter.pk, stranger.pk])
    ]

    assert [type(each) for each in why] == [NobodyLeaves, EverybodyLeaves, NotRegisteredHere]
    assert getattr(why[2], "facts", {})["people"] == [stranger.pk]


def test_the_new_head_must_be_one_of_those_who_leave(
    here: Station, ouyang: Family, new_home: Address
) -> None:
    why = refused(ouyang, here, new_home, head=ouyang.mother)
    assert isinstance(why, InvalidInput)
    assert why.field == "head"


def test_a_minor_does_not_head_adults_on_either_side(
    here: Station, ouyang: Family, new_home: Address
) -> None:
    """The filling notes: a head has full civil capacity."""
    leads = refused(
        ouyang, here, new_home, leaving=[ouyang.mother.pk, ouyang.son.pk], head=ouyang.son
    )
    follows = refused(
        ouyang, here, new_home, leaving=[ouyang.father.pk], head=ouyang.father,
        new_head=ouyang.son,
    )  # fmt: skip

    assert isinstance(leads, HeadIsMinor)
    assert isinstance(follows, HeadIsMinor)
    assert "1995〕91号" in str(leads.facts["cite"])
    assert leads.facts["adults"] == [ouyang.mother.pk]


def test_at_sixteen_own_income_makes_a_head_and_its_ground_is_on_record(
    here: Station, ouyang: Family, new_home: Address
) -> None:
    """民法典第十八条: the officer says so, with a ground."""
    said: dict[str, Any] = {"leaving": [ouyang.mother.pk, ouyang.son.pk], "head": ouyang.son}
    unsaid = refused(ouyang, here, new_home, **said, own_income={ouyang.son.pk: " "})
    opened = split_household(
        ouyang.household, address=new_home, own_income={ouyang.son.pk: "劳动合同第8号"},
        **said, **here.how,
    )  # fmt: skip

    assert isinstance(unsaid, HeadIsMinor)
    assert relations_in(opened)[ouyang.son] == "02"
    arrival = Entry.objects.get(kind=EntryKind.MOVE_IN, person=ouyang.son)
    assert arrival.details["own_income"] == "劳动合同第8号"


def test_under_sixteen_no_income_helps(here: Station, ouyang: Family, new_home: Address) -> None:
    child = PersonFactory.create(details={"birth_date": LATELY - timedelta(days=15 * 365)})
    since = Range(LATELY - timedelta(days=99), None)
    ResidenceFactory.create(person=child, household=ouyang.household, relation="20", period=since)
    why = refused(
        ouyang, here, new_home, leaving=[ouyang.mother.pk, child.pk], head=child,
        own_income={child.pk: "工资单"},
    )  # fmt: skip
    assert isinstance(why, HeadIsMinor)


def test_a_child_alone_may_be_a_household(here: Station, ouyang: Family, new_home: Address) -> None:
    """Nobody of age could be its head; the rehearsal shows such a child in red."""
    opened = split_household(
        ouyang.household, leaving=[ouyang.son.pk], head=ouyang.son, address=new_home, **here.how
    )
    assert relations_in(opened) == {ouyang.son: "02"}


def test_another_offices_address_is_a_move(here: Station, ouyang: Family) -> None:
    theirs = AddressFactory.create()
    station(code="440199509999").office.areas.add(theirs.division)
    assert isinstance(refused(ouyang, here, theirs), OfficesDiffer)


def test_a_collective_household_is_not_split(here: Station, ouyang: Family) -> None:
    Household.objects.filter(pk=ouyang.household.pk).update(kind="collective", name="集体户")
    at_home = ouyang.household.addresses.get().address
    assert isinstance(refused(ouyang, here, at_home), NotAFamilyHousehold)


def test_a_split_tomorrow_or_before_what_came_later_is_refused(
    here: Station, ouyang: Family, new_home: Address
) -> None:
    tomorrow = refused(ouyang, here, new_home, on=clock.today() + timedelta(days=1))
    change_head(ouyang.household, to=ouyang.mother, **here.how)
    earlier = refused(ouyang, here, new_home, on=LATELY - timedelta(days=1))
    same_day = refused(ouyang, here, new_home, leaving=[ouyang.father.pk], head=ouyang.father)

    assert isinstance(tomorrow, EventInFuture)
    assert isinstance(earlier, LaterEventStands)
    assert isinstance(same_day, MovedTwiceInOneDay)
