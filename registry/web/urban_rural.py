"""Urban or rural at the counter (城乡分类): the list of changes, its export, and a change."""

import csv
from functools import partial
from io import StringIO

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from hukou.kernel.spreadsheets import BOM, safe
from hukou.web.downloads import CSV, attached
from registry.actions import change_urban_rural_class
from registry.models import Division, DivisionLevel, UrbanRuralCode
from registry.queries import areas_of, class_changes, lies_in, names_of, urban_rural_class_on
from registry.web.access import APPROVERS, DeskRequest, desk_page
from registry.web.place_forms import AreaForm, ClassForm

HEADINGS = (
    "村（社区）代码",
    "名称",
    "城乡分类代码",
    "城乡分类",
    "生效日期",
    "失效日期",
    "来源文件",
    "批准机关",
    "国家统计局批复文号",
    "登记时间",
    "承办人",
)


@never_cache
@require_safe
@desk_page()
def urban_rural(request: DeskRequest) -> HttpResponse:
    """List the classes given in this area, in the order they were recorded."""
    form = AreaForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    page = class_changes(_areas(request, asked.get("code", "")), after=asked.get("after") or 0)
    names = names_of({row.division_code for row in page.items})
    context = {
        "form": form,
        "asked": asked,
        "rows": [(row, names.get(row.division_code, "")) for row in page.items],
        "page": page,
        "decides": request.posting.role in APPROVERS,
    }
    return render(request, "registry/urban_rural.html", context, status=form.status)


@never_cache
@require_safe
@desk_page()
def urban_rural_export(request: DeskRequest) -> HttpResponse:
    """Give the whole list of changes as CSV."""
    rows = class_changes(_areas(request, request.GET.get("code", "")), limit=None).items
    names = names_of({row.division_code for row in rows})
    out = StringIO()
    written = csv.writer(out)
    written.writerow(HEADINGS)
    written.writerows([safe(cell) for cell in _cells(row, names)] for row in rows)
    return attached(BOM + out.getvalue(), name="urban-rural-changes.csv", media_type=CSV)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(APPROVERS)
def urban_rural_change(request: DeskRequest, division_id: int) -> HttpResponse:
    """Give a village or community another class; a special area by the bureau's reference."""
    division = Division.objects.filter(pk=division_id, level=DivisionLevel.VILLAGE).first()
    if division is None or not lies_in(division.code, areas_of(request.scope)):
        raise NotFound
    today = clock.today()
    form = ClassForm(request.POST or None, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        given = form.attempt(partial(_given, request, division, form))
        if given is not None:
            messages.success(request, gettext("城乡分类已变更。"))
            return redirect("urban-rural")
    context = {
        "division": division,
        "form": form,
        "current": urban_rural_class_on(division.code, on=today),
    }
    return render(request, "registry/urban_rural_change.html", context, status=form.status)


def _given(request: DeskRequest, division: Division, form: ClassForm) -> UrbanRuralCode:
    told = form.cleaned_data
    return change_urban_rural_class(
        division.code,
        to=told["to"],
        reference=told["reference"],
        facts=form.facts,
        by=request.user,
        **form.decision,
    )


def _areas(request: DeskRequest, code: str) -> list[str]:
    """Return the areas of this office, or the one asked for inside them."""
    areas = areas_of(request.scope)
    if not code:
        return areas
    return [code] if code.isascii() and code.isdigit() and lies_in(code, areas) else []


def _cells(row: UrbanRuralCode, names: dict[str, str]) -> list[str]:
    until = row.period.upper
    return [
        row.division_code,
        names.get(row.division_code, ""),
        row.urban_rural_class,
        str(row.get_urban_rural_class_display()),
        row.period.lower.isoformat(),
        until.isoformat() if until else "",
        row.source,
        row.approver,
        row.reference,
        row.recorded_at.astimezone(clock.ZONE).strftime("%Y-%m-%d %H:%M:%S"),
        row.account.name if row.account else "",
    ]
