"""Moves in and out of households (迁入、迁出)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hukou.kernel import clock
from hukou.kernel.codes import UnknownCode
from registry.actions import move_in, move_out
from registry.errors import (
    AlreadyRegisteredElsewhere,
    EventBeforeBirth,
    EventInFuture,
    HeadLeavesWithoutSuccessor,
    HouseholdClosed,
    HouseholdHasHead,
    HouseholdWithoutHead,
    LaterEventStands,
    MovedTwiceInOneDay,
    NotRegisteredHere,
    RelationUnknown,
)
from registry.models import Entry, EntryKind, Household, Residence
from registry.queries import Scope, person_on
from tests.cast import LATELY, Family, Station, family, station
from tests.factories import HouseholdFactory, PersonFactory, ResidenceFactory

pytestmark = pytest.mark.django_db
ALL = Scope("test", office_ids=None)


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


def test_a_person_cannot_be_registered_in_two_households_at_once(
    here: Station, ouyang: Family
) -> None:
    with pytest.raises(AlreadyRegisteredElsewhere):
        move_in(ouyang.son, HouseholdFactory.create(), relation="02", reason="study", **here.how)


def test_a_person_may_move_in_on_the_day_they_moved_out(here: Station, ouyang: Family) -> None:
    move_out(ouyang.residence_of(ouyang.daughter), reason="marriage", **here.how)

    moved = move_in(
        ouyang.daughter, HouseholdFactory.create(), relation="02", reason="marriage", **here.how
    )

    assert list(Residence.objects.on(LATELY).filter(person=ouyang.daughter)) == [moved]


def test_a_household_has_one_head_at_a_time(here: Station, ouyang: Family) -> None:
    with pytest.raises(HouseholdHasHead):
        move_in(PersonFactory.create(), ouyang.household, relation="02", reason="join", **here.how)


def test_the_first_member_of_a_family_household_must_be_its_head(here: Station) -> None:
    with pytest.raises(HouseholdWithoutHead):
        move_in(
            PersonFactory.create(),
            HouseholdFactory.create(),
            relation="10",
            reason="join",
            **here.how,
        )


def test_a_collective_household_needs_no_head(here: Station) -> None:
    collective = HouseholdFactory.create(collective=True)

    moved = move_in(PersonFactory.create(), collective, relation="99", reason="work", **here.how)

    assert moved.household == collective


def test_an_unknown_relation_is_refused(here: Station, ouyang: Family) -> None:
    with pytest.raises(UnknownCode) as refusal:
        move_in(PersonFactory.create(), ouyang.household, relation="0x", reason="join", **here.how)
    assert refusal.value.field == "relation"


def test_nobody_moves_into_a_household_before_it_was_opened(here: Station) -> None:
    how = here.how | {"on": date(1999, 12, 31)}
    with pytest.raises(HouseholdClosed):
        move_in(
            PersonFactory.create(), HouseholdFactory.create(), relation="02", reason="join", **how
        )


def test_nobody_moves_before_they_were_born(here: Station) -> None:
    unborn = PersonFactory.create(details={"birth_date": LATELY + timedelta(days=1)})
    with pytest.raises(EventBeforeBirth):
        move_in(unborn, HouseholdFactory.create(), relation="02", reason="join", **here.how)


def test_a_move_may_be_recorded_30_days_ahead_and_no_more(here: Station) -> None:
    how = here.how | {"on": clock.today() + timedelta(days=31)}
    with pytest.raises(EventInFuture):
        move_in(
            PersonFactory.create(), HouseholdFactory.create(), relation="02", reason="join", **how
        )


def test_a_future_move_takes_effect_by_itself_at_midnight_in_shanghai(
    here: Station, ouyang: Family
) -> None:
    """Nothing is stored as current: the same question has another answer a minute later."""
    midnight = datetime(2026, 12, 1, tzinfo=clock.ZONE)
    ahead = here.how | {"on": midnight.date()}
    home = HouseholdFactory.create(collective=True)
    with clock.frozen(midnight - timedelta(days=9)):
        move_out(ouyang.residence_of(ouyang.daughter), reason="study", **ahead)
        move_in(ouyang.daughter, home, relation="99", reason="study", **ahead)

    seen = []
    for instant in (midnight - timedelta(minutes=1), midnight):
        with clock.frozen(instant.astimezone(UTC)):
            seen.append(person_on(ouyang.daughter.pk, on=clock.today(), scope=ALL))
    assert [view and view.household_id for view in seen] == [ouyang.household.pk, home.pk]


def test_the_head_cannot_leave_others_without_a_successor(here: Station, ouyang: Family) -> None:
    with pytest.raises(HeadLeavesWithoutSuccessor) as refusal:
        move_out(ouyang.residence_of(ouyang.father), reason="work", **here.how)

    assert refusal.value.facts["staying"] == sorted(
        [ouyang.mother.pk, ouyang.son.pk, ouyang.daughter.pk]
    )


def test_a_named_successor_follows_the_head_who_leaves(here: Station, ouyang: Family) -> None:
    move_out(ouyang.residence_of(ouyang.father), reason="work", new_head=ouyang.mother, **here.how)

    after = Residence.objects.on(LATELY).filter(household=ouyang.household)
    assert dict(after.values_list("person_id", "relation")) == {
        ouyang.mother.pk: "02",
        ouyang.son.pk: "20",
        ouyang.daughter.pk: "30",
    }
    assert Entry.objects.filter(kind=EntryKind.HEAD_CHANGED, person=ouyang.mother).exists()


def test_the_successor_must_be_somebody_who_stays(here: Station, ouyang: Family) -> None:
    with pytest.raises(NotRegisteredHere):
        move_out(
            ouyang.residence_of(ouyang.father), reason="work", new_head=ouyang.father, **here.how
        )


def test_what_does_not_follow_must_be_said(here: Station, ouyang: Family) -> None:
    cousin = PersonFactory.create()
    how = here.how | {"on": date(2020, 1, 1)}
    move_in(cousin, ouyang.household, relation="97", reason="join", **how)
    how = here.how | {"new_head": ouyang.mother}

    with pytest.raises(RelationUnknown) as refusal:
        move_out(ouyang.residence_of(ouyang.father), reason="work", **how)
    assert refusal.value.facts["people"] == [cousin.pk]

    move_out(ouyang.residence_of(ouyang.father), reason="work", relations={cousin.pk: "97"}, **how)
    assert Residence.objects.on(LATELY).get(person=cousin).relation == "97"


def test_the_last_to_leave_closes_a_family_household(here: Station) -> None:
    alone = ResidenceFactory.create()
    move_out(alone, reason="work", **here.how)

    assert Household.objects.get(pk=alone.household_id).period.upper == LATELY
    assert Entry.objects.filter(kind=EntryKind.HOUSEHOLD_CLOSED).count() == 1


def test_nobody_moves_out_twice(here: Station, ouyang: Family) -> None:
    residence = ouyang.residence_of(ouyang.son)
    move_out(residence, reason="study", **here.how)
    with pytest.raises(NotRegisteredHere):
        move_out(residence, reason="study", **here.how)


def test_nobody_moves_in_and_out_on_one_day(here: Station, ouyang: Family) -> None:
    guest = PersonFactory.create()
    residence = move_in(guest, ouyang.household, relation="97", reason="join", **here.how)
    with pytest.raises(MovedTwiceInOneDay):
        move_out(residence, reason="work", **here.how)


def test_a_move_out_before_a_planned_one_is_refused(here: Station, ouyang: Family) -> None:
    residence = ouyang.residence_of(ouyang.son)
    move_out(residence, reason="study", **here.how | {"on": clock.today() + timedelta(days=3)})
    with pytest.raises(LaterEventStands):
        move_out(residence, reason="study", **here.how)


def test_a_refused_move_writes_nothing(here: Station, ouyang: Family) -> None:
    before = list(Residence.objects.order_by("id").values())
    with pytest.raises(HeadLeavesWithoutSuccessor):
        move_out(ouyang.residence_of(ouyang.father), reason="work", **here.how)

    assert list(Residence.objects.order_by("id").values()) == before
    assert not Entry.objects.filter(kind=EntryKind.MOVE_OUT).exists()
