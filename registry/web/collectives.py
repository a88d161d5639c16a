"""Collective households at the counter (集体户): listed, set up, and opened with their members."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput, NotFound
from hukou.law import SetUpJudgement
from registry.actions import CollectiveDetails, find_or_add_address, open_collective_household
from registry.models import Division, Household, Office
from registry.queries import (
    Collective,
    CollectiveMember,
    CollectiveSearch,
    collective_on,
    judge_set_up,
    keepers_of,
    list_collectives,
    members_of,
    public_collectives_by_district,
    station_of,
)
from registry.web.access import OFFICERS, DeskRequest, desk_page
from registry.web.collective_forms import (
    CollectiveForm,
    CollectiveListForm,
    KeeperForm,
    MemberForm,
)
from registry.web.divisions import places_for
from registry.web.noting import note_reading


@never_cache
@require_safe
@desk_page()
def collectives(request: DeskRequest) -> HttpResponse:
    """List the collective households of this office and those below, a page at a time."""
    form = CollectiveListForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    page = list_collectives(
        CollectiveSearch(sort=asked.get("sort", ""), text=asked.get("text", "")),
        scope=request.scope,
        on=clock.today(),
        after=asked.get("after") or 0,
    )
    context = {"form": form, "page": page}
    return render(request, "registry/collectives.html", context, status=form.status)


@never_cache
@require_safe
@desk_page()
def public_board(request: DeskRequest) -> HttpResponse:
    """Show every district: its public collective households, and who is on duty today."""
    districts = public_collectives_by_district(scope=request.scope, on=clock.today())
    context = {
        "districts": districts,
        "alarms": [each for each in districts if each.alarms],
        "today": clock.today(),
    }
    return render(request, "registry/public_board.html", context)


@never_cache
@require_safe
@desk_page()
def collective(request: DeskRequest, household_id: int) -> HttpResponse:
    """Show one: its details, its duty list, and its members by page and name."""
    shown = collective_seen(request, household_id)
    today = clock.today()
    form = MemberForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    page = members_of(
        shown.id,
        scope=request.scope,
        on=today,
        name=asked.get("name", ""),
        after=asked.get("after") or 0,
    )
    note_reading(
        request,
        "collective",
        people=[member.person_id for member in page.items],
        fields=list(CollectiveMember.__dataclass_fields__),
        household=shown.id,
    )
    context = {
        "shown": shown,
        "form": form,
        "page": page,
        "keepers": keepers_of(shown.id),
        "keeper_form": KeeperForm(initial={"on": today}),
        "today": today,
    }
    return render(request, "registry/collective.html", context)


def collective_seen(request: DeskRequest, household_id: int) -> Collective:
    """Return a collective household of today, if this account may know of it."""
    shown = collective_on(household_id, scope=request.scope, on=clock.today())
    if shown is None:
        raise NotFound
    return shown


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def set_up(request: DeskRequest) -> HttpResponse:
    """Set one up: judge first, then save; what the law leaves open takes the officer's grounds."""
    form = CollectiveForm(request.POST or None, initial={"on": clock.today()})
    judged: SetUpJudgement | None = None
    if request.method == "POST" and "look" not in request.POST and form.is_valid():
        judged = form.attempt(lambda: _judged(form))
        opened = form.attempt(lambda: _opened(request, form)) if _saves(request, judged) else None
        if opened is not None:
            messages.success(request, gettext("集体户已设立，请指定管理人。"))
            return redirect("collective", opened.pk)
    typed = request.POST.get("destination.search", "")
    context: dict[str, Any] = {
        "form": form,
        "looking": "look" in request.POST,
        "judged": judged,
        "findings": [each.as_json() for each in judged.findings] if judged else [],
        "typed": typed,
        "chosen": request.POST.get("destination.division", ""),
        "divisions": places_for(request, typed),
    }
    return render(request, "registry/collective_new.html", context, status=form.status)


def _saves(request: DeskRequest, judged: SetUpJudgement | None) -> bool:
    return judged is not None and "save" in request.POST


def _judged(form: CollectiveForm) -> SetUpJudgement:
    told = form.cleaned_data
    return judge_set_up(
        told["sort"],
        form.facts,
        credit_code=told["credit_code"],
        division=told["division"],
        on=told["on"],
    )


def _opened(request: DeskRequest, form: CollectiveForm) -> Household:
    told = form.cleaned_data
    division, office = _place(request, told["division"])
    details = CollectiveDetails(
        **{name: told[name] for name in ("sort", "credit_code", "contact", "phone")}
    )
    return open_collective_household(
        find_or_add_address(division, **form.elements),
        details,
        name=told["name"],
        facts=form.facts,
        office=office,
        on=told["on"],
        by=request.user,
        basis={"document": told["document"], "clause": ""},
        grounds=told["grounds"],
    )


def _place(request: DeskRequest, code: str) -> tuple[Division, Office]:
    division = Division.objects.on(clock.today()).filter(code=code).first()
    office = station_of(division) if division else None
    if division is None or office is None or not request.scope.keeps(office.pk):
        raise InvalidInput("该社区（村）不在本机关辖区内。", field="division")
    return division, office
