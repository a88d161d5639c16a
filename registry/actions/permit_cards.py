"""Cards of residence permits (居住证卡): made, handed over, exchanged and replaced, withdrawn."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db import connection, transaction

from hukou.kernel import canonical, clock
from hukou.kernel.errors import InvalidInput
from registry.documents import (
    PERMIT_CARD,
    Written,
    check_printable,
    face_with_issue,
    face_written,
    home_stated,
    stated,
    template_for,
)
from registry.errors import constraints_explained
from registry.errors.permit_cards import (
    CardHandedOverAlready,
    CardHasEnded,
    CardIsLost,
    CardMadeAlready,
    CardNotHandedOver,
    CardNotLost,
    CardNotMade,
    CardStillRight,
    CardWaitsAlready,
    CardWorksAlready,
    HomeNotOnFile,
    OldCardNotReturned,
)
from registry.models import Account, CardEnd, CardReason, EntryKind, PermitCard
from registry.models.permit_cards import NUMBERS
from registry.queries import Ground, person_on, scope_of
from registry.queries.holders import home_of

from .disclosures import note_disclosure
from .permit_cards_held import HeldCards, hold_card, hold_cards, open_loss

MAKING: Final = "制作居住证卡"
SHOWN: Final = ("name", "number", "address", "actual_residence")


@transaction.atomic
@constraints_explained()
def make_permit_card(
    permit_id: int,
    *,
    on: date,
    by: Account,
    basis: Mapping[str, Any],
    hukou_address: str = "",
) -> PermitCard:
    """Make the card that waits, or the permit's first (制卡): numbered, its face frozen.

    `hukou_address` is where the holder is registered, as their identity card says; the register's
    own knowledge goes before it.

    Raises:
        EventInFuture, NoSuchPermit, OwnCase, PermitHasEnded, PersonHasDied, LaterEventStands
        PermitSuspendedForCard: with `cite`.
        CardMadeAlready, CardWorksAlready
        HomeNotOnFile, InvalidInput: an address that the card states is not known.
        CharactersNotPrintable, NoTemplate
    """
    held = hold_cards(permit_id, on=on, by=by, basis=basis)
    held.require_in_use()
    card = held.waiting
    if card is None:
        if held.working is not None:
            raise CardWorksAlready(card=held.working.pk)
        card = PermitCard(permit=held.permit, reason=CardReason.FIRST, ordered_on=on, account=by)
    elif card.made_on is not None:
        raise CardMadeAlready(card=card.pk)
    held.require_after(card.ordered_on)
    card.hukou_address = hukou_address.strip() or card.hukou_address
    said = _face(held, told=card.hukou_address)
    _personalise(card, said, on=on)
    card.save()  # it may be new, and all of it is written
    note_disclosure(
        scope=scope_of(by, on=clock.today()),
        kind="permit_card",
        people=[held.permit.person_id],
        fields=SHOWN,
        purpose=MAKING,
    )
    held.note((EntryKind.CARD_MADE, card, card.reason))
    return card


def _face(held: HeldCards, *, told: str) -> Written:
    """Write out what a card of this day states. Raises HomeNotOnFile or InvalidInput."""
    scope = scope_of(held.by, on=clock.today()).beyond(Ground.CARD).revealing(purpose=MAKING)
    holder = person_on(held.permit.person_id, on=held.on, scope=scope)
    home = home_of(held.permit.person_id, on=held.on)
    if holder is None or home is None or home.address is None:
        raise HomeNotOnFile(person=held.permit.person_id)
    registered_at = holder.address or told
    if not registered_at:
        raise InvalidInput("请按居民身份证填写常住户口所在地住址。", field="hukou_address")
    return face_written(
        held.permit,
        holder,
        registered_at=registered_at,
        lives_at=home.address.full_text,
        made_on=held.on,
    )


def _personalise(card: PermitCard, said: Written, *, on: date) -> None:
    template = template_for(PERMIT_CARD, division=card.permit.office.code, on=on)
    check_printable(said.as_json())
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [NUMBERS])
        [card.number] = cursor.fetchone()
    card.made_on, card.template, card.template_digest = on, template.id, template.digest
    card.face = face_with_issue(said, template, serial=card.serial)
    card.digest = canonical.digest(card.face)


@transaction.atomic
@constraints_explained()
def hand_over_permit_card(
    card_id: int, *, on: date, by: Account, basis: Mapping[str, Any], old_is_back: bool = False
) -> PermitCard:
    """Hand a card over to its holder (发放); the one it replaces ends that day.

    `old_is_back`: the old card was handed in, as article 11 demands of whoever exchanges one.

    Raises:
        EventInFuture, NoSuchPermitCard, OwnCase, PermitHasEnded, PersonHasDied, LaterEventStands
        PermitSuspendedForCard, OldCardNotReturned: with `cite`.
        CardNotMade, CardHandedOverAlready, CardHasEnded
    """
    held, card = hold_card(card_id, on=on, by=by, basis=basis)
    _require_not_out(card)
    if card.made_on is None:
        raise CardNotMade(card=card_id)
    held.require_in_use()
    held.require_after(card.made_on)
    notes = _end_old(held, old_is_back=old_is_back)
    card.handed_over_on = on
    card.save(update_fields=["handed_over_on"])
    held.note((EntryKind.CARD_HANDED_OVER, card, card.reason), *notes)
    return card


def _end_old(held: HeldCards, *, old_is_back: bool) -> list[tuple[EntryKind, PermitCard, str]]:
    """End the card that works, now that another does; return what is to be noted of it."""
    old = held.working
    if old is None:
        return []
    loss = open_loss(old)
    if loss is None and not old_is_back:
        raise OldCardNotReturned(card=old.pk)
    held.require_after(old.latest, loss.lost_on if loss else None)
    old.ended_on, old.end_reason = held.on, CardEnd.REPLACED
    old.taken_back_on = None if loss else held.on
    old.save(update_fields=["ended_on", "end_reason", "taken_back_on"])
    return [] if loss else [(EntryKind.CARD_TAKEN_BACK, old, CardEnd.REPLACED)]


@transaction.atomic
@constraints_explained()
def replace_permit_card(
    permit_id: int,
    *,
    reason: str,
    on: date,
    by: Account,
    basis: Mapping[str, Any],
    hukou_address: str = "",
) -> PermitCard:
    """Ask for a card in place of the one that works (换领、补领), which works on until then.

    Raises:
        InvalidInput: no such reason.
        EventInFuture, NoSuchPermit, OwnCase, PermitHasEnded, PersonHasDied, LaterEventStands
        PermitSuspendedForCard, CardNotLost: with `cite`.
        CardNotHandedOver, CardWaitsAlready, CardIsLost
        CardStillRight: nothing the card states has changed.
    """
    if reason not in (CardReason.DAMAGED, CardReason.CHANGED, CardReason.LOST):
        raise InvalidInput("请选择换领或补领事由：损坏、登载内容变更或丢失。", field="reason")
    held = hold_cards(permit_id, on=on, by=by, basis=basis)
    held.require_in_use()
    if held.waiting is not None:
        raise CardWaitsAlready(card=held.waiting.pk)
    working = held.working
    if working is None:
        raise CardNotHandedOver(permit=permit_id)
    loss = open_loss(working)
    held.require_after(working.latest, loss.lost_on if loss else None)
    told = hukou_address.strip()
    _require_ground(held, working, reason, is_lost=loss is not None, told=told)
    card = PermitCard.objects.create(
        permit=held.permit,
        reason=CardReason(reason),
        hukou_address=told or home_stated(working),
        ordered_on=on,
        account=by,
    )
    held.note((EntryKind.CARD_ORDERED, card, reason))
    return card


def _require_ground(
    held: HeldCards, working: PermitCard, reason: str, *, is_lost: bool, told: str
) -> None:
    """Refuse a reason that what is on file speaks against."""
    if reason == CardReason.LOST and not is_lost:
        raise CardNotLost(card=working.pk)
    if reason != CardReason.LOST and is_lost:
        raise CardIsLost(card=working.pk)
    if reason == CardReason.CHANGED:
        said = _face(held, told=told or home_stated(working))
        if stated(said.as_json()) == stated(working.content):
            raise CardStillRight(card=working.pk)


@transaction.atomic
@constraints_explained()
def withdraw_permit_card(
    card_id: int, *, reason: str, on: date, by: Account, basis: Mapping[str, Any]
) -> PermitCard:
    """End a card that was never handed over: spoilt in the making, or no longer wanted (作废).

    In place of a spoilt one another waits to be made at once, on the same ground.

    Raises:
        InvalidInput: no such reason.
        EventInFuture, NoSuchPermitCard, OwnCase, LaterEventStands
        CardNotMade: only what was made can be spoilt.
        CardHandedOverAlready, CardHasEnded
    """
    if reason not in (CardEnd.SPOILT, CardEnd.CALLED_OFF):
        raise InvalidInput("请选择作废原因：制作废卡或撤回申请。", field="reason")
    held, card = hold_card(card_id, on=on, by=by, basis=basis)
    _require_not_out(card)
    if reason == CardEnd.SPOILT and card.made_on is None:
        raise CardNotMade(card=card_id)
    held.require_after(card.latest)
    card.ended_on, card.end_reason = on, CardEnd(reason)
    card.save(update_fields=["ended_on", "end_reason"])
    notes = [(EntryKind.CARD_WITHDRAWN, card, reason)]
    if reason == CardEnd.SPOILT and card.reason != CardReason.FIRST:
        again = PermitCard.objects.create(
            permit=held.permit,
            reason=card.reason,
            hukou_address=card.hukou_address,
            ordered_on=on,
            account=by,
        )
        notes.append((EntryKind.CARD_ORDERED, again, card.reason))
    held.note(*notes)
    return card


def _require_not_out(card: PermitCard) -> None:
    """Refuse a card that was handed over, or has ended."""
    if card.ended_on is not None:
        raise CardHasEnded(card=card.pk)
    if card.handed_over_on is not None:
        raise CardHandedOverAlready(card=card.pk)
