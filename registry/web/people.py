"""A person's page (人员): particulars, where registered and when, and what is under way."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from registry.actions import note_disclosure
from registry.queries import PersonView, history_of_person, person_on
from registry.web.access import DeskRequest, desk_page
from registry.web.forms import AsOfForm, RevealForm


@never_cache
@require_safe
@desk_page()
def person(request: DeskRequest, person_id: int) -> HttpResponse:
    """Show the person as registered on a day, as known on a day."""
    asof = AsOfForm(request.GET)
    return _page(request, seen(request, person_id, asof), asof=asof, reveal=RevealForm())


@never_cache
@require_POST
@desk_page()
def reveal(request: DeskRequest, person_id: int) -> HttpResponse:
    """Show the whole identity number once, for a stated purpose that is logged."""
    asof, form = AsOfForm(), RevealForm(request.POST)
    viewed = seen(request, person_id, asof)
    if form.is_valid():
        note_disclosure(
            scope=request.scope,
            kind="reveal",
            people=[person_id],
            fields=["identity_number"],
            purpose=form.cleaned_data["purpose"],
        )
    return _page(request, viewed, asof=asof, reveal=form, revealed=form.is_valid())


def seen(request: DeskRequest, person_id: int, asof: AsOfForm) -> PersonView:
    """Return the person, if this account may know of them."""
    days = asof.cleaned_data if asof.is_valid() else {}
    viewed = person_on(
        person_id,
        on=days.get("on") or clock.today(),
        known_on=days.get("known_on"),
        scope=request.scope,
    )
    if viewed is None:
        raise NotFound
    return viewed


def _page(
    request: DeskRequest,
    viewed: PersonView,
    *,
    asof: AsOfForm,
    reveal: RevealForm,
    revealed: bool = False,
) -> HttpResponse:
    context = {
        "person": viewed,
        "history": history_of_person(viewed.id, scope=request.scope),
        "asof": asof,
        "form": reveal,
        "revealed": revealed,
    }
    return render(request, "registry/person.html", context)
