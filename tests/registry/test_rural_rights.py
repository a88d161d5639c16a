"""Notes of rural land rights (L24): they follow their holder, and nothing rests on them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

import pytest

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.actions import (
    RightTold,
    correct_rural_right,
    end_rural_right,
    move_in,
    move_out,
    note_rural_right,
)
from registry.errors import EventBeforeBirth, EventInFuture, LaterEventStands, PersonHasDied
from registry.models import Entry, Household, Person, RowVersion, RuralRight
from registry.queries import (
    RightNote,
    Scope,
    history_of_person,
    rights_of,
    rights_of_household,
    scope_of,
    scope_of_client,
)
from tests.cast import LATELY, Family, Station, family, station
from tests.factories import HouseholdFactory, PersonFactory

pytestmark = pytest.mark.django_db
Wrong = Callable[[Station, Family], object]
LATER: Final = LATELY + timedelta(days=10)
HELD: Final = RightTold(
    certificate="held",
    certificate_number="（2016）第0𠮷1号",
    collective="㵲阳村第三村民小组",
    division="440703",
    source="certificate",
)


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


def note(here: Station, person: Person, **told: Any) -> RuralRight:
    how: dict[str, Any] = {"right": "contracted_land", "told": HELD, **here.how}
    return note_rural_right(person, **how | told)


def seen(here: Station, person: Person, on: date = LATER) -> list[RightNote]:
    return rights_of([person.pk], on=on, scope=scope_of(here.officer, on=clock.today()))


def test_a_note_is_shown_with_what_its_place_says_of_passing_on(
    here: Station, ouyang: Family
) -> None:
    note(here, ouyang.father)

    [shown] = seen(here, ouyang.father)

    assert (shown.name, shown.note.collective) == ("欧阳修", "㵲阳村第三村民小组")
    assert shown.note.certificate_number == "（2016）第0𠮷1号"
    assert shown.transfer == "own_collective"
    assert shown.rule is not None
    assert "江府办〔2018〕5号" in shown.rule.cite.document


@pytest.mark.parametrize(
    ("division", "right", "transfer"),
    [
        ("440222", "homestead", "own_collective"),
        ("440106", "contracted_land", "market"),
        ("440106", "homestead", "unknown"),
        ("330802", "contracted_land", "unknown"),
        ("", "contracted_land", "unknown"),
    ],
)
def test_how_a_right_passes_on_is_as_the_place_of_the_collective_says(
    here: Station, ouyang: Family, division: str, right: str, transfer: str
) -> None:
    told = RightTold(certificate="unknown", source="declared", division=division)

    note(here, ouyang.father, right=right, told=told)

    assert seen(here, ouyang.father)[0].transfer == transfer


def test_a_note_follows_its_holder_to_another_household_and_office(
    here: Station, ouyang: Family
) -> None:
    note(here, ouyang.daughter, household=ouyang.household)
    there = station()
    city = HouseholdFactory.create(office=there.office)
    mover = ouyang.daughter

    move_out(ouyang.residence_of(mover), reason="settlement", **here.how | {"on": LATER})
    move_in(mover, city, relation="02", reason="settlement", **there.how | {"on": LATER})

    [shown] = seen(there, mover)
    assert (shown.note.person_id, shown.transfer) == (mover.pk, "own_collective")
    assert shown.note.period.upper is None
    scope = scope_of(here.officer, on=clock.today())
    kept = rights_of_household(ouyang.household.pk, [], on=LATER, scope=scope)
    assert [each.note.pk for each in kept] == [shown.note.pk]


def test_a_newer_note_ends_the_one_before_and_both_are_kept(here: Station, ouyang: Family) -> None:
    first = note(here, ouyang.father)

    second = note(
        here, ouyang.father, on=LATER, told=RightTold(certificate="unknown", source="shared")
    )

    first.refresh_from_db()
    assert (first.period.upper, second.period.lower) == (LATER, LATER)
    assert [each.note.pk for each in seen(here, ouyang.father, LATELY)] == [first.pk]
    assert [each.note.pk for each in seen(here, ouyang.father)] == [second.pk]


def test_a_correction_keeps_what_the_note_said_before(here: Station, ouyang: Family) -> None:
    wrong = note(here, ouyang.father)

    correct_rural_right(
        wrong,
        told=RightTold(certificate="not_issued", source="shared", collective="㵲阳村"),
        **here.how | {"on": LATER},
    )

    [shown] = seen(here, ouyang.father)
    assert (shown.note.certificate, shown.note.certificate_number) == ("not_issued", "")
    was = RowVersion.objects.get(table="registry_ruralright", row_id=wrong.pk)
    assert was.row["certificate_number"] == "（2016）第0𠮷1号"


def test_a_note_ends_with_a_reason_and_is_no_longer_shown(here: Station, ouyang: Family) -> None:
    noted = note(here, ouyang.father)

    end_rural_right(noted, because="依法自愿有偿转让给本组成员", **here.how | {"on": LATER})

    assert seen(here, ouyang.father) == []
    entries = Entry.objects.filter(kind="rural_right").order_by("sequence")
    assert [each.reason for each in entries] == ["noted", "ended"]
    assert {each.person_id for each in entries} == {ouyang.father.pk}


def of_a_day_to_come(here: Station, folk: Family) -> object:
    return note(here, folk.father, on=clock.today() + timedelta(days=1))


def before_birth(here: Station, folk: Family) -> object:
    return note(here, folk.daughter, on=date(2005, 1, 1))


def of_the_dead(here: Station, folk: Family) -> object:
    del folk
    dead = PersonFactory.create()
    Person.objects.filter(pk=dead.pk).update(died_on=date(2020, 1, 1))
    return note(here, dead)


def twice_a_day(here: Station, folk: Family) -> object:
    note(here, folk.father)
    return note(here, folk.father, told=RightTold(certificate="unknown", source="shared"))


def a_number_without_a_certificate(here: Station, folk: Family) -> object:
    told = RightTold(certificate="unknown", certificate_number="1", source="declared")
    return note(here, folk.father, told=told)


def of_no_division(here: Station, folk: Family) -> object:
    told = RightTold(certificate="unknown", division="43x", source="declared")
    return note(here, folk.father, told=told)


def with_strangers(here: Station, folk: Family) -> object:
    strangers: Household = HouseholdFactory.create(office=here.office)
    return note(here, folk.father, household=strangers)


def ended_without_a_word(here: Station, folk: Family) -> object:
    return end_rural_right(note(here, folk.father), because=" ", **here.how | {"on": LATER})


def ended_twice(here: Station, folk: Family) -> object:
    noted = note(here, folk.father)
    end_rural_right(noted, because="登记有误", **here.how | {"on": LATER})
    return end_rural_right(noted, because="再次", **here.how | {"on": LATER})


@pytest.mark.parametrize(
    ("wrong", "refusal", "notes"),
    [
        (of_a_day_to_come, EventInFuture, 0),
        (before_birth, EventBeforeBirth, 0),
        (of_the_dead, PersonHasDied, 0),
        (twice_a_day, LaterEventStands, 1),
        (a_number_without_a_certificate, InvalidInput, 0),
        (of_no_division, InvalidInput, 0),
        (with_strangers, InvalidInput, 0),
        (ended_without_a_word, InvalidInput, 1),
        (ended_twice, LaterEventStands, 1),
    ],
)
def test_what_cannot_be_noted_is_refused(
    here: Station, ouyang: Family, wrong: Wrong, refusal: type[Exception], notes: int
) -> None:
    with pytest.raises(refusal):
        wrong(here, ouyang)

    assert RuralRight.objects.count() == notes


def test_other_agencies_see_neither_the_note_nor_its_entry(here: Station, ouyang: Family) -> None:
    note(here, ouyang.father)
    agency = scope_of_client("housing", frozenset({"residents:read", "residents:address"}))
    mine = scope_of(here.officer, on=clock.today())

    def kinds(scope: Scope) -> set[str]:
        return {each.kind for each in history_of_person(ouyang.father.pk, scope=scope)}

    assert rights_of([ouyang.father.pk], on=LATER, scope=agency) == []
    assert "rural_right" not in kinds(agency)
    assert "rural_right" in kinds(mine)


def test_the_notes_of_a_merged_record_go_to_the_one_that_is_kept(
    here: Station, ouyang: Family
) -> None:
    double = PersonFactory.create()
    note(here, double)
    Person.objects.filter(pk=double.pk).update(merged_into=ouyang.father)

    assert [each.note.person_id for each in seen(here, ouyang.father)] == [double.pk]
