"""People leave for another register (迁往外地)."""

from datetime import timedelta
from typing import Any, Final

import pytest

from hukou.kernel.errors import InvalidInput
from registry.actions import depart, register_death
from registry.errors import (
    HeadLeavesWithoutSuccessor,
    LaterEventStands,
    MovedTwiceInOneDay,
    NotRegisteredHere,
    PersonHasDied,
)
from registry.models import Entry, EntryKind, Household, Residence
from registry.queries.chains import broken_links
from tests.cast import LATELY, Family, Station, family, station

pytestmark = pytest.mark.django_db

TO: Final[dict[str, Any]] = {"reason": "study", "moved_to": "湖北省武汉市洪山区"}


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def home(here: Station) -> Family:
    return family(here.office)


def left(home: Family) -> set[int]:
    staying = Residence.objects.on(LATELY).filter(household=home.household)
    before = Residence.objects.on(LATELY - timedelta(1)).filter(household=home.household)
    return {row.person_id for row in before} - {row.person_id for row in staying}


def test_a_daughter_leaves_to_study(here: Station, home: Family) -> None:
    [row] = depart([home.daughter.pk], home.household, **TO, **here.how)

    assert left(home) == {home.daughter.pk}
    assert (row.moved_to, row.reason_out) == ("湖北省武汉市洪山区", "study")
    entry = Entry.objects.get(person=home.daughter, kind=EntryKind.MOVE_OUT)
    assert entry.details["move"]


def test_a_whole_family_leaves_and_the_household_closes(here: Station, home: Family) -> None:
    everyone = [home.father.pk, home.mother.pk, home.son.pk, home.daughter.pk]

    depart(everyone, home.household, **TO, **here.how)

    assert left(home) == set(everyone)
    assert Household.objects.get(pk=home.household.pk).period.upper == LATELY
    keys = Entry.objects.filter(kind=EntryKind.MOVE_OUT).values_list("details__move", flat=True)
    assert len(set(keys)) == 1
    assert not list(broken_links())


def test_a_head_who_leaves_two_adults_needs_a_successor(here: Station, home: Family) -> None:
    with pytest.raises(HeadLeavesWithoutSuccessor):
        depart([home.father.pk], home.household, **TO, **here.how)

    assert left(home) == set()


def test_the_one_adult_who_stays_follows_by_rule(here: Station, home: Family) -> None:
    depart([home.father.pk, home.daughter.pk], home.household, **TO, **here.how)

    entry = Entry.objects.get(kind=EntryKind.HEAD_CHANGED, household=home.household)
    assert entry.details["to"] == home.mother.pk
    assert entry.details["rule"]


def test_a_named_successor_follows(here: Station, home: Family) -> None:
    depart([home.father.pk], home.household, new_head=home.mother, **TO, **here.how)

    head = Residence.objects.on(LATELY).get(household=home.household, relation="02")
    assert head.person == home.mother


def test_whoever_is_no_member_cannot_leave(here: Station, home: Family) -> None:
    stranger = family(here.office).son

    with pytest.raises(NotRegisteredHere):
        depart([home.son.pk, stranger.pk], home.household, **TO, **here.how)

    assert left(home) == set()


@pytest.mark.parametrize("repeated", [0, 2])
def test_nobody_and_somebody_twice_are_refused(here: Station, home: Family, repeated: int) -> None:
    with pytest.raises(InvalidInput):
        depart([home.son.pk] * repeated, home.household, **TO, **here.how)


def test_somebody_leaves_only_once(here: Station, home: Family) -> None:
    depart([home.daughter.pk], home.household, **TO, **here.how)

    with pytest.raises((NotRegisteredHere, LaterEventStands, MovedTwiceInOneDay)):
        depart([home.daughter.pk], home.household, **TO, **here.how)


def test_the_dead_do_not_leave(here: Station, home: Family) -> None:
    register_death(home.daughter, declarant="欧阳修", certificate="SW-1", **here.how)

    with pytest.raises(PersonHasDied):
        depart([home.daughter.pk], home.household, **TO, **here.how)
