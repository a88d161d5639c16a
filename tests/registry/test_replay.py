"""Entries alone lead to the residences that the tables hold (重演)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection

from registry.actions import change_head, move_in, register_death
from registry.models import HEAD, Entry, EntryKind, Household, Residence
from registry.queries import Stretch, replayed, unreproduced
from tests.cast import LATELY, Family, Station, family, station
from tests.factories import EntryFactory, HouseholdFactory, PersonFactory
from tests.registry.wrongs import (
    DEATH,
    adoption,
    another_head,
    birth,
    cancellation,
    death_of_the_head,
    death_of_the_last,
    family_move,
    head_of_the_first_day,
    merging,
    moving_in,
    moving_out,
    reversed_,
    splitting,
    transferring,
    whole_family_moves,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


EVENTS = [
    birth,
    death_of_the_head,
    death_of_the_last,
    moving_in,
    moving_out,
    family_move,
    whole_family_moves,
    another_head,
    head_of_the_first_day,
    cancellation,
    adoption,
    splitting,
    merging,
    transferring,
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.__name__)
def test_every_event_is_reproduced_and_so_is_its_reversal(
    here: Station, ouyang: Family, event: Callable[[Station, Family], object]
) -> None:
    family(here.office)
    event(here, ouyang)
    assert list(unreproduced()) == []

    wrong = Entry.objects.exclude(kind=EntryKind.IMPORTED).earliest("id")
    reversed_(here, wrong)
    assert list(unreproduced()) == []


def test_events_upon_events_are_reproduced(here: Station, ouyang: Family) -> None:
    baby = birth(here, ouyang)
    register_death(baby, **here.how | DEATH)
    another_head(here, ouyang)
    later = here.how | {"on": LATELY + timedelta(days=3)}
    change_head(ouyang.household, to=ouyang.daughter, relations={}, **later)
    register_death(ouyang.father, **later | DEATH | {"on": LATELY + timedelta(days=9)})
    assert list(unreproduced()) == []


def test_a_household_is_told_from_its_entries(here: Station) -> None:
    home, person = HouseholdFactory.create(office=here.office), PersonFactory.create()
    move_in(person, home, relation="02", reason="kin", **here.how)
    assert replayed(household=home.pk) == [Stretch(person.pk, LATELY, None, home.pk, HEAD)]
    assert replayed(person=person.pk) == replayed(household=home.pk)


@pytest.mark.parametrize(
    "change",
    [
        {"relation": "97"},
        {"period": (date(2011, 1, 1), None)},
        {"period": (date(2010, 1, 2), LATELY)},
    ],
)
def test_a_row_that_the_entries_do_not_lead_to_is_named(
    here: Station, ouyang: Family, change: dict[str, object]
) -> None:
    """The son was born there: changed behind the actions' back, whatever the constraints say."""
    baby = birth(here, ouyang)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("reset role")
        cursor.execute("alter table registry_residence disable trigger user")
    Residence.objects.filter(person=baby).update(arrived_on=date(2010, 1, 1), **change)
    assert list(unreproduced()) == [f"person {baby.pk}: the entries lead to other residences"]


def test_an_entry_without_its_row_and_a_row_without_its_entry_are_named(
    here: Station, ouyang: Family
) -> None:
    child = birth(here, ouyang)
    child.residences.all().delete()
    stray = EntryFactory.create(
        kind=EntryKind.MOVE_OUT, person=ouyang.son, household=Household.objects.latest("id"),
        event_on=date(2009, 1, 1),
    )  # fmt: skip
    assert list(unreproduced()) == [
        f"person {ouyang.son.pk}: entry {stray.pk} ends a residence that does not run",
        f"person {child.pk}: the entries lead to other residences",
    ]


def test_the_whole_register_takes_two_statements(
    here: Station, ouyang: Family, django_assert_num_queries: Callable[[int], object]
) -> None:
    birth(here, ouyang)
    with django_assert_num_queries(2):  # type: ignore[attr-defined]  # a fixture of pytest-django
        list(unreproduced())
