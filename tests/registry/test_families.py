"""A whole family moves at once (举家迁移)."""

from datetime import date, timedelta

import pytest
from psycopg.types.range import Range

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.actions import Mover, move_family, move_in
from registry.errors import (
    AlreadyInHousehold,
    EventInFuture,
    HeadIsMinor,
    HeadLeavesWithoutSuccessor,
    HouseholdWithoutHead,
    LaterEventStands,
    MovedTwiceInOneDay,
    NoSuchRecord,
    RelationUnknown,
)
from registry.models import Entry, EntryKind, Household, HouseholdAddress, Residence
from registry.queries.chains import broken_links
from tests.cast import LATELY, Family, Station, family, station
from tests.factories import HouseholdFactory, PersonFactory, ResidenceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang() -> Family:
    """A family of another office's part."""
    return family(station().office)


@pytest.fixture
def new_home(here: Station) -> Household:
    return HouseholdFactory.create(office=here.office)


def everyone(of: Family) -> list[Mover]:
    relations = {of.father: "02", of.mother: "10", of.son: "20", of.daughter: "30"}
    return [Mover(person.pk, relation, "settlement") for person, relation in relations.items()]


def test_a_family_moves_in_one_transaction(
    here: Station, ouyang: Family, new_home: Household
) -> None:
    """Row H03: both legs of every member, and the old household closes."""
    moved = move_family(everyone(ouyang), new_home, **here.how)

    assert [residence.relation for residence in moved] == ["02", "10", "20", "30"]
    assert not Residence.objects.on(LATELY).filter(household=ouyang.household)
    assert Household.objects.get(pk=ouyang.household.pk).period.upper == LATELY
    assert HouseholdAddress.objects.get(household=ouyang.household).period.upper == LATELY


def test_both_legs_carry_one_key_and_the_entries_lie_with_their_offices(
    here: Station, ouyang: Family, new_home: Household
) -> None:
    """Row R07."""
    move_family(everyone(ouyang), new_home, **here.how)

    legs = Entry.objects.filter(person=ouyang.son, kind__startswith="move").order_by("kind")
    assert [leg.kind for leg in legs] == [EntryKind.MOVE_IN, EntryKind.MOVE_OUT]
    assert legs[0].details["move"] == legs[1].details["move"]
    assert [leg.office for leg in legs] == [here.office, ouyang.household.office]
    assert not list(broken_links())


def test_a_change_of_address_within_the_area_is_one_linked_event_too(here: Station) -> None:
    """Row R07: both legs lie with the one office, on one day, under one key."""
    local = family(here.office)
    home = HouseholdFactory.create(office=here.office)
    move_family(everyone(local), home, **here.how)

    legs = Entry.objects.filter(person=local.mother, kind__startswith="move")
    assert {(leg.kind, leg.office, leg.event_on) for leg in legs} == {
        (EntryKind.MOVE_OUT, here.office, LATELY),
        (EntryKind.MOVE_IN, here.office, LATELY),
    }
    assert len({leg.details["move"] for leg in legs}) == 1


def test_where_they_came_from_and_went_to_is_written_down(
    here: Station, ouyang: Family, new_home: Household
) -> None:
    move_family(everyone(ouyang), new_home, **here.how)

    old, new = Residence.objects.filter(person=ouyang.son).order_by("id")
    texts = HouseholdAddress.objects.values_list("household", "address__full_text")
    assert old.moved_to == dict(texts)[new_home.pk]
    assert new.arrived_from == dict(texts)[ouyang.household.pk]


def test_when_the_in_leg_fails_the_out_leg_is_undone(
    here: Station, ouyang: Family, new_home: Household
) -> None:
    """Row R07: the out-leg closes if and only if the in-leg opens."""
    before = list(Residence.objects.order_by("id").values())
    headless = [mover for mover in everyone(ouyang) if mover.relation != "02"]
    with pytest.raises(HouseholdWithoutHead):
        move_family(headless, new_home, **here.how)

    assert list(Residence.objects.order_by("id").values()) == before
    assert not Entry.objects.filter(kind__in=[EntryKind.MOVE_OUT, EntryKind.MOVE_IN]).exists()


def test_when_the_out_leg_fails_the_in_leg_is_undone(here: Station, new_home: Household) -> None:
    arrived_today = ResidenceFactory.create(period=Range(LATELY, None))
    mover = Mover(arrived_today.person_id, "02", "settlement")
    with pytest.raises(MovedTwiceInOneDay):
        move_family([mover], new_home, **here.how)

    assert not Residence.objects.filter(household=new_home).exists()


def test_somebody_new_to_the_register_moves_in_with_the_others(
    here: Station, ouyang: Family, new_home: Household
) -> None:
    newcomer = PersonFactory.create()
    movers = [*everyone(ouyang), Mover(newcomer.pk, "97", "settlement", arrived_from="外省")]
    move_family(movers, new_home, **here.how)

    assert Residence.objects.get(person=newcomer).arrived_from == "外省"


