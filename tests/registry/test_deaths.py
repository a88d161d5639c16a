"""Deaths (死亡注销), row R06."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from psycopg.types.range import Range

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.actions import (
    Mover,
    Newborn,
    PersonDetails,
    change_head,
    enrol_person,
    move_family,
    move_in,
    move_out,
    register_birth,
    register_death,
)
from registry.errors import (
    EventBeforeBirth,
    EventInFuture,
    HeadLeavesWithoutSuccessor,
    LaterEventStands,
    NumberAlreadyHeld,
    PersonHasDied,
)
from registry.models import Entry, EntryKind, Household, Person, Residence
from registry.queries import (
    PersonSearch,
    Scope,
    history_of_household,
    history_of_person,
    household_on,
    person_on,
    search_people,
)
from tests.cast import BASIS, LATELY, Family, Station, family, station
from tests.factories import HouseholdFactory, PersonFactory, ResidenceFactory

pytestmark = pytest.mark.django_db

PROOF = {"declarant": "欧阳修", "certificate": "死证字第1号"}
ALL = Scope("test", office_ids=None, fields=frozenset({"number", "address"}))
YESTERDAY = LATELY - timedelta(days=1)


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


def died(here: Station, person: Person, **changes: Any) -> Person:
    return register_death(person, **here.how | PROOF | changes)


def test_a_death_ends_the_registration(here: Station, ouyang: Family) -> None:
    died(here, ouyang.son)

    residence = ouyang.residence_of(ouyang.son)
    assert (residence.period.upper, residence.reason_out) == (LATELY, "death")
    assert Person.objects.get(pk=ouyang.son.pk).died_on == LATELY


def test_the_entry_keeps_declarant_evidence_and_both_dates(here: Station, ouyang: Family) -> None:
    """Row R06: declarant, evidence, event date, record date."""
    died(here, ouyang.son)

    entry = Entry.objects.get(person=ouyang.son, kind=EntryKind.DEATH)
    assert entry.details == {"died_on": LATELY.isoformat(), **PROOF}
    assert (entry.event_on, entry.officer, entry.legal_basis) == (LATELY, here.officer, BASIS)
    assert entry.recorded_at.astimezone(clock.ZONE).date() == clock.today()


@pytest.mark.parametrize("missing", ["declarant", "certificate"])
def test_a_death_needs_a_declarant_and_proof(here: Station, ouyang: Family, missing: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        died(here, ouyang.son, **{missing: " "})
    assert [each["field"] for each in refusal.value.errors] == [missing]


def test_a_death_in_the_future_is_refused(here: Station, ouyang: Family) -> None:
    with pytest.raises(EventInFuture):
        died(here, ouyang.son, on=clock.today() + timedelta(days=1))


def test_a_death_before_the_birth_is_refused(here: Station, ouyang: Family) -> None:
    with pytest.raises(EventBeforeBirth):
        died(here, ouyang.son, on=date(2010, 1, 1))


def test_nobody_dies_twice(here: Station, ouyang: Family) -> None:
    died(here, ouyang.son)
    with pytest.raises(PersonHasDied):
        died(here, ouyang.son, on=YESTERDAY)
    assert Entry.objects.filter(kind=EntryKind.DEATH).count() == 1


def test_a_heads_death_needs_a_successor(here: Station, ouyang: Family) -> None:
    with pytest.raises(HeadLeavesWithoutSuccessor):
        died(here, ouyang.father)
    assert Person.objects.get(pk=ouyang.father.pk).died_on is None

    died(here, ouyang.father, new_head=ouyang.mother)
    book = household_on(ouyang.household.pk, on=LATELY, scope=ALL)
    assert book is not None
    assert book.head is not None
    assert book.head.person_id == ouyang.mother.pk
    assert len(book.members) == 3


def test_the_last_members_death_closes_the_household(here: Station) -> None:
    alone = ResidenceFactory.create()
    died(here, alone.person)
    assert Household.objects.get(pk=alone.household_id).period.upper == LATELY


def test_a_child_may_die_on_the_day_of_its_birth(here: Station, ouyang: Family) -> None:
    """Both are declared (户口登记条例第八条); the registration lasts that one day."""
    child = Newborn(name="欧阳小月", sex="2", birth_date=LATELY, mother_id=ouyang.mother.pk)
    baby = register_birth(child, ouyang.household, relation="32", **here.how)
    died(here, baby)
    assert baby.residences.get().period == Range(LATELY, LATELY + timedelta(days=1))


def test_the_death_of_somebody_registered_nowhere_is_kept_with_the_last_office(
    here: Station, ouyang: Family
) -> None:
    move_out(ouyang.residence_of(ouyang.son), reason="abroad", **here.how | {"on": YESTERDAY})
    died(here, ouyang.son)
    entry = Entry.objects.get(person=ouyang.son, kind=EntryKind.DEATH)
    assert (entry.office, entry.household) == (here.office, None)


def test_a_death_before_something_later_on_record_is_refused(here: Station, ouyang: Family) -> None:
    change_head(ouyang.household, to=ouyang.mother, **here.how)
    with pytest.raises(LaterEventStands):
        died(here, ouyang.father, on=YESTERDAY)
    move_out(ouyang.residence_of(ouyang.son), reason="study", **here.how)
    with pytest.raises(LaterEventStands):
        died(here, ouyang.son, on=YESTERDAY)


@pytest.fixture
def late(here: Station, ouyang: Family) -> Person:
    """The son, who has died."""
    return died(here, ouyang.son)


@pytest.mark.parametrize("day", [YESTERDAY, LATELY, LATELY + timedelta(days=9)])
def test_the_dead_never_move_in(here: Station, late: Person, day: date) -> None:
    elsewhere = HouseholdFactory.create()
    with pytest.raises(PersonHasDied):
        move_in(late, elsewhere, relation="02", reason="join", **here.how | {"on": day})


def test_the_dead_never_move_with_their_family(here: Station, late: Person) -> None:
    with pytest.raises(PersonHasDied):
        move_family([Mover(late.pk, "02", "settlement")], HouseholdFactory.create(), **here.how)


def test_the_dead_are_not_put_on_file_again(here: Station, late: Person) -> None:
    number = late.held_numbers.get().number
    born = date(2010, 1, 2)
    details = PersonDetails(identity_number=number, name="欧阳小山", sex="1", birth_date=born)
    with pytest.raises(NumberAlreadyHeld):
        enrol_person(details, **here.how)


def test_the_database_itself_registers_nobody_after_death(late: Person) -> None:
    """Past every action."""
    entry = Entry.objects.latest("id")
    for after in (
        {"period": Range(LATELY + timedelta(days=9), None), "arrived_on": LATELY},
        {"period": Range(LATELY + timedelta(days=2), LATELY + timedelta(days=4))},
    ):
        told = {"arrived_on": LATELY, **after}
        with pytest.raises(IntegrityError, match="after their death"), transaction.atomic():
            ResidenceFactory.create(person=late, opened_by=entry, **told)


def test_the_database_itself_lets_nobody_die_who_is_registered(ouyang: Family) -> None:
    with pytest.raises(IntegrityError, match="after their death"), transaction.atomic():
        Person.objects.filter(pk=ouyang.son.pk).update(died_on=LATELY)


def test_a_residence_of_the_dead_is_not_reopened_by_hand(late: Person) -> None:
    with pytest.raises(IntegrityError, match="after their death"), transaction.atomic():
        Residence.objects.filter(person=late).update(period=Range(date(2010, 1, 2), None))


def test_history_book_and_search_show_a_death(here: Station, ouyang: Family) -> None:
    """Row R06."""
    died(here, ouyang.son)

    own = history_of_person(ouyang.son.pk, scope=ALL)
    household = history_of_household(ouyang.household.pk, scope=ALL)
    assert own[-1].kind_name == household[-1].kind_name == "死亡注销"
    book = household_on(ouyang.household.pk, on=LATELY, scope=ALL)
    assert book is not None
    assert ouyang.son.pk not in {member.person_id for member in book.members}
    [hit] = search_people(PersonSearch(name="欧阳小山"), scope=ALL, on=clock.today()).items
    assert (hit.household_id, hit.died_on) == (None, LATELY)


def test_a_death_is_told_from_its_day_and_once_it_is_known(here: Station, ouyang: Family) -> None:
    before = clock.now()
    died(here, ouyang.son)

    def told(on: date, **known: Any) -> date | None:
        view = person_on(ouyang.son.pk, on=on, scope=ALL, **known)
        assert view is not None
        return view.died_on

    assert told(LATELY) == LATELY
    assert told(YESTERDAY) is None
    assert told(LATELY, known_on=before) is None


def test_a_refused_death_writes_nothing(here: Station) -> None:
    stranger = PersonFactory.create()
    with pytest.raises(EventBeforeBirth):
        died(here, stranger, on=date(1980, 1, 1))
    assert not Entry.objects.filter(kind=EntryKind.DEATH).exists()
