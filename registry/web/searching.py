"""Finding people (查询): one box, or one field each. Never by an address that holds a number."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hukou.kernel import clock
from registry.actions import note_disclosure
from registry.queries import PersonHit, PersonSearch, search_people
from registry.web.access import OFFICERS, DeskRequest, desk_page
from registry.web.forms import SearchForm

KEPT: Final = "search"
LAST: Final = "last"
SHOWN = ("name", "identity_number_masked", "sex", "birth_date", "relation", "address")


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page()
def search(request: DeskRequest) -> HttpResponse:
    """Show who answers the search; exactly one hit opens at once."""
    form = asked(request)
    if request.method == "POST" and form.is_valid():
        return kept(request, form)
    hits = (found(request, form) or []) if form.is_valid() else []
    if len(hits) == 1:
        return redirect("person", hits[0].person_id)
    context = {
        "form": form,
        "hits": hits,
        "searched": form.is_bound and form.is_valid(),
        "heading": _("查询人员或户"),
    }
    return render(request, "registry/search.html", context, status=form.status)


def asked(request: HttpRequest) -> SearchForm:
    """Return the search as sent; at the address it was sent on to, as it was kept."""
    if request.method == "POST":
        return SearchForm(request.POST)
    last = request.session.get(KEPT, {}) if request.GET.get("of") == LAST else {}
    return SearchForm(last.get(request.path))


def kept(request: HttpRequest, form: SearchForm) -> HttpResponse:
    """Keep the search in the session and send on to its result.

    So Back and reload work, and the address holds nothing of what was typed.
    """
    request.session[KEPT] = {request.path: form.cleaned_data}
    return redirect(f"{request.path}?of={LAST}")


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def choose_household(request: DeskRequest, leads_to: str, heading: Promise) -> HttpResponse:
    """Find the household that is to change; each hit leads to the page of the change."""
    form = asked(request)
    if request.method == "POST" and form.is_valid():
        return kept(request, form)
    hits = (found(request, form) or []) if form.is_valid() else []
    homes = [
        (hit, reverse(leads_to, args=[hit.household_id])) for hit in hits if hit.household_number
    ]
    context = {
        "form": form,
        "hits": homes,
        "searched": form.is_bound and form.is_valid(),
        "heading": heading,
    }
    return render(request, "registry/choose_household.html", context, status=form.status)


def found(request: DeskRequest, form: SearchForm) -> list[PersonHit] | None:
    """Search within what this account may see, and note that it was done."""
    asked: dict[str, Any] = {name: value for name, value in form.cleaned_data.items() if value}
    page = form.attempt(
        lambda: search_people(PersonSearch(**asked), scope=request.scope, on=clock.today())
    )
    if page is None:
        return None
    note_disclosure(
        scope=request.scope,
        kind="search",
        people=[hit.person_id for hit in page.items],
        fields=SHOWN,
        purpose="counter search",
    )
    return list(page.items)
