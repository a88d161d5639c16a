"""What stands in the way of a reversal (冲销), and what it leaves behind, row R10."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from hukou.kernel.errors import InvalidInput
from registry.actions import (
    Newborn,
    PersonDetails,
    Unregistered,
    change_head,
    change_identity_number,
    change_particulars,
    correct_particulars,
    enrol_person,
    move_in,
    move_out,
    register_birth,
    register_late,
    restore_registration,
)
from registry.errors import (
    AlreadyReversed,
    HouseholdClosed,
    LaterEventStands,
    NotReversible,
    NumberAlreadyHeld,
)
from registry.models import Entry, EntryKind, HeldNumber, Household, Particulars, Person
from registry.queries import parentage
from tests.cast import BASIS, LATELY, Family, Station, family, station
from tests.factories import HouseholdFactory, PersonFactory
from tests.registry.wrongs import (
    WHY,
    another_head,
    birth,
    cancellation,
    death_of_the_head,
    reversed_,
    splitting,
    state,
)

pytestmark = pytest.mark.django_db

AFTER = LATELY + timedelta(days=7)


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


def particulars() -> list[tuple[Any, ...]]:
    columns = [field.name for field in Particulars._meta.concrete_fields]
    kept = [name for name in columns if name not in ("id", "recorded_at")]
    return list(Particulars.objects.order_by("person", "period").values_list(*kept))


def test_a_reversal_needs_a_reason(here: Station, ouyang: Family) -> None:
    cancellation(here, ouyang)
    with pytest.raises(InvalidInput):
        reversed_(here, Entry.objects.get(kind=EntryKind.CANCELLED), reason=" ")


def test_nothing_is_reversed_twice(here: Station, ouyang: Family) -> None:
    cancellation(here, ouyang)
    old = Entry.objects.get(kind=EntryKind.CANCELLED)
    [new] = reversed_(here, old)
    with pytest.raises(AlreadyReversed):
        reversed_(here, old)
    with pytest.raises(NotReversible):
        reversed_(here, new)
    twice = {"office": here.office, "sequence": 999, "event_on": LATELY, "digest": "0"}
    with pytest.raises(IntegrityError, match="entry_reversed_once"), transaction.atomic():
        Entry.objects.create(kind=EntryKind.REVERSED, reverses=old, **twice)


def test_what_was_imported_is_not_reversed(here: Station, ouyang: Family) -> None:
    with pytest.raises(NotReversible):
        reversed_(here, ouyang.residence_of(ouyang.son).opened_by)


def test_a_death_recorded_in_error_leaves_somebody_alive(here: Station, ouyang: Family) -> None:
    death_of_the_head(here, ouyang)
    reversed_(here, Entry.objects.get(kind=EntryKind.DEATH))
    assert Person.objects.get(pk=ouyang.father.pk).died_on is None
    change_head(ouyang.household, to=ouyang.mother, **here.how)  # a living household again


def test_the_later_event_is_reversed_first(here: Station, ouyang: Family) -> None:
    cancellation(here, ouyang)
    home = HouseholdFactory.create(office=here.office)
    told = {"relation": "02", "reason": "service", "proof": "退役证"}
    restore_registration(ouyang.son, home, **here.how | told | {"on": AFTER})
    cancelled = Entry.objects.get(kind=EntryKind.CANCELLED)
    restored = Entry.objects.get(kind=EntryKind.RESTORED)

    with pytest.raises(LaterEventStands) as refusal:
        reversed_(here, cancelled)
    assert refusal.value.facts["later"] == restored.pk
    reversed_(here, restored)
    reversed_(here, cancelled)
    assert ouyang.son.residences.get().period.upper is None


def test_a_move_of_somebody_else_does_not_stand_in_the_way(here: Station, ouyang: Family) -> None:
    cancellation(here, ouyang)
    move_out(ouyang.residence_of(ouyang.daughter), reason="study", **here.how | {"on": AFTER})
    reversed_(here, Entry.objects.get(kind=EntryKind.CANCELLED))
    assert ouyang.son.residences.get().period.upper is None


def test_a_later_change_of_head_stands_in_the_way_of_a_former_member(
    here: Station, ouyang: Family
) -> None:
    """What he was to the head is told to a head who is none any more."""
    cancellation(here, ouyang)
    change_head(ouyang.household, to=ouyang.mother, **here.how | {"on": AFTER})
    with pytest.raises(LaterEventStands):
        reversed_(here, Entry.objects.get(kind=EntryKind.CANCELLED))


def test_a_birth_told_to_the_new_head_stands_in_the_way_of_the_old(
    here: Station, ouyang: Family
) -> None:
    another_head(here, ouyang)
    birth(here, ouyang)
    with pytest.raises(LaterEventStands):
        reversed_(here, Entry.objects.get(kind=EntryKind.HEAD_CHANGED))


def test_another_topic_does_not_stand_in_the_way(here: Station, ouyang: Family) -> None:
    cancellation(here, ouyang)
    how = here.how | WHY | {"on": AFTER}
    change_particulars(ouyang.son, {"occupation": "教师"}, **how)
    change_identity_number(ouyang.son, **how)
    reversed_(here, Entry.objects.get(kind=EntryKind.CANCELLED))


def test_a_birth_that_never_was_leaves_no_registration_and_no_parents(
    here: Station, ouyang: Family
) -> None:
    child = birth(here, ouyang)
    number = child.held_numbers.get()
    reversed_(here, Entry.objects.get(kind=EntryKind.BIRTH))

    number.refresh_from_db()
    assert (number.period.isempty, number.annulled_by) == (True, Entry.objects.latest("id"))
    assert not child.residences.exists()
    assert parentage([child.pk]) == {}
    again = birth(here, ouyang)
    assert again.held_numbers.get().number != number.number


def test_a_number_once_given_is_never_given_again(here: Station, ouyang: Family) -> None:
    child = birth(here, ouyang)
    number = child.held_numbers.get().number
    reversed_(here, Entry.objects.get(kind=EntryKind.BIRTH))
    details = PersonDetails(identity_number=number, name="李四", sex="2", birth_date=LATELY)
    with pytest.raises(NumberAlreadyHeld):
        enrol_person(details, **here.how)


def test_a_number_read_off_the_wrong_paper_is_free_for_its_holder(here: Station) -> None:
    held = PersonFactory.create().held_numbers.get().number
    HeldNumber.objects.filter(number=held).delete()
    details = PersonDetails(identity_number=held, name="李四", sex="1", birth_date=date(1990, 1, 1))
    enrol_person(details, **here.how)
    reversed_(here, Entry.objects.get(kind=EntryKind.ENROLLED))
    assert enrol_person(details, **here.how).held_numbers.get().number == held


def test_a_late_registration_is_undone(here: Station, ouyang: Family) -> None:
    somebody = Unregistered(name="欧阳小雨", sex="2", birth_date=date(2013, 9, 1))
    told = {"relation": "32", "category": "other", "proof": "调查报告"}
    person = register_late(somebody, ouyang.household, **here.how | told)
    reversed_(here, Entry.objects.get(kind=EntryKind.REGISTERED_LATE))
    assert not person.residences.exists()


def test_a_person_with_children_on_record_is_not_unmade(here: Station, ouyang: Family) -> None:
    home = HouseholdFactory.create(office=here.office)
    mother = Unregistered(name="李四", sex="2", birth_date=date(1990, 1, 1))
    told = {"relation": "02", "category": "other", "proof": "调查报告"}
    parent = register_late(mother, home, **here.how | told)
    child = Newborn(name="李小", sex="1", birth_date=LATELY, mother_id=parent.pk)
    register_birth(child, ouyang.household, relation="97", **here.how)
    with pytest.raises(LaterEventStands):
        reversed_(here, Entry.objects.get(kind=EntryKind.REGISTERED_LATE))


def test_a_household_that_never_was_has_no_day(here: Station, ouyang: Family) -> None:
    splitting(here, ouyang)
    reversed_(here, Entry.objects.get(kind=EntryKind.HOUSEHOLD_OPENED))
    made = Household.objects.latest("id")
    assert made.period.isempty
    assert made.annulled_by is not None
    with pytest.raises(HouseholdClosed):
        move_in(PersonFactory.create(), made, relation="02", reason="kin", **here.how)


@pytest.mark.parametrize(
    "changes", [{"name": "欧阳大海"}, {"occupation": "教师"}, {"sex": "2", "ethnicity": "09"}]
)
@pytest.mark.parametrize("in_place", [False, True])
def test_a_change_of_particulars_is_undone(
    here: Station, ouyang: Family, changes: dict[str, str], *, in_place: bool
) -> None:
    how = here.how | WHY
    if in_place:
        change_particulars(ouyang.son, {"workplace": "示例小学"}, **how)
    before = particulars()
    change_particulars(ouyang.son, changes, **how)
    reversed_(here, Entry.objects.filter(kind=EntryKind.PARTICULARS_CHANGED).latest("id"))
    assert particulars() == before


def test_a_correction_is_undone_in_every_version(here: Station, ouyang: Family) -> None:
    child = birth(here, ouyang)
    change_particulars(child, {"ethnicity": "09"}, **here.how | WHY | {"on": AFTER})
    before, whole = particulars(), state()
    told: dict[str, Any] = {"by": here.officer, "basis": BASIS, **WHY}
    correct_particulars(
        child, {"birth_date": LATELY + timedelta(days=1), "name": "欧阳小玥"},
        **told,
    )  # fmt: skip
    assert particulars() != before
    reversed_(here, Entry.objects.get(kind=EntryKind.PARTICULARS_CORRECTED))
    assert (particulars(), state()) == (before, whole)


def test_a_later_correction_stands_in_the_way_of_an_earlier_one(
    here: Station, ouyang: Family
) -> None:
    told: dict[str, Any] = {"by": here.officer, "basis": BASIS, **WHY}
    for name in ("欧阳小珊", "欧阳小杉"):
        correct_particulars(ouyang.son, {"name": name}, **told)
    first, second = Entry.objects.filter(kind=EntryKind.PARTICULARS_CORRECTED).order_by("id")
    with pytest.raises(LaterEventStands):
        reversed_(here, first)
    reversed_(here, second)
    reversed_(here, first)
    assert ouyang.son.particulars.get().name == "欧阳小山"
