"""What is done with a card that was signed for (居民身份证的制作和发放), at the right desk.

The home office sends and takes back; the place where it is fetched receives, reminds and hands
over. The term of sixty days (居民身份证法第十二条) is met when the card waits for its holder.
"""

from collections.abc import Callable
from functools import partial

from django.db import transaction

from applications.errors import MayNotHandleCard
from applications.models import Application, OutboxEvent, Step
from applications.queries.authority import AT_THE_COUNTER, covers, post_of
from hukou.kernel import clock
from registry.actions.identity_cards import (
    Taker,
    hand_over_identity_card,
    receive_identity_card,
    remind_of_identity_card,
    return_identity_card,
    send_identity_card,
    void_identity_card,
)
from registry.errors import NoSuchCard
from registry.models import OFFICERS, Account, CardState, IdentityCard

HOME, PICKUP = "office", "pickup"


@transaction.atomic(durable=True)
def send_card(card_id: int, *, batch: str, by: Account) -> IdentityCard:
    """Send a card to be made (送制). Raises MayNotHandleCard and what the register refuses."""
    return _done(card_id, partial(send_identity_card, batch=batch), by=by, at=(HOME,))


@transaction.atomic(durable=True)
def return_card(card_id: int, *, why: str, by: Account) -> IdentityCard:
    """Take a card back that is wrong or was not made, and sign for it anew (退回重制)."""
    return _done(card_id, partial(return_identity_card, why=why), by=by, at=(HOME, PICKUP))


@transaction.atomic(durable=True)
def receive_card(card_id: int, *, by: Account) -> IdentityCard:
    """Record that the card waits where it is fetched (证件到达)."""
    return _done(card_id, receive_identity_card, by=by, at=(PICKUP,))


@transaction.atomic(durable=True)
def remind_of_card(card_id: int, *, how: str, by: Account) -> IdentityCard:
    """Record that its holder was told to fetch it (催领)."""
    return _done(card_id, partial(remind_of_identity_card, how=how), by=by, at=(PICKUP,))


@transaction.atomic(durable=True)
def hand_over_card(card_id: int, *, to: Taker, by: Account) -> IdentityCard:
    """Hand the card over, once (发放)."""
    return _done(card_id, partial(hand_over_identity_card, to=to), by=by, at=(PICKUP,))


@transaction.atomic(durable=True)
def void_card(card_id: int, *, why: str, by: Account) -> IdentityCard:
    """Void a card that nobody has (作废): a police officer of the home office does."""
    return _done(card_id, partial(void_identity_card, why=why), by=by, at=(HOME,), decides=True)


def _done(
    card_id: int,
    step: Callable[..., IdentityCard],
    *,
    by: Account,
    at: tuple[str, ...],
    decides: bool = False,
) -> IdentityCard:
    """Lock the file, take the step at one of these desks, and keep the term and the feed."""
    found = IdentityCard.objects.filter(pk=card_id).first()
    if found is None:
        raise NoSuchCard(card=card_id)
    application = Application.objects.lock(found.application)
    _require_desk(found, by, at=at, decides=decides)
    card = step(card_id, by=by)
    _keep_term(application, CardState(card.state))
    OutboxEvent.objects.tell(f"identity_card.{card.state}", application, card=card.pk)
    return card


def _require_desk(card: IdentityCard, by: Account, *, at: tuple[str, ...], decides: bool) -> None:
    post = post_of(by, on=clock.today())
    roles = OFFICERS if decides else AT_THE_COUNTER
    offices = [card.office_id if desk == HOME else card.pickup_id for desk in at]
    if (
        post is None
        or post.role not in roles
        or not any(covers(post, office) for office in offices)
    ):
        raise MayNotHandleCard(card=card.pk)


def _keep_term(application: Application, state: CardState) -> None:
    """Meet the term of a card that waits or is void; open it again for one made anew."""
    now = clock.now()
    term = application.deadlines.filter(step=Step.CARD, met_at=None)
    if state in {CardState.WAITING, CardState.HANDED_OVER, CardState.VOIDED}:
        term.meet(at=now)
    elif not term.exists():
        application.deadlines.open(application, Step.CARD, at=application.submitted_at or now)
