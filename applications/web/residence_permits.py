"""The permit desk (居住证): the list, one permit with its tenure clock, and keeping it up."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from applications.queries.benefits import catalogue_at, standings_at
from applications.queries.conversion import channels_for
from applications.queries.tenure_clock import tenure_clock
from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from hukou.law import load_law
from hukou.law.permit_tenure import REGULATION
from registry.actions import (
    end_residence_permit,
    endorse_residence_permit,
    move_residence_permit,
    restore_residence_permit,
)
from registry.models import Endorsement, PermitMove, ResidencePermit
from registry.queries import names_of, person_on
from registry.queries.holders import desk_of, name_of, permit_of, standing_of
from registry.web import OFFICERS, DeskRequest, desk_page, places_for, posted
from registry.web.noting import note_reading
from registry.web.place_forms import CHOSEN

from .permit_card_forms import CardForm
from .permit_card_panel import card_panel
from .permit_forms import EndForm, EndorseForm, MoveForm
from .tenure_drawing import drawn

SHOWN: Final = ("name", "residence_permit", "actual_residence", "insurance", "lease")


@never_cache
@require_safe
@desk_page(OFFICERS)
def residence_permits(request: DeskRequest) -> HttpResponse:
    """List the permits of this area, what is due first; applying for one begins here."""
    today = clock.today()
    listed = desk_of(request.scope, on=today, with_ended="ended" in request.GET)
    if listed.rows:
        note_reading(
            request,
            "residence_permits",
            people={each.permit.person_id for each in listed.rows},
            fields=["name", "residence_permit"],
        )
    return render(request, "applications/residence_permits.html", {"listed": listed})


@never_cache
@require_safe
@desk_page(OFFICERS)
def residence_permit(request: DeskRequest, permit_id: int) -> HttpResponse:
    """Show one permit: its clock, the ladder it stands on, and by which channels one may settle."""
    return permit_page(request, permit_shown(request, permit_id))


@posted("residence-permit", "permit_id")
@desk_page(OFFICERS)
def residence_permit_endorse(request: DeskRequest, permit_id: int) -> HttpResponse:
    """Endorse it in its month."""
    return _kept_up(request, permit_id, endorse_residence_permit, gettext("已签注。"))


@posted("residence-permit", "permit_id")
@desk_page(OFFICERS)
def residence_permit_restore(request: DeskRequest, permit_id: int) -> HttpResponse:
    """Restore one that lapsed: its years are counted anew from today."""
    words = gettext("已补办签注，居住证恢复使用，年限自今天起重新计算。")
    return _kept_up(request, permit_id, restore_residence_permit, words)


def _kept_up(
    request: DeskRequest, permit_id: int, act: Callable[..., Endorsement], words: str
) -> HttpResponse:
    permit, form = permit_shown(request, permit_id), EndorseForm(request.POST)
    if form.is_valid():
        made = form.attempt(partial(_endorse, request, permit, form, act))
        if made is not None:
            messages.success(request, words)
            return redirect("residence-permit", permit_id)
    return permit_page(request, permit, endorse=form)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def residence_permit_move(request: DeskRequest, permit_id: int) -> HttpResponse:
    """Record the holder's new home in this city, and write it on the permit."""
    permit, looking = permit_shown(request, permit_id), "look" in request.POST
    form = MoveForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and not looking and form.is_valid():
        moved = form.attempt(partial(_move, request, permit, form))
        if moved is not None:
            messages.success(request, gettext("新住址已登记并签注在居住证上。"))
            return redirect("residence-permit", permit_id)
    note_reading(request, "residence_permit", people=[permit.person_id], fields=["name"])
    typed = request.POST.get("destination.search", "")
    context = {
        "form": form,
        "permit": permit,
        "name": name_of(permit.person_id, on=clock.today()),
        "within": load_law().residence_permits.at(permit.division_code).move,
        "looking": looking,
        "typed": typed,
        "chosen": request.POST.get(CHOSEN, ""),
        "divisions": places_for(request, typed),
    }
    return render(request, "applications/residence_permit_move.html", context, status=form.status)


@posted("residence-permit", "permit_id")
@desk_page(OFFICERS)
def residence_permit_end(request: DeskRequest, permit_id: int) -> HttpResponse:
    """End it, with the reason."""
    permit, form = permit_shown(request, permit_id), EndForm(request.POST)
    if form.is_valid():
        ended = form.attempt(partial(_end, request, permit, form))
        if ended is not None:
            messages.success(request, gettext("居住证已注销。"))
            return redirect("residence-permit", permit_id)
    return permit_page(request, permit, end=form)


def permit_shown(request: DeskRequest, permit_id: int) -> ResidencePermit:
    """Return a permit of this area. Raises NotFound."""
    permit = permit_of(permit_id, scope=request.scope)
    if permit is None:
        raise NotFound
    return permit


def _endorse(
    request: DeskRequest,
    permit: ResidencePermit,
    form: EndorseForm,
    act: Callable[..., Endorsement],
) -> Endorsement:
    told = form.cleaned_data
    return act(
        permit.pk,
        ground=told["ground"],
        on=clock.today(),
        by=request.user,
        basis=_basis(told["document"], "第十条"),
    )


def _move(request: DeskRequest, permit: ResidencePermit, form: MoveForm) -> PermitMove:
    told = form.cleaned_data
    return move_residence_permit(
        permit.pk,
        division=told["division"],
        elements=form.elements,
        on=told["on"],
        by=request.user,
        basis=_basis(told["document"], "第九条"),
    )


def _end(request: DeskRequest, permit: ResidencePermit, form: EndForm) -> ResidencePermit:
    told = form.cleaned_data
    return end_residence_permit(
        permit.pk,
        reason=told["reason"],
        on=told["on"],
        by=request.user,
        basis=_basis(told["document"], "第二条"),
    )


def _basis(paper: str, clause: str) -> dict[str, str]:
    return {"document": REGULATION, "clause": clause, "paper": paper}


def permit_page(
    request: DeskRequest,
    permit: ResidencePermit,
    *,
    endorse: EndorseForm | None = None,
    end: EndForm | None = None,
    card: tuple[str, CardForm] | None = None,
) -> HttpResponse:
    """Show a permit with everything that may be done; a form that was refused as it came back."""
    today = clock.today()
    standing = standing_of(permit, on=today)
    note_reading(request, "residence_permit", people=[permit.person_id], fields=SHOWN)
    dial = tenure_clock(permit, standing, on=today)
    since = standing.counts_since
    context: dict[str, Any] = {
        "permit": permit,
        "name": name_of(permit.person_id, on=today),
        "place": names_of([permit.division_code]).get(permit.division_code, permit.division_code),
        "standing": standing,
        "dial": dial,
        "drawing": drawn(dial),
        "ladders": [
            (each, each.reached_on(since) if since else None)
            for each in standings_at(permit.division_code, on=today, since=since).ladders
        ],
        "open": len(catalogue_at(permit.division_code, on=today).holding),
        "channels": channels_for(permit, standing, on=today),
        "endorse": endorse or EndorseForm(initial={"ground": permit.ground}),
        "cards": card_panel(permit, standing, failed=card),
        "end": end or EndForm(initial={"on": today}),
        "rules": load_law().residence_permits.at(permit.division_code),
        "moves": permit.moves.select_related("address", "account").order_by("-on"),
        "is_open": permit.period.upper is None,
        "is_kept_here": person_on(permit.person_id, on=today, scope=request.scope) is not None,
    }
    status = next(
        (each.status for each in (endorse, end, card and card[1]) if each is not None), 200
    )
    return render(request, "applications/residence_permit.html", context, status=status)
