"""The desk of identity cards (身份证发放): lists, one card with its log, and its steps."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from applications.actions import send_card
from applications.queries.identity_cards import (
    LISTS,
    CardRow,
    card_counts,
    card_of,
    card_rows,
    reported_lost,
    steps_here,
)
from hukou.kernel import clock
from hukou.kernel.errors import DomainError, NotFound
from hukou.web.errors import refusal
from registry.models import CardStepKind, IdentityCard
from registry.web import COUNTER, DeskRequest, desk_page, note_reading, posted

from .identity_card_forms import STEP_FORMS, BatchForm, StepForm

TABS: Final = {
    "waiting": _("待领取"),
    "coming": _("待到达"),
    "to_send": _("待送制"),
    "making": _("制作中"),
    "handed_over": _("已领取"),
}
SHOWN: Final = ("name", "identity_card")


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(COUNTER)
def cards(request: DeskRequest) -> HttpResponse:
    """Show one list of cards; those to be sent are sent together, under one number."""
    name = request.GET.get("list", "")
    name = name if name in LISTS else "waiting"
    rows = card_rows(name, request.scope, now=clock.now())
    form = BatchForm(request.POST or None, offered=[row.card.pk for row in rows])
    if request.method == "POST" and form.is_valid():
        _send(request, form)
        return redirect("cards")
    _note(request, rows)
    totals = card_counts(request.scope)
    context = {
        "name": name,
        "tabs": [(key, label, totals[key]) for key, label in TABS.items()],
        "rows": rows,
        "more": totals[name] > len(rows),
        "form": form,
    }
    return render(request, "applications/identity_cards.html", context, status=form.status)


def _send(request: DeskRequest, form: BatchForm) -> None:
    """Send each card by itself, so that one that cannot go holds back no other."""
    sent = 0
    for card_id in form.cleaned_data["cards"]:
        try:
            send_card(int(card_id), batch=form.cleaned_data["batch"], by=request.user)
        except DomainError as problem:
            messages.error(request, refusal(problem).words)
        else:
            sent += 1
    if sent:
        words = ngettext("已送制 %(n)s 件。", "已送制 %(n)s 件。", sent) % {"n": sent}
        messages.success(request, words)


def _note(request: DeskRequest, rows: list[CardRow]) -> None:
    if rows:
        people = {row.card.person_id for row in rows}
        note_reading(request, "identity_cards", people=people, fields=SHOWN)


@never_cache
@require_safe
@desk_page(COUNTER)
def card(request: DeskRequest, card_id: int) -> HttpResponse:
    """Show one card: what is printed on it, how far it is, what may be done here now."""
    return _page(request, _card(request, card_id))


@posted("card", "card_id")
@desk_page(COUNTER)
def card_step(request: DeskRequest, card_id: int, step: str) -> HttpResponse:
    """Take a step; what is refused comes back beside what was typed, on the card as it is now."""
    found = _card(request, card_id)
    if step not in CardStepKind or CardStepKind(step) not in STEP_FORMS:
        raise NotFound
    form = STEP_FORMS[CardStepKind(step)](request.POST, card=found)
    if form.is_valid() and form.attempt(lambda: form.run(request.user)) is not None:
        messages.success(request, form.done)
        return redirect("card", card_id)
    return _page(request, _card(request, card_id), bound=(CardStepKind(step), form))


def _card(request: DeskRequest, card_id: int) -> IdentityCard:
    found = card_of(card_id, request.scope)
    if found is None:
        raise NotFound
    return found


def _page(
    request: DeskRequest,
    found: IdentityCard,
    *,
    bound: tuple[CardStepKind, StepForm] | None = None,
) -> HttpResponse:
    note_reading(
        request,
        "identity_card",
        people=[found.person_id],
        fields=SHOWN,
        application=found.application,
    )
    may = steps_here(found, request.scope)
    offered = {step: make(card=found) for step, make in STEP_FORMS.items() if step in may}
    if bound is not None:
        offered[bound[0]] = bound[1]
    context: dict[str, Any] = {
        "card": found,
        "steps": found.steps.all(),
        "forms": list(offered.items()),
        "lost": reported_lost(found.person_id),
        "title": gettext("居民身份证"),
    }
    return render(
        request,
        "applications/identity_card.html",
        context,
        status=bound[1].status if bound else 200,
    )
