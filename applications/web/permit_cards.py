"""What is done with the cards of a permit (居住证卡): acts, the print, and the desk of cards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from hukou.law.permit_cards import FACE, REPLACING
from hukou.law.permit_tenure import REGULATION
from hukou.web.forms import read_key
from registry.actions import (
    destroy_permit_card,
    hand_over_permit_card,
    make_permit_card,
    note_disclosure,
    replace_permit_card,
    report_card_found,
    report_card_lost,
    take_back_permit_card,
    withdraw_permit_card,
)
from registry.documents import pdf
from registry.models import Account, CardReason
from registry.queries.holders import card_desk, card_of
from registry.web import OFFICERS, DeskRequest, desk_page, posted
from registry.web.noting import note_reading

from .permit_card_panel import FORMS
from .residence_permits import permit_page, permit_shown

PRINTED: Final = ("name", "number", "address", "actual_residence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An act as it was asked for: on which permit and card, with what, by whom."""

    permit_id: int
    card_id: int
    told: Mapping[str, Any]
    by: Account
    clause: str

    @property
    def on(self) -> date:
        day: date = self.told.get("on") or clock.today()
        return day

    @property
    def how(self) -> dict[str, Any]:
        """Return what every action takes: the day, who does it, and by what."""
        paper = {"paper": self.told["document"]} if "document" in self.told else {}
        basis = {"document": REGULATION, "clause": self.clause, **paper}
        return {"on": self.on, "by": self.by, "basis": basis}


def _make(asked: Asked) -> object:
    address = asked.told["hukou_address"]
    return make_permit_card(asked.permit_id, hukou_address=address, **asked.how)


def _hand_over(asked: Asked) -> object:
    is_back = asked.told["old_is_back"]
    return hand_over_permit_card(asked.card_id, old_is_back=is_back, **asked.how)


def _replace(asked: Asked) -> object:
    reason = asked.told["reason"]
    if reason == CardReason.CHANGED:
        asked = replace(asked, clause=FACE.clause)
    return replace_permit_card(
        asked.permit_id,
        reason=reason,
        hukou_address=asked.told["hukou_address"],
        **asked.how,
    )


def _withdraw(asked: Asked) -> object:
    return withdraw_permit_card(asked.card_id, reason=asked.told["reason"], **asked.how)


MAKING: Final = "第八条"
UNSAID: Final = ""
"""No article says when a card that lies at the office is destroyed."""
ACTS: Final[Mapping[str, tuple[Callable[[Asked], object], str, Promise]]] = {
    "make": (_make, MAKING, _("卡已制作，待发放。")),
    "hand-over": (_hand_over, MAKING, _("卡已发放。")),
    "lost": (
        lambda asked: report_card_lost(asked.card_id, **asked.how),
        REPLACING.clause,
        _("已挂失。"),
    ),
    "found": (
        lambda asked: report_card_found(asked.card_id, **asked.how),
        REPLACING.clause,
        _("挂失已解除。"),
    ),
    "replace": (_replace, REPLACING.clause, _("换补已登记，待制卡。")),
    "withdraw": (_withdraw, MAKING, _("卡已作废。")),
    "take-back": (
        lambda asked: take_back_permit_card(asked.card_id, **asked.how),
        REPLACING.clause,
        _("旧卡已收回。"),
    ),
    "destroy": (
        lambda asked: destroy_permit_card(asked.card_id, **asked.how),
        UNSAID,
        _("卡已销毁。"),
    ),
}
"""What is done, by which article, and what is said then."""


@posted("residence-permit", "permit_id")
@desk_page(OFFICERS)
def residence_permit_card(request: DeskRequest, permit_id: int, act: str) -> HttpResponse:
    """Do one thing with a card of a permit; what is refused stands on the permit's page."""
    permit = permit_shown(request, permit_id)
    if act not in ACTS:
        raise NotFound
    card_id = read_key(request.POST.get("card", "")) or 0
    if card_id and not permit.cards.filter(pk=card_id).exists():
        raise NotFound
    act_on, clause, done = ACTS[act]
    form = FORMS[act](request.POST, act=act)
    if form.is_valid():
        asked = Asked(
            permit_id=permit.pk,
            card_id=card_id,
            told=form.cleaned_data,
            by=request.user,
            clause=clause,
        )
        if form.attempt(partial(act_on, asked)) is not None:
            messages.success(request, str(done))
            return redirect("residence-permit", permit_id)
    return permit_page(request, permit, card=(act, form))


@never_cache
@posted("residence-permit", "permit_id")
@desk_page(OFFICERS)
def residence_permit_card_print(request: DeskRequest, permit_id: int, card_id: int) -> HttpResponse:
    """Give out the face of a card as PDF; that it was shown whole is noted first."""
    card = card_of(card_id, scope=request.scope)
    if card is None or card.permit_id != permit_id or not card.face:
        raise NotFound
    paper = pdf(card)
    note_disclosure(
        scope=request.scope,
        kind="permit_card",
        people=[card.permit.person_id],
        fields=PRINTED,
        purpose="打印居住证卡面",
    )
    name = f'inline; filename="{card.serial}.pdf"'
    return HttpResponse(
        paper, content_type="application/pdf", headers={"Content-Disposition": name}
    )


@never_cache
@require_safe
@desk_page(OFFICERS)
def permit_cards(request: DeskRequest) -> HttpResponse:
    """List the cards of this area that wait: to be made, handed over, taken back, destroyed."""
    desk = card_desk(request.scope, on=clock.today())
    if desk.people:
        note_reading(
            request, "permit_cards", people=desk.people, fields=["name", "residence_permit"]
        )
    groups = (
        (_("待制卡"), desk.to_make),
        (_("待领取"), desk.to_hand_over),
        (_("待收回"), desk.to_take_back),
        (_("待销毁"), desk.to_destroy),
    )
    context = {"cards": desk, "groups": [each for each in groups if each[1]]}
    return render(request, "applications/permit_cards.html", context)
