"""Wrong entries are reversed by new ones (冲销), row R10: the state is that before."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from registry.actions import register_death
from registry.models import Entry, EntryKind, Household, HouseholdAddress, Residence
from registry.queries import Scope, history_of_person
from registry.queries.chains import broken_links
from tests.cast import LATELY, Family, Station, family, station
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
    number_change,
    reversed_,
    splitting,
    state,
    transferring,
    whole_family_moves,
)

pytestmark = pytest.mark.django_db

ALL = Scope("test", office_ids=None)
Event = Callable[[Station, Family], object]


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


EVENTS = [
    death_of_the_head,
    moving_out,
    family_move,
    whole_family_moves,
    another_head,
    head_of_the_first_day,
    cancellation,
    number_change,
    splitting,
    merging,
    transferring,
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.__name__)
@pytest.mark.parametrize("which", [0, -1])
def test_the_state_is_that_before_the_event(
    here: Station, ouyang: Family, event: Event, which: int
) -> None:
    """Whichever of its entries is named, all of the event is undone."""
    family(here.office)  # neighbours, whom some events need
    before, first = state(), Entry.objects.latest("id").pk
    event(here, ouyang)
    homes = set(Household.objects.values_list("pk", flat=True))
    entries = list(Entry.objects.filter(pk__gt=first, kind__in=EntryKind.values).order_by("id"))
    wrong = [each for each in entries if each.kind != EntryKind.IMPORTED]

    reversed_(here, wrong[which])

    after = state()
    created = {pk for pk in homes if pk not in {pk for pk, _ in before["households"]}}
    after["households"] = [row for row in after["households"] if row[0] not in created]
    lived = HouseholdAddress.objects.filter(household__in=created).values_list("pk", flat=True)
    after["addresses"] = [row for row in after["addresses"] if row[0] not in set(lived)]
    assert after == before
    assert list(broken_links()) == []


@pytest.mark.parametrize(
    "event", [death_of_the_last, moving_in, adoption], ids=lambda event: event.__name__
)
def test_what_began_is_gone_and_what_ended_goes_on(
    here: Station, ouyang: Family, event: Event
) -> None:
    event(here, ouyang)
    wrong = Entry.objects.exclude(kind=EntryKind.IMPORTED).earliest("id")
    reversed_(here, wrong)
    assert not Residence.objects.exclude(opened_by__kind=EntryKind.IMPORTED).exists()
    assert not Residence.objects.exclude(closed_by=None).exists()
    assert not Household.objects.exclude(period__endswith=None).exists()


def test_a_death_on_the_day_of_birth_is_undone(here: Station, ouyang: Family) -> None:
    """The registration ended on the day after: the entry says on which."""
    baby = birth(here, ouyang)
    before = state()
    register_death(baby, **here.how | DEATH)
    entry = Entry.objects.get(kind=EntryKind.DEATH)
    assert entry.details["effective_on"] == (LATELY + timedelta(days=1)).isoformat()
    reversed_(here, entry)
    assert state() == before


def test_both_entries_stay_and_the_new_one_names_the_old(here: Station, ouyang: Family) -> None:
    cancellation(here, ouyang)
    old = Entry.objects.get(kind=EntryKind.CANCELLED)
    sealed = old.sealed_content()
    [new] = reversed_(here, old, approver=here.officer)

    old.refresh_from_db()
    assert old.sealed_content() == sealed
    assert (new.kind, new.reverses, new.office) == (EntryKind.REVERSED, old, old.office)
    assert new.details == {
        "reason": "录入有误",
        "kind": "cancelled",
        "entry": old.pk,
        "approver": here.officer.pk,
    }
    kinds = [event.kind for event in history_of_person(ouyang.son.pk, scope=ALL)]
    assert kinds[-2:] == ["cancelled", "reversed"]