def test_the_only_adult_who_stays_becomes_head(
    here: Station, ouyang: Family, new_home: Household
) -> None:
    movers = [mover for mover in everyone(ouyang) if mover.person_id != ouyang.mother.pk]
    left = [mover for mover in movers if mover.person_id != ouyang.son.pk]
    move_family(left, new_home, **here.how)

    staying = Residence.objects.on(LATELY).filter(household=ouyang.household)
    assert dict(staying.values_list("person_id", "relation")) == {
        ouyang.mother.pk: "02",
        ouyang.son.pk: "20",
    }
    entry = Entry.objects.get(kind=EntryKind.HEAD_CHANGED)
    assert entry.details["rule"] == "only adult who stays"


def test_of_several_adults_who_stay_one_must_be_named(
    here: Station, ouyang: Family, new_home: Household
) -> None:
    alone = [Mover(ouyang.father.pk, "02", "settlement")]
    with pytest.raises(HeadLeavesWithoutSuccessor):
        move_family(alone, new_home, **here.how)

    named = {ouyang.household.pk: ouyang.daughter.pk}
    move_family(alone, new_home, new_heads=named, **here.how)
    staying = Residence.objects.on(LATELY).filter(household=ouyang.household)
    assert dict(staying.values_list("person_id", "relation"))[ouyang.daughter.pk] == "02"


def test_minors_left_alone_need_a_named_head(
    here: Station, ouyang: Family, new_home: Household
) -> None:
    movers = [mover for mover in everyone(ouyang) if mover.person_id != ouyang.son.pk]
    with pytest.raises(HeadLeavesWithoutSuccessor) as refusal:
        move_family(movers, new_home, **here.how)
    assert refusal.value.facts["staying"] == [ouyang.son.pk]


def test_what_does_not_follow_for_those_left_behind_must_be_said(
    here: Station, ouyang: Family, new_home: Household
) -> None:
    how = here.how | {"on": date(2020, 1, 1)}
    cousin = PersonFactory.create(details={"birth_date": date(2009, 1, 1)})
    move_in(cousin, ouyang.household, relation="97", reason="join", **how)
    left = [mover for mover in everyone(ouyang) if mover.person_id != ouyang.mother.pk]

    with pytest.raises(RelationUnknown):
        move_family(left, new_home, **here.how)
    move_family(left, new_home, relations={cousin.pk: "97"}, **here.how)

    assert Residence.objects.on(LATELY).get(person=cousin).relation == "97"


def test_nobody_moves_to_where_they_are(here: Station, ouyang: Family) -> None:
    with pytest.raises(AlreadyInHousehold):
        move_family([Mover(ouyang.son.pk, "20", "settlement")], ouyang.household, **here.how)


def test_a_move_before_a_planned_one_is_refused(
    here: Station, ouyang: Family, new_home: Household
) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    move_family(everyone(ouyang), new_home, **here.how | {"on": tomorrow})
    with pytest.raises(LaterEventStands):
        move_family(everyone(ouyang), HouseholdFactory.create(), **here.how)


def test_a_family_move_takes_effect_by_itself_on_its_day(
    here: Station, ouyang: Family, new_home: Household
) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    move_family(everyone(ouyang), new_home, **here.how | {"on": tomorrow})

    assert Residence.objects.on(clock.today()).filter(household=new_home).count() == 0
    assert Residence.objects.on(tomorrow).filter(household=new_home).count() == 4


def test_a_move_too_far_ahead_is_refused(
    here: Station, ouyang: Family, new_home: Household
) -> None:
    far = clock.today() + timedelta(days=31)
    with pytest.raises(EventInFuture):
        move_family(everyone(ouyang), new_home, **here.how | {"on": far})


def test_unknown_people_and_repeated_people_are_refused(
    here: Station, ouyang: Family, new_home: Household
) -> None:
    with pytest.raises(NoSuchRecord):
        move_family([Mover(0, "02", "settlement")], new_home, **here.how)
    with pytest.raises(InvalidInput):
        move_family([*everyone(ouyang), *everyone(ouyang)], new_home, **here.how)


def test_nobody_at_all_cannot_move(here: Station, new_home: Household) -> None:
    with pytest.raises(InvalidInput):
        move_family([], new_home, **here.how)


def test_nobody_of_age_moves_in_under_a_minor(here: Station, new_home: Household) -> None:
    """A grown sister would be head; a lodger would not, and a younger child may come."""
    orphan, sister, lodger, child = (
        PersonFactory.create(details={"name": name, "birth_date": born})
        for name, born in (
            ("司马小兰", date(2012, 5, 1)),
            ("司马兰", date(1999, 1, 1)),
            ("过客", date(1990, 1, 1)),
            ("司马小小", date(2020, 1, 1)),
        )
    )
    told = here.how | {"reason": "kin"}
    move_in(orphan, new_home, relation="02", **told)

    with pytest.raises(HeadIsMinor):
        move_in(sister, new_home, relation="75", **told)
    with pytest.raises(HeadIsMinor):
        move_family([Mover(sister.pk, "75", "kin")], new_home, **here.how)
    assert not sister.residences.exists()
    move_in(child, new_home, relation="76", **told)
    move_in(lodger, new_home, relation="99", **told)
    assert new_home.residences.count() == 3
