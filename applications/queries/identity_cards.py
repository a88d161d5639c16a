"""Identity cards as a desk sees them (身份证发放): what is to be sent, made, fetched, reported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from applications.models import Deadline, Step
from hukou.kernel import clock
from registry.models import (
    CARD_STEPS,
    CardNotice,
    CardNoticeKind,
    CardState,
    CardStepKind,
    IdentityCard,
    Particulars,
)
from registry.queries import Scope

LISTS: Final = ("waiting", "coming", "to_send", "making", "handed_over")
"""待领取, 待到达, 待送制, 制作中, 已领取."""
MOST: Final = 200
AT_HOME: Final = frozenset({CardStepKind.SEND, CardStepKind.RETURN, CardStepKind.VOID})
AT_PICKUP: Final = frozenset(
    {CardStepKind.ARRIVE, CardStepKind.REMIND, CardStepKind.HAND_OVER, CardStepKind.RETURN}
)


@dataclass(frozen=True, slots=True)
class CardRow:
    """One card on a desk: since when it is so, how often its holder was told, by when it is due."""

    card: IdentityCard
    name: str = field(repr=False)
    days: int
    reminded: int
    due_at: datetime | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One report of a card, and whether it is drawn in because a new card was handed over."""

    notice: CardNotice
    name: str = field(repr=False)
    drawn_in: bool


def card_counts(scope: Scope) -> dict[str, int]:
    """Return how many cards each list of a desk holds (one statement)."""
    filters = {name: Count("id", filter=_list(name, scope)) for name in LISTS}
    return _ours(scope).aggregate(**filters)


def card_rows(name: str, scope: Scope, *, now: datetime) -> list[CardRow]:
    """Return the cards of a list, whoever waits longest first; at most 200."""
    newest_first = name == "handed_over"
    order = F("state_at").desc() if newest_first else F("state_at").asc()
    cards = _ours(scope).filter(_list(name, scope)).select_related("office", "pickup")
    found = list(
        cards.annotate(reminded=Count("steps", filter=Q(steps__kind=CardStepKind.REMIND))).order_by(
            order, "id"
        )[:MOST]
    )
    due = _due([card.application for card in found])
    return [
        CardRow(
            card=card,
            name=card.content["name"],
            days=(now - card.state_at).days,
            reminded=card.reminded,
            due_at=due.get(card.application),
            is_late=card.application in due and due[card.application] <= now,
        )
        for card in found
    ]


def card_of(card_id: int, scope: Scope) -> IdentityCard | None:
    """Return a card that this scope's offices sign or hand over."""
    cards = _ours(scope).filter(pk=card_id)
    return cards.select_related("office", "pickup").prefetch_related("steps__by").first()


def card_for(application_id: UUID) -> IdentityCard | None:
    """Return the card an application led to: who sees the file sees how far it is."""
    cards = IdentityCard.objects.filter(application=application_id)
    return cards.select_related("pickup").first()


def steps_here(card: IdentityCard, scope: Scope) -> list[CardStepKind]:
    """Return what may be done with a card now by an office of this scope."""
    here: set[CardStepKind] = set()
    if scope.keeps(card.office_id):
        here |= AT_HOME if scope.is_officer else AT_HOME - {CardStepKind.VOID}
    if scope.keeps(card.pickup_id):
        here |= AT_PICKUP
    return [step for step in CARD_STEPS[CardState(card.state)] if step in here]


def card_notices(scope: Scope, *, closed: bool, on: date) -> list[NoticeRow]:
    """Return the reports taken by offices of this scope, the newest first; at most 200."""
    rows = scope.rows(CardNotice.objects.exclude(closed_on=None) if closed else _open())
    found = list(rows.select_related("office", "by", "closed_by").order_by("-id")[:MOST])
    people = {each.person_id for each in found}
    known = Particulars.objects.filter(person__in=people, period__contains=on)
    names = dict(known.values_list("person_id", "name"))
    handed = IdentityCard.objects.filter(person__in=people, state=CardState.HANDED_OVER)
    since = dict(handed.order_by("state_at").values_list("person_id", "state_at"))
    return [
        NoticeRow(
            notice=each,
            name=names.get(each.person_id, ""),
            drawn_in=each.kind == CardNoticeKind.FOUND
            and each.person_id in since
            and since[each.person_id].astimezone(clock.ZONE).date() >= each.happened_on,
        )
        for each in found
    ]


def card_notice(notice_id: int, scope: Scope) -> CardNotice | None:
    """Return a report that an office of this scope took."""
    return scope.rows(CardNotice.objects.filter(pk=notice_id)).first()


def reported_lost(person_id: int) -> bool:
    """Whether somebody's card is reported lost, at whichever counter."""
    lost = _open().filter(person=person_id, kind=CardNoticeKind.LOST)
    return lost.exists()


def _open() -> QuerySet[CardNotice]:
    return CardNotice.objects.filter(closed_on=None)


def _ours(scope: Scope) -> QuerySet[IdentityCard]:
    return IdentityCard.objects.filter(scope.within("office") | scope.within("pickup"))


def _list(name: str, scope: Scope) -> Q:
    home, pickup = scope.within("office"), scope.within("pickup")
    conditions: Mapping[str, Q] = {
        "waiting": pickup & Q(state=CardState.WAITING),
        "coming": pickup & Q(state=CardState.MAKING),
        "to_send": home & Q(state=CardState.SIGNED),
        "making": home & Q(state=CardState.MAKING),
        "handed_over": (home | pickup) & Q(state=CardState.HANDED_OVER),
    }
    return conditions[name]


def _due(applications: Sequence[UUID]) -> dict[UUID, datetime]:
    rows = Deadline.objects.filter(application__in=applications, step=Step.CARD, met_at=None)
    return dict(rows.values_list("application", "due_at"))
