"""Two officers at one note of a rural right: it ends once (L24)."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Final

import pytest

from registry.actions import RightTold, end_rural_right, note_rural_right
from registry.models import Entry, Person, RuralRight
from registry.models.people import PersonQuerySet
from tests.cast import LATELY, Family, Station
from tests.race.at_once import at_once, named

pytestmark = pytest.mark.django_db(transaction=True)
LATER: Final = LATELY + timedelta(days=19)
TOLD: Final = RightTold(certificate="unknown", source="declared")


def end_twice(here: Station, folk: Family) -> list[str]:
    note = note_rural_right(folk.father, right="homestead", told=TOLD, **here.how)
    end = partial(end_rural_right, note, because="登记有误", **here.how | {"on": LATER})
    return named(at_once(end, end))


def test_a_note_ended_twice_at_once_ends_once(here: Station, ouyang: Family) -> None:
    assert end_twice(here, ouyang) == ["LaterEventStands", "RuralRight"]
    assert Entry.objects.filter(kind="rural_right", reason="ended").count() == 1


def test_a_right_noted_twice_at_once_is_noted_once(here: Station, ouyang: Family) -> None:
    note = partial(note_rural_right, ouyang.father, right="homestead", told=TOLD, **here.how)

    assert named(at_once(note, note)) == ["LaterEventStands", "RuralRight"]
    assert RuralRight.objects.count() == 1


def test_without_the_lock_the_end_would_be_entered_twice(
    here: Station,
    ouyang: Family,
    monkeypatch: pytest.MonkeyPatch,
    both_have_read: Callable[[], None],
) -> None:
    """A control: both find the note open, and both end it."""

    def unlocked(people: PersonQuerySet, *ids: int) -> list[Person]:
        return list(people.filter(id__in=ids))

    save = RuralRight.save

    def late(note: RuralRight, **told: object) -> None:
        if note.ended_because:
            both_have_read()
        save(note, **told)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(PersonQuerySet, "lock", unlocked)
    monkeypatch.setattr(RuralRight, "save", late)

    assert end_twice(here, ouyang) == ["RuralRight", "RuralRight"]
    assert Entry.objects.filter(kind="rural_right", reason="ended").count() == 2
