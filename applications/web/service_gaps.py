"""Permit holders beside residents (服务差距), by service, place and year: shown, exported, told."""

import csv
from datetime import date
from functools import partial
from io import StringIO
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from applications.queries.authority import BUREAU
from applications.queries.benefits import catalogue_at
from hukou.kernel import clock
from hukou.kernel.spreadsheets import BOM, safe
from hukou.law import Benefit, BenefitKind, Service, load_law
from hukou.web.downloads import CSV, attached
from registry.actions import report_service_figure
from registry.models import ServiceFigure
from registry.queries import names_of
from registry.queries.holders import Gap, gaps_of, years_told
from registry.web import OFFICERS, DeskRequest, desk_page

from .benefit_forms import FigureForm, GapForm
from .own_areas import own_areas

HEADINGS: Final = (
    "区划代码",
    "年度",
    "服务事项",
    "持证人享有",
    "持证人应享",
    "持证人占比（%）",
    "户籍人口享有",
    "户籍人口应享",
    "户籍人口占比（%）",
    "差距（百分点）",
)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def service_gaps(request: DeskRequest) -> HttpResponse:
    """Show the gaps of a place and year; the county's and city's bureaus take figures down."""
    asked = _asked(request)
    form, place, year = asked
    services = [each for each in _services() if each.id]
    may_tell = request.posting.role in BUREAU
    told = FigureForm(request.POST or None, services=services)
    if request.method == "POST" and may_tell and told.is_valid():
        figure = told.attempt(partial(_report, request, told, place, year))
        if figure is not None:
            messages.success(request, gettext("已登记，今后以此次登记为准。"))
            return redirect(f"{reverse('service-gaps')}?area={place}&year={year}")
    rows = _rows(place, year, services)
    context = {
        "form": form,
        "told": told,
        "place": place,
        "place_name": names_of([place]).get(place, place),
        "year": year,
        "rows": rows,
        "behind": max((gap.points for gap, _ in rows if gap.points is not None), default=None),
        "untold": sum(gap.points is None for gap, _ in rows),
        "may_tell": may_tell,
    }
    status = told.status if told.is_bound else form.status
    return render(request, "applications/service_gaps.html", context, status=status)


@never_cache
@require_safe
@desk_page(OFFICERS)
def service_gaps_export(request: DeskRequest) -> HttpResponse:
    """Give the table as CSV."""
    _form, place, year = _asked(request)
    out = StringIO()
    written = csv.writer(out)
    written.writerow(HEADINGS)
    for gap, _opened in _rows(place, year, _services()):
        written.writerow([safe(cell) for cell in _cells(gap, place, year)])
    return attached(BOM + out.getvalue(), name=f"gap-{place}-{year}.csv", media_type=CSV)


def _asked(request: DeskRequest) -> tuple[GapForm, str, int]:
    """Return the form, and the place of this area and the year it asks for: the last one told."""
    places = own_areas(request)
    form = GapForm(request.GET, places=places)
    asked = form.cleaned_data if form.is_valid() else {}
    place: str = asked.get("area") or places[0][0]
    year: int | None = asked.get("year")
    return form, place, year or next(iter(years_told(place)), clock.today().year - 1)


def _services() -> list[Service]:
    """Return the services that are counted: public services, in the order of the catalogue."""
    law = load_law().benefits
    counted = {each.service.id for each in law.every if each.kind is BenefitKind.SERVICE}
    return [each for each in law.services.values() if each.id in counted]


def _rows(place: str, year: int, services: list[Service]) -> list[tuple[Gap, tuple[Benefit, ...]]]:
    """Return each gap with the benefits that opened the service to holders at the year's end."""
    found = catalogue_at(place, on=date(year, 12, 31))
    opened = {
        each.id: tuple(
            one
            for one in found.holding
            if one.service.id == each.id and one.kind is BenefitKind.SERVICE
        )
        for each in services
    }
    gaps = gaps_of(place, year=year, services=[each.id for each in services])
    return [(gap, opened[gap.service]) for gap in gaps if opened[gap.service] or _told(gap)]


def _told(gap: Gap) -> bool:
    return gap.holders is not None or gap.residents is not None


def _report(request: DeskRequest, form: FigureForm, place: str, year: int) -> ServiceFigure:
    return report_service_figure(division=place, year=year, by=request.user, **form.cleaned_data)


def _cells(gap: Gap, place: str, year: int) -> list[str]:
    told: list[object] = [place, year, load_law().benefits.services[gap.service].name]
    for figure, share in ((gap.holders, gap.holders_share), (gap.residents, gap.residents_share)):
        told += [figure.served, figure.entitled, share] if figure else ["", "", ""]
    told.append("" if gap.points is None else gap.points)
    return [str(each) for each in told]
