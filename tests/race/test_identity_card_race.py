"""Two officers at one identity card: it is handed over once, and signed for once (A09)."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

import pytest

from applications.actions import accept, end_acceptance_point, hand_over_card
from applications.models import AcceptancePoint, Application
from applications.models.application import ApplicationQuerySet
from registry.actions.identity_cards import Taker
from registry.models import CardState, CardStep, IdentityCard
from registry.models.identity_cards import IdentityCardQuerySet
from tests.filing import counter
from tests.identity_cards import at_home, card_from, declared, fetchable, handed_in, point
from tests.race.at_once import at_once, named

pytestmark = pytest.mark.django_db(transaction=True)
HIMSELF = Taker(relation="self", name="欧阳修", proof="领证回执", gave_back=True)


def fetch_twice() -> list[str]:
    """Let two officers of the point hand the same card over."""
    here, there = counter(), declared(point())
    card = fetchable(here, there, card_from(here, there, at_home(here).father))
    hands = [there.officer, there.chief]
    return named(at_once(*(partial(hand_over_card, card.pk, to=HIMSELF, by=by) for by in hands)))


def test_a_card_fetched_twice_at_once_is_handed_over_once() -> None:
    assert fetch_twice() == ["CardStepRefused", "IdentityCard"]
    assert CardStep.objects.filter(kind="hand_over").count() == 1
    assert IdentityCard.objects.get().state == CardState.HANDED_OVER


def test_without_the_locks_only_the_constraint_would_stop_the_second(
    monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> None:
    """A control: both find the card waiting, and both go on to write."""
    found_waiting: list[str] = []

    def unlocked(cards: IdentityCardQuerySet, card_id: int) -> IdentityCard:
        card = cards.select_related("office", "pickup").get(pk=card_id)
        found_waiting.append(card.state)
        both_have_read()
        return card

    def open_file(files: ApplicationQuerySet, application_id: UUID, **_: object) -> Application:
        return files.get(pk=application_id)

    here, there = counter(), declared(point())
    card = fetchable(here, there, card_from(here, there, at_home(here).father))
    monkeypatch.setattr(IdentityCardQuerySet, "lock", unlocked)
    monkeypatch.setattr(ApplicationQuerySet, "lock", open_file)
    hands = [there.officer, there.chief]

    at_once(*(partial(hand_over_card, card.pk, to=HIMSELF, by=by) for by in hands))

    assert found_waiting == [CardState.WAITING, CardState.WAITING]


def accept_while_it_is_closed() -> list[str]:
    """Let a point accept a file while its chief closes it."""
    here, there = counter(), declared(point())
    application = handed_in(there.auxiliary, at_home(here).father)
    closing = AcceptancePoint.objects.get(matter="renew").pk
    return named(
        at_once(
            partial(accept, application.pk, by=there.officer),
            partial(end_acceptance_point, closing, by=there.chief),
        )
    )


def test_a_point_that_is_closed_accepts_before_it_or_not_at_all() -> None:
    assert accept_while_it_is_closed() in (
        ["AcceptancePoint", "Application"],
        ["AcceptancePoint", "MayNotHandle"],
    )
