"""The panel of cards on a permit's page (居住证卡): each card, and the acts that its days allow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hukou.kernel import clock
from hukou.law.permit_cards import CardStatus
from hukou.law.permit_tenure import PermitStanding, PermitStatus
from registry.models import CardReason, ResidencePermit
from registry.queries.holders import CardView, cards_of, is_held, is_lost
from registry.web.fees import Fee, fee_of

from .permit_card_forms import (
    CardForm,
    HandOverForm,
    LostForm,
    MakeForm,
    PaperForm,
    ReplaceForm,
    WithdrawForm,
)

FORMS: Final[Mapping[str, type[CardForm]]] = {
    "make": MakeForm,
    "hand-over": HandOverForm,
    "lost": LostForm,
    "found": PaperForm,
    "replace": ReplaceForm,
    "withdraw": WithdrawForm,
    "take-back": CardForm,
    "destroy": CardForm,
}
VERBS: Final[Mapping[str, Promise]] = {
    "make": _("制卡"),
    "hand-over": _("发放"),
    "lost": _("挂失"),
    "found": _("解除挂失"),
    "replace": _("换领、补领"),
    "withdraw": _("作废、撤回"),
    "take-back": _("收回旧卡"),
    "destroy": _("销毁"),
}
MAIN: Final = ("make", "hand-over")
FEE: Final = "residence_permit"
OCCASIONS: Final[Mapping[str, str]] = {
    CardReason.DAMAGED: "damaged",
    CardReason.CHANGED: "exchange",
    CardReason.LOST: "lost",
}
GOING_OUT: Final = (CardStatus.WAITING, CardStatus.MADE)
WORKING: Final = (CardStatus.GOOD, CardStatus.LOST, CardStatus.SUSPENDED)
OVER: Final = (CardStatus.REPLACED, CardStatus.PERMIT_ENDED)


@dataclass(frozen=True, slots=True)
class CardAct:
    """What may be done with one card, or with the permit's cards, and the form of it."""

    name: str
    form: CardForm
    card: CardView | None

    @property
    def verb(self) -> Promise:
        return VERBS[self.name]

    @property
    def is_main(self) -> bool:
        """Whether it is the next step for somebody who waits for a card."""
        return self.name in MAIN


@dataclass(frozen=True, slots=True)
class CardPanel:
    """The cards of a permit, the latest first, what may be done, and what another card costs."""

    cards: Sequence[CardView]
    acts: Sequence[CardAct]
    fee: Fee


def card_panel(
    permit: ResidencePermit, standing: PermitStanding, *, failed: tuple[str, CardForm] | None = None
) -> CardPanel:
    """Return the panel as of today; `failed` is the act that was refused, with its form."""
    cards = cards_of(permit, on=standing.on)
    acts = []
    for name, card in _allowed(cards, standing):
        known = failed is not None and failed[0] == name
        form = failed[1] if failed and known else _form(name, card, cards)
        acts.append(CardAct(name, form, card))
    if failed and failed[0] not in {each.name for each in acts}:
        acts.insert(0, CardAct(failed[0], failed[1], None))
    return CardPanel(cards, acts, fee_of(FEE, _occasion(cards), division=permit.division_code))


def _allowed(
    cards: Sequence[CardView], standing: PermitStanding
) -> list[tuple[str, CardView | None]]:
    """Return the acts that the days of the cards allow: what else is asked for is refused."""
    in_use = standing.status is PermitStatus.VALID
    found = _about_waiting(cards, in_use=in_use)
    working = _first(cards, *WORKING)
    if working is not None:
        found.append(("found" if is_lost(working.card) else "lost", working))
        if in_use and _first(cards, *GOING_OUT) is None:
            found.append(("replace", working))
    for each in cards:
        if each.standing.status in OVER and is_held(each.card):
            found.append(("take-back", each))
        if each.is_to_destroy:
            found.append(("destroy", each))
    return found


def _about_waiting(cards: Sequence[CardView], *, in_use: bool) -> list[tuple[str, CardView | None]]:
    """Return what may be done for somebody who waits for a card."""
    waiting = _first(cards, *GOING_OUT)
    if waiting is None:
        return [("make", None)] if in_use and _first(cards, *WORKING) is None else []
    is_made = waiting.standing.status is CardStatus.MADE
    off: tuple[str, CardView | None] = ("withdraw", waiting)
    return [("hand-over" if is_made else "make", waiting), off] if in_use else [off]


def _first(cards: Sequence[CardView], *statuses: CardStatus) -> CardView | None:
    return next((each for each in cards if each.standing.status in statuses), None)


def _form(name: str, card: CardView | None, cards: Sequence[CardView]) -> CardForm:
    initial: dict[str, Any] = {"on": clock.today()}
    if card is not None and name == "make":
        initial["hukou_address"] = card.card.hukou_address
    if card is not None and name == "replace":
        lost = is_lost(card.card)
        initial["reason"] = CardReason.LOST if lost else CardReason.DAMAGED
    form = FORMS[name](initial=initial, act=name)
    old = _first(cards, *WORKING)
    if name == "hand-over" and (old is None or is_lost(old.card)):
        del form.fields["old_is_back"]
    return form


def _occasion(cards: Sequence[CardView]) -> str:
    """Return for what the next card is made, as rules of fees call it."""
    waiting = _first(cards, *GOING_OUT)
    if waiting is not None:
        return OCCASIONS.get(waiting.card.reason, "first")
    working = _first(cards, *WORKING)
    if working is None:
        return "first"
    return OCCASIONS[CardReason.LOST if is_lost(working.card) else CardReason.DAMAGED]
