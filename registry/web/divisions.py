"""Choosing where to (行政区划 → 街道 → 社区): by code, Chinese, pinyin or initials."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hukou.kernel import clock
from registry.queries import Place, find_places
from registry.web.access import DeskRequest, desk_page


@require_safe
@desk_page()
def division_picker(request: DeskRequest) -> HttpResponse:
    """Return the places that answer what was typed, as choices of a form."""
    typed = request.GET.get("destination.search", "")
    context = {"divisions": places_for(request, typed), "chosen": "", "typed": typed}
    return render(request, "registry/components/divisions.html", context)


def places_for(request: DeskRequest, typed: str) -> list[Place]:
    """Return places that answer what was typed, those of the officer's own area first."""
    areas = request.posting.office.areas.values_list("code", flat=True)
    return find_places(typed, areas=areas, on=clock.today())
