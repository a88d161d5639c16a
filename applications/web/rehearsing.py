"""Rehearsing a delegation over past files (授权演练), before it is signed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.queries.authority import BUREAU
from applications.queries.oversight import offices_of
from applications.queries.rehearsal import Movable, movable_items, rehearse_delegation
from applications.web.delegation_forms import name_of_item
from applications.web.oversight_forms import RehearsalForm
from hukou.kernel import clock
from registry.models import PostingRole
from registry.web import DeskRequest, desk_page


@never_cache
@require_safe
@desk_page(BUREAU)
def rehearsal(request: DeskRequest) -> HttpResponse:
    """Ask which items would move where, and show what that would have meant; nothing is stored."""
    offices = offices_of(request.scope)
    items = movable_items(request.posting.office, on=clock.today())
    form = RehearsalForm(
        request.GET or None,
        items=[(each.id, _label(each)) for each in items],
        offices=[(str(each.pk), each.name) for each in offices],
    )
    told = form.cleaned_data if request.GET and form.is_valid() else None
    found = None
    if told:
        chosen = int(told["office"])
        found = rehearse_delegation(
            told["items"],
            offices=[each.pk for each in offices if chosen in each.above],
            to_role=PostingRole(told["to_role"]),
            since=told["since"],
            until=told["until"],
            on=clock.today(),
        )
    context = {"form": form, "found": found, "told": told}
    return render(request, "applications/rehearsal.html", context, status=form.status)


def _label(item: Movable) -> str:
    listed = gettext("（推定清单）") if item.is_listed else ""
    return f"{name_of_item(item.id)} {item.id}{listed}"
