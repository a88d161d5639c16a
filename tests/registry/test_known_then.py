"""As known then (当时所知), row R09: two states of knowledge differ by the correction alone."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import pytest

from hukou.kernel import clock
from registry.actions import change_identity_number, correct_particulars, reverse_entry
from registry.models import Entry, EntryKind
from registry.queries import Scope, household_on, person_on
from tests.cast import BASIS, LATELY, Family, Station, family, station
from tests.registry.wrongs import WHY, another_head, cancellation, death_of_the_head

pytestmark = pytest.mark.django_db

ALL = Scope("test", office_ids=None, fields=frozenset({"number", "address", "particulars"}))


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


def righted(here: Station) -> dict[str, Any]:
    return {"by": here.officer, "basis": BASIS, **WHY}


def book(ouyang: Family, known: datetime | None, on: date = LATELY) -> dict[str, Any]:
    found = household_on(ouyang.household.pk, on=on, known_on=known, scope=ALL)
    assert found is not None
    told = asdict(found) | {"known_on": None}
    told["members"] = {member["person_id"]: member for member in told["members"]}
    return told


def differences(one: dict[str, Any], other: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """Return, by member, what another book says otherwise; all else must be the same."""
    assert {**one, "members": {}} == {**other, "members": {}}
    mine, theirs = one["members"], other["members"]
    return {
        who: {
            name: value
            for name, value in theirs.get(who, {}).items()
            if mine.get(who, {}).get(name) != value
        }
        for who in mine.keys() | theirs.keys()
        if mine.get(who) != theirs.get(who)
    }


def test_after_a_correction_the_books_differ_by_it_alone(here: Station, ouyang: Family) -> None:
    then = clock.now()
    correct_particulars(ouyang.son, {"name": "欧阳小珊"}, **righted(here))

    assert differences(book(ouyang, then), book(ouyang, clock.now())) == {
        ouyang.son.pk: {"name": "欧阳小珊"}
    }
    assert book(ouyang, clock.now()) == book(ouyang, None)


def test_a_corrected_person_was_known_otherwise(here: Station, ouyang: Family) -> None:
    then = clock.now()
    correct_particulars(ouyang.son, {"birthplace": "杭州"}, **righted(here))
    views = (person_on(ouyang.son.pk, on=LATELY, known_on=at, scope=ALL) for at in (then, None))
    assert [view and view.birthplace for view in views] == ["", "杭州"]


@pytest.mark.parametrize(
    "event", [cancellation, death_of_the_head, another_head], ids=lambda event: event.__name__
)
def test_after_a_reversal_the_wrong_book_is_still_what_was_known(
    here: Station, ouyang: Family, event: Callable[[Station, Family], object]
) -> None:
    right, first = book(ouyang, None), clock.now()
    event(here, ouyang)
    wrong, second = book(ouyang, None), clock.now()
    entry = Entry.objects.exclude(kind=EntryKind.IMPORTED).earliest("id")
    reverse_entry(entry, by=here.officer, basis=BASIS, reason="录入有误")

    assert differences(right, wrong)
    assert book(ouyang, first) == right
    assert book(ouyang, second) == wrong
    assert book(ouyang, clock.now()) == book(ouyang, None) == right


def test_a_number_that_was_withdrawn_is_known_only_for_its_time(
    here: Station, ouyang: Family
) -> None:
    old, first = ouyang.son.held_numbers.get().number, clock.now()
    new = change_identity_number(ouyang.son, **here.how | WHY).number
    second = clock.now()
    entry = Entry.objects.get(kind=EntryKind.NUMBER_CHANGED)
    reverse_entry(entry, by=here.officer, basis=BASIS, reason="录入有误")

    views = [
        person_on(ouyang.son.pk, on=LATELY, known_on=known, scope=ALL)
        for known in (first, second, None)
    ]
    assert [view and view.identity_number for view in views] == [old, new, old]
