"""Cards of permits (居住证卡): how each stands on a day, and what the desk has to do with them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from hukou.kernel import card_serial, names
from hukou.law.permit_cards import CardDays, CardStanding, CardStatus, card_standing
from hukou.law.permit_tenure import PermitStanding, PermitStatus
from registry.models import CardEnd, CardLoss, PermitCard, ResidencePermit
from registry.queries.scope import Scope

from .desk import names_on
from .standing import ended_on, standing_of

MOST: Final = 200
ALL_OF_IT: Final = ("permit__person", "permit__office")


@dataclass(frozen=True, slots=True)
class CardView:
    """A card, and how it stands on a day."""

    card: PermitCard = field(repr=False)
    standing: CardStanding

    @property
    def is_to_take_back(self) -> bool:
        """Whether it is in its holder's hands, good for nothing, and not lost."""
        over = self.standing.status in (CardStatus.REPLACED, CardStatus.PERMIT_ENDED)
        return over and is_held(self.card) and not is_lost(self.card)

    @property
    def is_to_destroy(self) -> bool:
        """Whether it lies at the office and will not be used again."""
        return lies_at_office(self.card) and self.standing.status not in GOING_OUT


GOING_OUT: Final = (CardStatus.WAITING, CardStatus.MADE)


def is_held(card: PermitCard) -> bool:
    """Whether it was handed over and is not back."""
    return card.handed_over_on is not None and card.taken_back_on is None


def is_lost(card: PermitCard) -> bool:
    """Whether a report of loss stands; none where the reports were fetched."""
    return any(each.found_on is None for each in card.losses.all())


def lies_at_office(card: PermitCard) -> bool:
    """Whether it was made and is at the office, not destroyed."""
    out = card.handed_over_on is not None and card.taken_back_on is None
    return card.made_on is not None and card.destroyed_on is None and not out


def days_of(card: PermitCard) -> CardDays:
    """Return the days of a card; one statement, none where its losses were fetched."""
    return CardDays(
        ordered_on=card.ordered_on,
        made_on=card.made_on,
        handed_over_on=card.handed_over_on,
        ended_on=card.ended_on,
        replaced=card.end_reason == CardEnd.REPLACED,
        lost=[(each.lost_on, each.found_on) for each in card.losses.all()],
    )


def card_standing_of(card: PermitCard, permit: PermitStanding) -> CardStanding:
    """Return how a card stands on the day on which its permit stands so."""
    return card_standing(days_of(card), permit, permit_ended_on=ended_on(card.permit))


def cards_of(permit: ResidencePermit, *, on: date) -> list[CardView]:
    """Return the cards of a permit, the latest first, and how each stands; four statements."""
    standing = standing_of(permit, on=on)
    cards = permit.cards.select_related(*ALL_OF_IT).prefetch_related("losses__account")
    return [CardView(each, card_standing_of(each, standing)) for each in cards.order_by("-pk")]


def card_of(card_id: int, *, scope: Scope) -> PermitCard | None:
    """Return a card of a permit of the scope's offices; two statements."""
    rows = scope.rows(PermitCard.objects.filter(pk=card_id), "permit__office")
    return rows.select_related(*ALL_OF_IT).prefetch_related("losses").first()


def card_by_serial(serial: str, *, name: str, on: date) -> CardView | None:
    """Return the card of a serial that states this name, however it stands on a day.

    A serial is one of a row of numbers: the name on the card must agree with it, however it is
    typed. Four statements.

    Raises BadCardSerial.
    """
    county, number = card_serial.parse(serial)
    found = PermitCard.objects.filter(number=number, permit__division_code=county)
    card = found.select_related(*ALL_OF_IT).prefetch_related("losses").first()
    if card is None or card.content["holder"] != names.as_stored(name):
        return None
    return CardView(card, card_standing_of(card, standing_of(card.permit, on=on)))


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A permit whose card is to be made, handed over, taken back or destroyed."""

    permit: ResidencePermit
    card: PermitCard | None
    since: date
    name: str = field(repr=False)
    is_suspended: bool = False


@dataclass(frozen=True, slots=True)
class CardDesk:
    """What an office has to do with cards, the oldest first; each list shows 200 at most."""

    to_make: Sequence[WaitingRow] = ()
    to_hand_over: Sequence[WaitingRow] = ()
    to_take_back: Sequence[WaitingRow] = ()
    to_destroy: Sequence[WaitingRow] = ()

    @property
    def people(self) -> set[int]:
        """Whose cards they are."""
        rows = (*self.to_make, *self.to_hand_over, *self.to_take_back, *self.to_destroy)
        return {each.permit.person_id for each in rows}


def card_desk(scope: Scope, *, on: date) -> CardDesk:
    """Return what the scope's offices have to do with cards on a day; a dozen statements."""
    cards = scope.rows(PermitCard.objects.all(), "permit__office")
    waiting = scope.rows(PermitCard.objects.waiting(), "permit__office")
    held = cards.filter(handed_over_on__isnull=False, taken_back_on=None)
    back = held.exclude(ended_on=None, permit__period__contains=on, permit__person__died_on=None)
    lying = cards.filter(made_on__isnull=False, destroyed_on=None)
    given_up = lying.filter(taken_back_on__isnull=False) | lying.filter(
        handed_over_on=None, ended_on__isnull=False
    )
    made = _rows(waiting.filter(made_on__isnull=False), on)
    return CardDesk(
        to_make=_first_cards(scope, on) + _rows(waiting.filter(made_on=None), on),
        to_hand_over=made,
        to_take_back=_rows(back.exclude(_lost()), on, ended=True),
        to_destroy=_rows(given_up, on, ended=True),
    )


def _lost() -> Exists:
    return Exists(CardLoss.objects.filter(card=OuterRef("pk"), found_on=None))


def _first_cards(scope: Scope, on: date) -> list[WaitingRow]:
    """Return the permits that stand and have no card, nor one that waits."""
    mine = scope.rows(ResidencePermit.objects.on(on).filter(person__died_on=None))
    none = ~Exists(PermitCard.objects.filter(permit=OuterRef("pk"), ended_on=None))
    found = mine.filter(none).order_by("period", "pk")
    known = found.select_related("person", "office").prefetch_related("endorsements")
    permits = list(known[:MOST])
    return _told([(each, None, each.period.lower) for each in permits], on)


def _rows(cards: QuerySet[PermitCard], on: date, *, ended: bool = False) -> list[WaitingRow]:
    """Return cards with their holders; those of ended permits only where they are wanted."""
    found = cards.select_related(*ALL_OF_IT).prefetch_related("permit__endorsements")
    if not ended:
        found = found.filter(permit__period__contains=on, permit__person__died_on=None)
    rows = [(each.permit, each, _since(each)) for each in found.order_by("ordered_on", "pk")[:MOST]]
    return _told(rows, on)


def _since(card: PermitCard) -> date:
    if card.ended_on is None and card.handed_over_on is not None:
        return card.taken_back_on or ended_on(card.permit) or card.handed_over_on
    return card.latest


def _told(
    rows: Sequence[tuple[ResidencePermit, PermitCard | None, date]], on: date
) -> list[WaitingRow]:
    names = names_on([permit.person_id for permit, _card, _since in rows], on)
    return [
        WaitingRow(
            permit=permit,
            card=card,
            since=since,
            name=names.get(permit.person_id, ""),
            is_suspended=standing_of(permit, on=on).status is PermitStatus.SUSPENDED,
        )
        for permit, card, since in rows
    ]
