"""Two counters at the card of one permit: it is replaced once, and handed over once (P08)."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest

from registry.actions import (
    hand_over_permit_card,
    make_permit_card,
    replace_permit_card,
    report_card_lost,
)
from registry.models import Entry, PermitCard, Person
from registry.models.people import PersonQuerySet
from registry.models.residence_permits import ResidencePermitQuerySet
from tests.cast import BASIS
from tests.holders import holds, lives
from tests.places import address_in, country
from tests.race.at_once import at_once, named

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 3, 1)


def made() -> tuple[PermitCard, dict[str, Any]]:
    """Return a card that waits to be handed over, and how an officer acts on it."""
    land = country()
    worker = lives(address_in(land.village), since=date(2025, 1, 1))
    permit = holds(worker, land.here.office, "440199", since=date(2026, 2, 1))
    told: dict[str, Any] = {"on": DAY, "by": land.here.officer, "basis": BASIS}
    return make_permit_card(permit.pk, hukou_address="某省某县", **told), told


def replace_twice() -> list[str]:
    """Let two counters replace a card that was reported lost."""
    card, told = made()
    hand_over_permit_card(card.pk, **told)
    report_card_lost(card.pk, **told)
    replace = partial(replace_permit_card, card.permit_id, reason="lost", **told)
    return named(at_once(replace, replace))


def hand_over_twice() -> list[str]:
    """Let two counters hand over the same card."""
    card, told = made()
    hand_over = partial(hand_over_permit_card, card.pk, **told)
    return named(at_once(hand_over, hand_over))


@pytest.fixture
def unlocked(monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]) -> None:
    """Take the locks away, and have both read before either writes."""

    def everybody(people: PersonQuerySet, *ids: int) -> list[Person]:
        return list(people.filter(id__in=ids))

    save = PermitCard.save

    def saved(card: PermitCard, **told: Any) -> None:
        if card.made_on is None or card.handed_over_on is not None:
            both_have_read()
        save(card, **told)

    monkeypatch.setattr(PersonQuerySet, "lock", everybody)
    monkeypatch.setattr(ResidencePermitQuerySet, "lock", lambda rows, permit: rows.get(pk=permit))
    monkeypatch.setattr(PermitCard, "save", saved)


def test_a_card_replaced_at_two_counters_at_once_is_replaced_once() -> None:
    assert replace_twice() == ["CardWaitsAlready", "PermitCard"]
    assert PermitCard.objects.waiting().count() == 1


@pytest.mark.usefixtures("unlocked")
def test_without_the_locks_the_database_still_holds_one_waiting_card() -> None:
    assert replace_twice() == ["CardWaitsAlready", "PermitCard"]
    assert PermitCard.objects.waiting().count() == 1


def test_a_card_handed_over_at_two_counters_at_once_is_handed_over_once() -> None:
    assert hand_over_twice() == ["CardHandedOverAlready", "PermitCard"]
    assert Entry.objects.filter(kind="card_handed_over").count() == 1


@pytest.mark.usefixtures("unlocked")
def test_without_the_locks_a_card_would_be_handed_over_twice() -> None:
    """A control: both find it waiting, and both write."""
    assert hand_over_twice() == ["PermitCard", "PermitCard"]
    assert Entry.objects.filter(kind="card_handed_over").count() == 2
