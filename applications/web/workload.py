"""Workload and terms (工作量与时限), for who is in charge: where to help, and what is late."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.queries.authority import IN_CHARGE
from applications.queries.workload import desks, overdue_files, step_terms
from hukou.kernel import clock
from registry.web import DeskRequest, desk_page


@never_cache
@require_safe
@desk_page(IN_CHARGE)
def workload(request: DeskRequest) -> HttpResponse:
    """Show every desk of one's offices, the terms of every step, and the missed ones."""
    now = clock.now()
    found = desks(request.scope, now=now)
    context = {
        "desks": found,
        "most": max((each.open for each in found), default=0),
        "terms": step_terms(request.scope, now=now),
        "overdue": overdue_files(request.scope, now=now),
        "now": now,
    }
    return render(request, "applications/workload.html", context)
