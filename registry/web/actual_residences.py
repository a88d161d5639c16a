"""Where somebody really lives, recorded at the counter (实际居住登记)."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput, NotFound
from registry.actions import find_or_add_address, note_disclosure, record_actual_residence
from registry.models import ActualResidence, Address, Person
from registry.queries import (
    LivingApart,
    actual_home_on,
    count_living_apart,
    division_on,
    list_living_apart,
    person_on,
)
from registry.web.access import OFFICERS, DeskRequest, desk_page
from registry.web.divisions import places_for
from registry.web.noting import note_reading
from registry.web.place_forms import CHOSEN, ActualResidenceForm, ApartForm


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def actual_residence(request: DeskRequest, person_id: int) -> HttpResponse:
    """Record where the person lives, at an address of the register or outside it."""
    today = clock.today()
    person = person_on(person_id, on=today, scope=request.scope)
    if person is None:
        raise NotFound
    if request.method == "POST":
        request.scope.require_kept(person.office_id)
    note_reading(request, "actual_residence", people=[person.id], fields=["name", "address"])
    looking = "look" in request.POST
    form = ActualResidenceForm(request.POST or None, initial={"on": today})
    if request.method == "POST" and not looking and form.is_valid():
        recorded = form.attempt(partial(_recorded, request, person.id, form))
        if recorded is not None:
            messages.success(request, gettext("实际居住已登记。"))
            return redirect("person", person.id)
    typed = request.POST.get("destination.search", "")
    context = {
        "person": person,
        "home": actual_home_on(person.id, on=today, scope=request.scope),
        "form": form,
        "looking": looking,
        "typed": typed,
        "chosen": request.POST.get(CHOSEN, ""),
        "divisions": places_for(request, typed),
    }
    return render(request, "registry/actual_residence.html", context, status=form.status)


@never_cache
@require_safe
@desk_page()
def living_apart(request: DeskRequest) -> HttpResponse:
    """List who is registered in an area and lives elsewhere, a page at a time, with the count."""
    form = ApartForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    area, today = asked.get("area", ""), clock.today()
    counts = form.attempt(partial(count_living_apart, area, scope=request.scope, on=today))
    page = form.attempt(
        partial(
            list_living_apart,
            area,
            scope=request.scope,
            on=today,
            level=asked.get("level", ""),
            after=asked.get("after") or 0,
        )
    )
    if page and page.items:
        note_disclosure(
            scope=request.scope,
            kind="living_apart",
            people=[each.person_id for each in page.items],
            fields=list(LivingApart.__dataclass_fields__),
            purpose="counter list",
        )
    context = {
        "form": form,
        "page": page,
        "counts": counts,
    }
    return render(request, "registry/living_apart.html", context, status=form.status)


def _recorded(request: DeskRequest, person_id: int, form: ActualResidenceForm) -> ActualResidence:
    told = form.cleaned_data
    return record_actual_residence(
        Person(pk=person_id),
        address=_address(form),
        place=told["elsewhere"],
        on=told["on"],
        refreshed_on=told["refreshed_on"],
        source=told["source"],
        by=request.user,
        basis={"document": told["document"], "clause": ""},
    )


def _address(form: ActualResidenceForm) -> Address | None:
    code = form.cleaned_data["division"]
    if not code:
        return None
    division = division_on(code, on=clock.today())
    if division is None:
        raise InvalidInput("请查找并选定社区（村）", field="division")
    if not any(form.elements.values()):
        raise InvalidInput("请填写门牌号等地址内容。", field="plate")
    return find_or_add_address(division, **form.elements)
