"""The one-visit promise (最多跑一次), measured; and who moved away in one stop."""

from datetime import datetime, time, timedelta
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.queries.one_stop import moved_away
from applications.queries.visits import broken_promises, visits_by_item
from hukou.kernel import clock
from hukou.law import load_law
from registry.web import OFFICERS, DeskRequest, desk_page

from .one_visit_form import TimeForm

LATELY: Final = timedelta(days=30)


@never_cache
@require_safe
@desk_page(OFFICERS)
def one_visit(request: DeskRequest) -> HttpResponse:
    """Show, by item, how often people came, what was told too late, and which files those are."""
    today = clock.today()
    usual = {"since": today - LATELY, "until": today}
    form = TimeForm(request.GET or None, initial=usual)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else usual
    since, until = asked["since"], asked["until"]
    begins, ends = (
        datetime.combine(day, time.min, clock.ZONE) for day in (since, until + timedelta(days=1))
    )
    items = visits_by_item(request.scope, since=begins, until=ends)
    events = load_law().events
    context = {
        "form": form,
        "since": since,
        "until": until,
        "items": [(each, events.get(each.event)) for each in items],
        "files": sum(each.files for each in items),
        "kept": sum(each.kept for each in items),
        "late": sum(each.late for each in items),
        "broken": [(each, events.get(each.event)) for each in broken_promises(items)],
        "moved": moved_away(request.scope, since=begins, until=ends),
    }
    return render(request, "applications/one_visit.html", context)
