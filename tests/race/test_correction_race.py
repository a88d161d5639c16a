"""Corrections and reversals at once: each starts from what the other left, or is refused."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from registry.actions import cancel_registration, correct_particulars, move_out, reverse_entry
from registry.actions import reversals as reversing
from registry.models import Entry, EntryKind, Particulars, Person, Residence
from registry.models.households import HouseholdQuerySet
from registry.models.people import PersonQuerySet
from registry.queries import unreproduced
from tests.cast import BASIS, LATELY, Family, Station, family
from tests.race.at_once import at_once, named

pytestmark = pytest.mark.django_db(transaction=True)


def unlocked(rows: PersonQuerySet | HouseholdQuerySet, *ids: int) -> list[Any]:
    return list(rows.filter(id__in=ids).order_by("id"))


def corrections(here: Station, person: Person) -> list[Callable[[], object]]:
    how: dict[str, Any] = {"by": here.officer, "basis": BASIS, "reason": "有误", "proof": "档案"}
    return [
        partial(correct_particulars, person, {"name": "欧阳小珊"}, **how),
        partial(correct_particulars, person, {"name": "欧阳小杉"}, **how),
    ]


def told_old() -> list[str]:
    """Return, oldest first, which name each correction says it found."""
    entries = Entry.objects.filter(kind=EntryKind.PARTICULARS_CORRECTED).order_by("id")
    return [entry.details["items"][0]["old"] for entry in entries]


def test_of_two_corrections_the_second_starts_from_the_first(here: Station) -> None:
    son = family(here.office).son
    assert named(at_once(*corrections(here, son))) == ["Particulars", "Particulars"]

    first, second = Entry.objects.filter(kind=EntryKind.PARTICULARS_CORRECTED).order_by("id")
    assert told_old() == ["欧阳小山", first.details["items"][0]["new"]]
    assert Particulars.objects.get(person=son).name == second.details["items"][0]["new"]


def test_without_the_lock_one_correction_is_lost(
    here: Station, monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> None:
    """The control: both say they found the first name."""
    son = family(here.office).son

    def together(people: PersonQuerySet, *ids: int) -> list[Any]:
        found = unlocked(people, *ids)
        both_have_read()
        return found

    monkeypatch.setattr(PersonQuerySet, "lock", together)
    monkeypatch.setattr(HouseholdQuerySet, "lock", unlocked)
    at_once(*corrections(here, son))
    assert told_old() == ["欧阳小山", "欧阳小山"]


def reversal_and_later_event(here: Station, home: Family) -> list[Callable[[], object]]:
    """Undo that the son came back, while he moves out again."""
    told = {"reason": "service", "declarant": "欧阳修", "proof": "入伍通知书"}
    cancel_registration(home.daughter, **here.how | told)
    entry = Entry.objects.get(kind=EntryKind.CANCELLED)
    how: dict[str, Any] = {"by": here.officer, "basis": BASIS, "reason": "录入有误"}
    residence = home.residence_of(home.father)
    moves = here.how | {"new_head": home.mother, "reason": "abroad"}
    return [partial(reverse_entry, entry, **how), partial(move_out, residence, **moves)]


def test_a_reversal_and_a_later_event_wait_for_each_other(here: Station) -> None:
    """The head leaves meanwhile: the daughter's relation is told to whoever is head then."""
    home = family(here.office)
    outcomes = named(at_once(*reversal_and_later_event(here, home)))

    # The later event first: it stands in the way. The reversal first: the move tells her anew.
    assert outcomes in (["LaterEventStands", "Residence"], ["Residence", "list"])
    assert list(unreproduced()) == []
    back = Residence.objects.on(LATELY).filter(person=home.daughter).first()
    assert (back is not None) is ("list" in outcomes)
    assert back is None or back.relation == "30"


def test_without_locks_a_relation_to_nobody_comes_back(
    here: Station, monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> None:
    """The control: the reversal looks before the move is written, and writes after it."""
    home = family(here.office)
    calls = reversal_and_later_event(here, home)
    looked = reversing._refuse_unless_last  # noqa: SLF001 - held between look and deed

    def together(entries: list[Entry]) -> None:
        looked(entries)
        both_have_read()

    def meanwhile(people: PersonQuerySet, *ids: int) -> list[Any]:
        found = unlocked(people, *ids)
        if home.father.pk in ids:
            both_have_read()
        return found

    monkeypatch.setattr(reversing, "_refuse_unless_last", together)
    monkeypatch.setattr(PersonQuerySet, "lock", meanwhile)
    monkeypatch.setattr(HouseholdQuerySet, "lock", unlocked)
    assert named(at_once(*calls)) == ["Residence", "list"]
    told = Entry.objects.filter(kind=EntryKind.RELATION_CHANGED, person=home.daughter)
    assert not told.exists()  # she is registered again, as what she was to a head who has left
