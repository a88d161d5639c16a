"""Data quality at the counter (数据质量): the work list, and how much each office has open."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hukou.kernel import clock
from registry.models import FindingStatus, QualityRule
from registry.queries import FindingSearch, list_findings, summary_of_findings
from registry.web.access import OFFICERS, DeskRequest, desk_page
from registry.web.noting import note_reading
from registry.web.quality_forms import AGES, FindingListForm

SHOWN = ("name", "household_number")


@never_cache
@require_safe
@desk_page(OFFICERS)
def findings(request: DeskRequest) -> HttpResponse:
    """List what the rules found at this office and those below, the earliest first."""
    rules = list(QualityRule.objects.order_by("id"))
    form = FindingListForm(request.GET or None, rules=rules)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    page = list_findings(
        _search(request, asked),
        scope=request.scope,
        on=clock.today(),
        after=asked.get("after") or 0,
    )
    people = sorted({person for each in page.items for person in each.people})
    if people:
        note_reading(request, "findings", people=people, fields=SHOWN)
    context = {
        "form": form,
        "page": page,
    }
    return render(request, "registry/findings.html", context, status=form.status)


def _search(request: DeskRequest, asked: dict[str, Any]) -> FindingSearch:
    _words, least, most = AGES[asked.get("age") or ""]
    return FindingSearch(
        status=asked.get("standing") or FindingStatus.OPEN,
        rule=asked.get("rule"),
        assigned_to=request.user.pk if asked.get("mine") else None,
        least=least,
        most=most,
    )


@never_cache
@require_safe
@desk_page(OFFICERS)
def summary(request: DeskRequest) -> HttpResponse:
    """Show how many findings are open, by office, rule and age."""
    rows = summary_of_findings(scope=request.scope, on=clock.today())
    buckets = ("days_7", "days_30", "days_90", "older", "total")
    totals = {name: sum(getattr(row, name) for row in rows) for name in buckets}
    context = {"rows": rows, "totals": totals, "today": clock.today()}
    return render(request, "registry/quality_summary.html", context)
