"""Registrations that end without a death, and begin again (注销户口、恢复户口)."""

from datetime import date, timedelta
from typing import Any

import pytest

from hukou.kernel import clock
from hukou.kernel.codes import UnknownCode
from hukou.kernel.errors import InvalidInput
from registry.actions import (
    cancel_registration,
    move_in,
    register_death,
    restore_registration,
)
from registry.errors import (
    AlreadyRegisteredElsewhere,
    EventBeforeBirth,
    EventInFuture,
    HeadLeavesWithoutSuccessor,
    LaterEventStands,
    MovedTwiceInOneDay,
    NeverRegistered,
    NotRegistered,
    PersonHasDied,
)
from registry.models import HEAD, Entry, EntryKind, Household, Person, Residence
from registry.web.templatetags.register import reason_name
from tests.cast import BASIS, LATELY, Family, Station, family, station
from tests.factories import HouseholdFactory, PersonFactory, ResidenceFactory

pytestmark = pytest.mark.django_db

ENLISTED = {"reason": "service", "declarant": "欧阳修", "proof": "入伍通知书2026第1号"}
LATER = LATELY + timedelta(days=60)


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


def cancelled(here: Station, person: Person, **changes: Any) -> Residence:
    return cancel_registration(person, **here.how | ENLISTED | changes)


def restored(here: Station, person: Person, home: Household, **changes: Any) -> Residence:
    told = {"relation": "20", "reason": "service", "proof": "退役证第1号", "on": LATER}
    return restore_registration(person, home, **here.how | told | changes)


@pytest.mark.parametrize("reason", ["service", "abroad", "missing", "duplicate", "false"])
def test_a_registration_ends_and_the_entry_says_why(
    here: Station, ouyang: Family, reason: str
) -> None:
    ended = cancelled(here, ouyang.son, reason=reason)

    entry = Entry.objects.get(kind=EntryKind.CANCELLED)
    assert (ended.period.upper, ended.closed_by) == (LATELY, entry)
    assert entry.reason == ended.reason_out == f"cancelled.{reason}"
    assert entry.details == {"declarant": "欧阳修", "proof": "入伍通知书2026第1号"}
    assert (entry.event_on, entry.officer, entry.legal_basis) == (LATELY, here.officer, BASIS)


def test_the_reason_reads_as_a_word() -> None:
    assert reason_name("cancelled.service") == "参军入伍"
    assert reason_name("restored.service") == "退役恢复户口"


def test_nobody_is_cancelled_without_a_reason_of_the_list(here: Station, ouyang: Family) -> None:
    with pytest.raises(UnknownCode):
        cancelled(here, ouyang.son, reason="moved")
    assert ouyang.residence_of(ouyang.son).period.upper is None


def test_declarant_and_proof_are_both_asked_for_at_once(here: Station, ouyang: Family) -> None:
    with pytest.raises(InvalidInput) as refusal:
        cancelled(here, ouyang.son, declarant=" ", proof="")
    assert [each["field"] for each in refusal.value.errors] == ["declarant", "proof"]
    assert not Entry.objects.filter(kind=EntryKind.CANCELLED).exists()


def test_a_head_who_is_cancelled_needs_a_successor(here: Station, ouyang: Family) -> None:
    with pytest.raises(HeadLeavesWithoutSuccessor):
        cancelled(here, ouyang.father)

    cancelled(here, ouyang.father, new_head=ouyang.mother)
    assert ouyang.residence_of(ouyang.mother).relation == HEAD


def test_the_last_member_closes_the_household(here: Station) -> None:
    alone = ResidenceFactory.create()
    cancelled(here, alone.person, reason="abroad")
    assert Household.objects.get(pk=alone.household_id).period.upper == LATELY


def test_whoever_is_registered_nowhere_is_not_cancelled(here: Station) -> None:
    with pytest.raises(NotRegistered):
        cancelled(here, PersonFactory.create())


def test_nobody_is_cancelled_ahead(here: Station, ouyang: Family) -> None:
    with pytest.raises(EventInFuture):
        cancelled(here, ouyang.son, on=clock.today() + timedelta(days=1))


def test_nobody_is_cancelled_on_the_day_they_came(here: Station) -> None:
    person, home = PersonFactory.create(), HouseholdFactory.create(office=here.office)
    move_in(person, home, relation="02", reason="kin", **here.how)
    with pytest.raises(MovedTwiceInOneDay):
        cancelled(here, person)
    with pytest.raises(LaterEventStands):
        cancelled(here, person, on=LATELY - timedelta(days=1))


def test_a_soldier_comes_back_to_the_family(here: Station, ouyang: Family) -> None:
    """Row R10 names 恢复: the number stays the same, the entry says on what proof."""
    number = ouyang.son.held_numbers.get().number
    cancelled(here, ouyang.son)
    residence = restored(here, ouyang.son, ouyang.household)

    entry = Entry.objects.get(kind=EntryKind.RESTORED)
    assert (residence.period.lower, residence.opened_by) == (LATER, entry)
    assert entry.details == {"relation": "20", "proof": "退役证第1号"}
    assert ouyang.son.held_numbers.get().number == number


def test_whoever_was_declared_dead_by_a_court_is_found_alive(here: Station, ouyang: Family) -> None:
    cancelled(here, ouyang.son, reason="missing")
    assert Person.objects.get(pk=ouyang.son.pk).died_on is None
    restored(here, ouyang.son, ouyang.household, reason="found")


def test_whoever_is_registered_is_not_restored_and_the_household_is_named(
    here: Station, ouyang: Family
) -> None:
    """Bad input: a second registration."""
    with pytest.raises(AlreadyRegisteredElsewhere) as refusal:
        restored(here, ouyang.son, HouseholdFactory.create(), relation="02")
    assert refusal.value.facts["household"] == ouyang.household.number
    assert refusal.value.facts["cite"] == {"document": "户口登记条例", "clause": "第六条"}


def test_nobody_is_restored_while_they_were_still_registered(here: Station, ouyang: Family) -> None:
    cancelled(here, ouyang.son)
    with pytest.raises(AlreadyRegisteredElsewhere):
        restored(here, ouyang.son, ouyang.household, on=LATELY - timedelta(days=1))


def test_whoever_was_never_registered_has_nothing_to_restore(here: Station, ouyang: Family) -> None:
    with pytest.raises(NeverRegistered):
        restored(here, PersonFactory.create(), ouyang.household)


def test_the_dead_are_neither_cancelled_nor_restored(here: Station, ouyang: Family) -> None:
    """Bad input: a move of someone who died."""
    proof = {"declarant": "欧阳修", "certificate": "死证字第1号"}
    register_death(ouyang.son, **here.how | proof)
    entries = Entry.objects.count()
    with pytest.raises(PersonHasDied):
        cancelled(here, ouyang.son, on=LATER)
    with pytest.raises(PersonHasDied):
        restored(here, ouyang.son, ouyang.household)
    assert Entry.objects.count() == entries


def test_nobody_is_restored_before_their_birth(here: Station, ouyang: Family) -> None:
    with pytest.raises(EventBeforeBirth):
        restored(here, ouyang.son, ouyang.household, on=date(2009, 1, 1))
