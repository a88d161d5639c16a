"""Watching over terms (时限督办): what is late, nearly so, reported, or could not be reported."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.models import Step
from applications.queries.watch import LISTS, watch_counts, watched
from hukou.kernel import clock
from hukou.law import load_law
from registry.web import OFFICERS, DeskRequest, desk_page

TABS: Final = {
    "late": _("已逾期"),
    "near": _("即将到期"),
    "reported": _("已上报"),
    "failed": _("上报失败"),
}


@never_cache
@require_safe
@desk_page(OFFICERS)
def deadlines(request: DeskRequest) -> HttpResponse:
    """Show one list of steps, and how many every list holds."""
    now = clock.now()
    name = request.GET.get("list", "")
    name = name if name in LISTS else "late"
    totals = watch_counts(request.scope, now=now)
    rows = watched(name, scope=request.scope, now=now)
    context = {
        "name": name,
        "tabs": [(key, label, totals[key]) for key, label in TABS.items()],
        "rows": [(row, Step(row.step).label) for row in rows],
        "more": totals[name] > len(rows),
        "watch": load_law().guards.deadlines,
    }
    return render(request, "applications/deadlines.html", context)
