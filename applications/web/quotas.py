"""How many may settle (落户名额): by area and year, declared, taken and left; every change."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from applications.actions import QuotaRequest, adjust_quota, declare_quota
from applications.models import Quota
from applications.queries.authority import BUREAU
from applications.queries.quotas import Shown, last_taken, limited_channels, quota_in, quotas_of
from hukou.kernel import clock
from registry.web import OFFICERS, DeskRequest, desk_page

from .own_areas import own_areas
from .quota_forms import DeclareForm, QuotaAsked, WhyForm


@dataclass(frozen=True, slots=True)
class Row:
    """What is declared for one area, text and channel: a quota, or none, for each period."""

    first: Shown
    cells: list[Shown | None] = field(default_factory=list)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def quotas(request: DeskRequest) -> HttpResponse:
    """Show the quotas of our areas by year; a bureau's approver declares another."""
    places = own_areas(request)
    asked = QuotaAsked(request.GET, places=places)
    told = asked.cleaned_data if asked.is_valid() else {}
    shown = quotas_of(request.scope, year=told.get("year"), area=told.get("area") or "")
    may_set, this_year = request.posting.role in BUREAU, clock.today().year
    form = DeclareForm(
        request.POST or None,
        places=places,
        channels=limited_channels([code for code, _name in places]),
        initial={"first_year": this_year, "last_year": this_year, "when_full": "unsaid"},
    )
    if request.method == "POST" and may_set and form.is_valid():
        quota = form.attempt(lambda: declare_quota(QuotaRequest(**form.told), by=request.user))
        if quota is not None:
            messages.success(request, gettext("名额已声明。"))
            return redirect("quota", quota.pk)
    periods = sorted({each.quota.years for each in shown})
    context = {
        "asked": asked,
        "form": form,
        "may_set": may_set,
        "periods": periods,
        "rows": table_of(shown, periods),
        "full": sum(each.is_full for each in shown),
    }
    status = form.status if form.is_bound else asked.status
    return render(request, "applications/quotas.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def quota(request: DeskRequest, quota_id: int) -> HttpResponse:
    """Show one quota with its changes, and what took its places last; change it with a reason."""
    shown = quota_in(request.scope, quota_id)
    may_set = request.posting.role in BUREAU and shown.is_ours
    form = WhyForm(request.POST or None)
    if request.method == "POST" and may_set and form.is_valid():
        changed = form.attempt(lambda: _changed(request, form, quota_id))
        if changed is not None:
            messages.success(request, gettext("名额已调整，原数和理由都已保留。"))
            return redirect("quota", quota_id)
    context = {
        "shown": shown,
        "form": form,
        "may_set": may_set,
        "taken": last_taken(quota_id, scope=request.scope),
    }
    return render(request, "applications/quota.html", context, status=form.status)


def table_of(shown: Sequence[Shown], periods: Sequence[str]) -> list[Row]:
    """Return the quotas as rows of an area and channel, with a cell for each period."""
    rows: dict[tuple[str, ...], Row] = {}
    for each in shown:
        quota = each.quota
        key = (quota.area, quota.regulation, quota.channel, quota.kind)
        row = rows.setdefault(key, Row(each, [None] * len(periods)))
        row.cells[periods.index(quota.years)] = each
    return list(rows.values())


def _changed(request: DeskRequest, form: WhyForm, quota_id: int) -> Quota:
    return adjust_quota(quota_id, by=request.user, **form.cleaned_data)
