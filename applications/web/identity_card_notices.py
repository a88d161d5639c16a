"""Cards reported lost, found and handed in, given back (挂失、招领), at any counter."""

from functools import partial
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from applications.actions import close_report, report
from applications.queries.identity_cards import card_notice, card_notices
from hukou.kernel import clock, identity_number
from hukou.kernel.errors import InvalidInput, NotFound
from registry.actions import note_disclosure
from registry.models import CardNotice, CardNoticeKind
from registry.queries import person_by_card
from registry.web import COUNTER, DeskRequest, desk_page, note_reading

from .identity_card_forms import CloseForm, NoticeForm

SHOWN: Final = ("name", "identity_card")


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(COUNTER)
def notices(request: DeskRequest) -> HttpResponse:
    """List what was reported here, and write another report down by the card's number and name."""
    today = clock.today()
    form = NoticeForm(request.POST or None, initial={"happened_on": today})
    if request.method == "POST" and form.is_valid():
        made = form.attempt(partial(_report, request, form))
        if made is not None:
            words = gettext("已登记。登记编号 %(n)s") % {"n": made.pk}
            messages.success(request, words)
            return redirect("card-notices")
    closed = "closed" in request.GET
    rows = card_notices(request.scope, closed=closed, on=today)
    if rows:
        people = {row.notice.person_id for row in rows}
        note_reading(request, "card_notices", people=people, fields=SHOWN)
    context = {"form": form, "rows": rows, "closed": closed}
    return render(request, "applications/identity_card_notices.html", context, status=form.status)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(COUNTER)
def notice(request: DeskRequest, notice_id: int) -> HttpResponse:
    """Show one report, and close it: given back, drawn in, or turned up."""
    found = card_notice(notice_id, request.scope)
    if found is None:
        raise NotFound
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = form.attempt(
            lambda: close_report(notice_id, how=form.cleaned_data["how"], by=request.user)
        )
        if done is not None:
            messages.success(request, gettext("已了结。"))
            return redirect("card-notices")
    both = card_notices(request.scope, closed=found.closed_on is not None, on=clock.today())
    row = next((each for each in both if each.notice.pk == notice_id), None)
    note_reading(request, "card_notice", people=[found.person_id], fields=SHOWN)
    context = {"form": form, "row": row, "found": found.kind == CardNoticeKind.FOUND}
    return render(request, "applications/identity_card_notice.html", context, status=form.status)


def _report(request: DeskRequest, form: NoticeForm) -> CardNotice:
    told = form.cleaned_data
    number = identity_number.parse(told["identity_number"], field="identity_number").text
    person = person_by_card(number, told["name"], on=clock.today())
    if person is None:
        raise InvalidInput("登记簿中没有此号码和姓名，请核对证件。", field="identity_number")
    note_disclosure(
        scope=request.scope,
        kind="card_notice",
        people=[person.pk],
        fields=["name"],
        purpose="counter page",
    )
    return report(
        person,
        kind=told["kind"],
        happened_on=told["happened_on"],
        place=told["where"],
        told_by=told["told_by"],
        by=request.user,
    )
