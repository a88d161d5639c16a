"""Somebody dies while somebody else moves them: nobody is registered after their death."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import pytest

from registry.actions import move_in, register_death
from registry.models import Person, Residence
from registry.models.people import PersonQuerySet
from tests.cast import LATELY, Station, station
from tests.factories import HouseholdFactory, PersonFactory
from tests.race.at_once import at_once, named

pytestmark = pytest.mark.django_db(transaction=True)
PROOF: Final[dict[str, Any]] = {"declarant": "张三", "certificate": "死证字第1号"}


def death_and_move(here: Station) -> list[Callable[[], object]]:
    person, there = PersonFactory.create(), station()
    home = HouseholdFactory.create(office=there.office)
    return [
        partial(register_death, person, **here.how, **PROOF),
        partial(move_in, person, home, relation="02", reason="join", **there.how),
    ]


def registered_after_death() -> list[Residence]:
    rows = Residence.objects.filter(person__died_on=LATELY).select_related("person")
    return [row for row in rows if row.period.upper is None]


def test_whoever_is_first_the_dead_stay_unregistered(here: Station) -> None:
    outcomes = named(at_once(*death_and_move(here)))

    # The death may also come when the move is over: then it ends that registration as well.
    assert outcomes in (
        ["Person", "PersonHasDied"],
        ["Residence", "TryAgain"],
        ["Person", "Residence"],
    )
    assert registered_after_death() == []


def test_even_without_any_lock_the_database_refuses_one_of_them(
    here: Station, monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> None:
    """A control the other way round: this truth needs no lock of ours, the triggers hold it."""

    def unlocked(people: PersonQuerySet, *ids: int) -> list[Person]:
        found = list(people.filter(id__in=ids))
        both_have_read()
        return found

    monkeypatch.setattr(PersonQuerySet, "lock", unlocked)
    outcomes = named(at_once(*death_and_move(here)))

    assert outcomes in (["Person", "PersonHasDied"], ["PersonHasDied", "Residence"])
    assert registered_after_death() == []
