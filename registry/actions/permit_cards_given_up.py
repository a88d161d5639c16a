"""Cards reported lost and found again, taken back and destroyed (挂失、收回、销毁居住证卡)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from hukou.law.permit_tenure import PermitStatus
from registry.errors import constraints_explained
from registry.errors.permit_cards import (
    CardGivenUpAlready,
    CardHasEnded,
    CardLostAlready,
    CardNotHandedOver,
    CardNotLost,
    CardNotTakenBack,
    CardStillWorks,
)
from registry.models import Account, CardLoss, EntryKind, PermitCard
from registry.queries.holders import lies_at_office

from .permit_cards_held import HeldCards, hold_card, open_loss


@transaction.atomic
@constraints_explained()
def report_card_lost(card_id: int, *, on: date, by: Account, basis: Mapping[str, Any]) -> CardLoss:
    """Report a card lost (挂失): good for nothing from that day, until the report is taken back.

    Raises:
        EventInFuture, NoSuchPermitCard, OwnCase, LaterEventStands
        CardNotHandedOver, CardHasEnded, CardGivenUpAlready, CardLostAlready
    """
    held, card = hold_card(card_id, on=on, by=by, basis=basis)
    _require_held(card)
    if card.ended_on is not None:
        raise CardHasEnded(card=card_id)
    if loss := open_loss(card):
        raise CardLostAlready(card=card_id, since=loss.lost_on.isoformat())
    held.require_after(card.handed_over_on, *(each.found_on for each in card.losses.all()))
    made = CardLoss.objects.create(card=card, lost_on=on, account=by)
    held.note((EntryKind.CARD_LOST, card, ""))
    return made


@transaction.atomic
@constraints_explained()
def report_card_found(card_id: int, *, on: date, by: Account, basis: Mapping[str, Any]) -> CardLoss:
    """Take a report of loss back (解除挂失): from that day the card stands as it did before.

    A card that was replaced meanwhile stays replaced, and is to be taken back.

    Raises:
        EventInFuture, NoSuchPermitCard, OwnCase, LaterEventStands
        CardNotLost: with `cite`.
    """
    held, card = hold_card(card_id, on=on, by=by, basis=basis)
    loss = open_loss(card)
    if loss is None:
        raise CardNotLost(card=card_id)
    held.require_after(loss.lost_on)
    _found(loss, held)
    held.note((EntryKind.CARD_FOUND, card, ""))
    return loss


def _found(loss: CardLoss, held: HeldCards) -> None:
    loss.found_on = held.on
    loss.save(update_fields=["found_on"])


@transaction.atomic
@constraints_explained()
def take_back_permit_card(
    card_id: int, *, on: date, by: Account, basis: Mapping[str, Any]
) -> PermitCard:
    """Take back a card that was replaced, or whose permit has ended (收回).

    Whoever brings a card that was lost has found it: the report of loss ends with it.

    Raises:
        EventInFuture, NoSuchPermitCard, OwnCase, LaterEventStands
        CardNotHandedOver, CardGivenUpAlready, CardStillWorks
    """
    held, card = hold_card(card_id, on=on, by=by, basis=basis)
    _require_held(card)
    if not _is_over(held, card):
        raise CardStillWorks(card=card_id)
    loss = open_loss(card)
    held.require_after(card.latest, loss.lost_on if loss else None)
    notes = [(EntryKind.CARD_TAKEN_BACK, card, card.end_reason or "permit_ended")]
    if loss is not None:
        _found(loss, held)
        notes.insert(0, (EntryKind.CARD_FOUND, card, ""))
    card.taken_back_on = on
    card.save(update_fields=["taken_back_on"])
    held.note(*notes)
    return card


@transaction.atomic
@constraints_explained()
def destroy_permit_card(
    card_id: int, *, on: date, by: Account, basis: Mapping[str, Any]
) -> PermitCard:
    """Destroy a card that lies at the office and will not be used again (销毁).

    Raises:
        EventInFuture, NoSuchPermitCard, OwnCase, LaterEventStands
        CardGivenUpAlready, CardNotTakenBack, CardStillWorks
    """
    held, card = hold_card(card_id, on=on, by=by, basis=basis)
    if card.destroyed_on is not None:
        raise CardGivenUpAlready(card=card_id)
    if not lies_at_office(card):
        raise CardNotTakenBack(card=card_id)
    if card.ended_on is None and not _is_over(held, card):
        raise CardStillWorks(card=card_id)
    held.require_after(card.latest)
    card.destroyed_on = on
    card.save(update_fields=["destroyed_on"])
    held.note((EntryKind.CARD_DESTROYED, card, card.end_reason or "permit_ended"))
    return card


def _require_held(card: PermitCard) -> None:
    """Refuse a card that is not in its holder's hands."""
    if card.handed_over_on is None:
        raise CardNotHandedOver(card=card.pk)
    if card.taken_back_on is not None:
        raise CardGivenUpAlready(card=card.pk)


def _is_over(held: HeldCards, card: PermitCard) -> bool:
    """Whether it was replaced, or its permit has ended: lost or not."""
    if card.ended_on is not None:
        return card.ended_on <= held.on
    return held.standing.status is PermitStatus.ENDED
