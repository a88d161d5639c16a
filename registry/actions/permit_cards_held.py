"""The cards of one permit under its lock (居住证卡), and how what is done to them is noted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hukou.kernel import clock
from hukou.law.permit_tenure import PermitStanding, PermitStatus
from registry.errors import LaterEventStands, NoSuchPermit, PermitHasEnded
from registry.errors.permit_cards import NoSuchPermitCard, PermitSuspendedForCard
from registry.models import Account, CardLoss, EntryKind, PermitCard, Person, ResidencePermit
from registry.queries import scope_of
from registry.queries.holders import standing_of

from .days import EventDay
from .impartial import refuse_own_case
from .recording import Pen


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCards:
    """A locked permit on the day of an act, and every card it ever had, oldest first."""

    permit: ResidencePermit
    standing: PermitStanding
    cards: tuple[PermitCard, ...]
    by: Account
    on: date
    basis: Mapping[str, Any]

    @property
    def working(self) -> PermitCard | None:
        """The card in its holder's hands that no other has replaced."""
        mine = (each for each in self.cards if each.handed_over_on and each.ended_on is None)
        return next(mine, None)

    @property
    def waiting(self) -> PermitCard | None:
        """The card that was asked for and not yet handed over."""
        mine = (
            each for each in self.cards if each.handed_over_on is None and each.ended_on is None
        )
        return next(mine, None)

    def card(self, card_id: int) -> PermitCard:
        return next(each for each in self.cards if each.pk == card_id)

    def require_in_use(self) -> None:
        """Refuse while the permit is suspended, and once it has ended.

        Raises PersonHasDied, PermitHasEnded or PermitSuspendedForCard.
        """
        EventDay(self.on).is_for_the_living([self.permit.person])
        if self.standing.status is PermitStatus.SUSPENDED:
            raise PermitSuspendedForCard(due_on=self.standing.endorse_by.isoformat())
        if self.standing.status is PermitStatus.NOT_YET:
            raise LaterEventStands(person=self.permit.person_id, on=self.on.isoformat())
        if self.standing.status is PermitStatus.ENDED or self.permit.period.upper is not None:
            raise PermitHasEnded(permit=self.permit.pk)

    def require_after(self, *days: date | None) -> None:
        """Refuse a day before one of these, which are on file. Raises LaterEventStands."""
        if any(each is not None and self.on < each for each in days):
            raise LaterEventStands(person=self.permit.person_id, on=self.on.isoformat())

    def note(self, *notes: tuple[EntryKind, PermitCard, str]) -> None:
        """Write an entry for each kind, card and reason, all of one event."""
        pen = Pen(by=self.by, on=self.on, basis=self.basis)
        for kind, card, reason in notes:
            pen.note(
                kind,
                office_id=self.permit.office_id,
                person_id=self.permit.person_id,
                reason=reason,
                details={"permit": self.permit.pk, "card": card.pk, "serial": card.serial},
            )
        pen.write()


def hold_cards(permit_id: int, *, on: date, by: Account, basis: Mapping[str, Any]) -> HeldCards:
    """Lock a permit of this officer's area with its cards.

    Raises EventInFuture, NoSuchPermit or OwnCase.
    """
    EventDay(on).has_come()
    scope = scope_of(by, on=clock.today())
    permit = scope.rows(ResidencePermit.objects.filter(pk=permit_id)).first()
    if permit is None:
        raise NoSuchPermit
    refuse_own_case(by, people=[permit.person_id], on=on)
    Person.objects.lock(permit.person_id)
    permit = ResidencePermit.objects.lock(permit_id)
    cards = permit.cards.prefetch_related("losses").order_by("pk")
    for each in cards:
        each.permit = permit
    return HeldCards(
        permit=permit,
        standing=standing_of(permit, on=on),
        cards=tuple(cards),
        by=by,
        on=on,
        basis=basis,
    )


def hold_card(
    card_id: int, *, on: date, by: Account, basis: Mapping[str, Any]
) -> tuple[HeldCards, PermitCard]:
    """Lock the permit of a card, and return the card among the permit's.

    Raises EventInFuture, NoSuchPermitCard or OwnCase.
    """
    scope = scope_of(by, on=clock.today())
    mine = scope.rows(PermitCard.objects.filter(pk=card_id), "permit__office")
    permit_id = mine.values_list("permit_id", flat=True).first()
    if permit_id is None:
        raise NoSuchPermitCard
    held = hold_cards(permit_id, on=on, by=by, basis=basis)
    return held, held.card(card_id)


def open_loss(card: PermitCard) -> CardLoss | None:
    """Return the report of loss that stands; none is asked for again where they were fetched."""
    return next((each for each in card.losses.all() if each.found_on is None), None)
