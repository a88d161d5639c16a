"""Two officers at one duty list: a keeper is named once, and a duty ends once."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final

import pytest

from registry.actions import end_keeper, name_keeper
from registry.actions.recording import Pen
from registry.models import Entry, Household, Keeper
from registry.models.households import HouseholdQuerySet
from tests.cast import Station
from tests.factories import HouseholdFactory
from tests.race.at_once import at_once, named

pytestmark = pytest.mark.django_db(transaction=True)
LATER: Final = date(2026, 6, 20)


@pytest.fixture
def home(here: Station) -> Household:
    return HouseholdFactory.create(office=here.office, collective=True)


def end_twice(here: Station, home: Household) -> list[str]:
    keeper = name_keeper(home, name="徐老师", **here.how)
    end = partial(end_keeper, keeper, **here.how | {"on": LATER})
    return named(at_once(end, end))


def test_the_same_person_named_twice_at_once_is_named_once(here: Station, home: Household) -> None:
    name = partial(name_keeper, home, name="徐老师", **here.how)

    assert named(at_once(name, name)) == ["Keeper", "KeeperAlreadyNamed"]
    assert Keeper.objects.count() == 1


def test_a_duty_ended_twice_at_once_ends_once(here: Station, home: Household) -> None:
    assert end_twice(here, home) == ["Keeper", "KeeperNotOnDuty"]
    assert Entry.objects.filter(reason="keeper_ended").count() == 1


def test_without_the_lock_the_end_would_be_entered_twice(
    here: Station,
    home: Household,
    monkeypatch: pytest.MonkeyPatch,
    both_have_read: Callable[[], None],
) -> None:
    def unlocked(households: HouseholdQuerySet, *ids: int) -> list[Household]:
        return list(households.filter(id__in=ids))

    write = Pen.write

    def late(pen: Pen) -> None:
        if pen.on == LATER:
            both_have_read()
        write(pen)

    monkeypatch.setattr(HouseholdQuerySet, "lock", unlocked)
    monkeypatch.setattr(Pen, "write", late)

    assert end_twice(here, home) == ["Keeper", "Keeper"]
    assert Entry.objects.filter(reason="keeper_ended").count() == 2
