"""Villages that become communities at the counter (村改居): previewed, carried out, taken back."""

from functools import partial
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput, NotFound
from registry.actions import (
    Conversion,
    note_disclosure,
    turn_into_communities,
    undo_turning_into_communities,
)
from registry.models import Division, DivisionChange, DivisionChangeKind, DivisionLevel
from registry.queries import (
    Affected,
    AffectedPerson,
    affected_by,
    areas_of,
    division_changes,
    division_on,
    divisions_below,
    lies_in,
)
from registry.web.access import APPROVERS, DeskRequest, desk_page
from registry.web.place_forms import ConversionForm, DecisionForm

TAKEN: Final = "villages"


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(APPROVERS)
def village_to_community(request: DeskRequest) -> HttpResponse:
    """Choose the villages of a town, see everybody affected, then carry it out."""
    asked = request.POST if request.method == "POST" else request.GET
    town = _town(request, asked.get("town", ""))
    villages = _villages(town)
    form = ConversionForm(
        request.POST if "on" in request.POST else None, initial={"on": clock.today()}
    )
    affected: Affected | None = None
    if town and form.is_bound and form.is_valid():
        chosen = form.attempt(partial(_chosen, request, villages)) or []
        affected = _affected(request, [each.village.code for each in chosen]) if chosen else None
        if chosen and "save" in request.POST:
            change = form.attempt(partial(_turned, request, chosen, form))
            if change is not None:
                messages.success(request, gettext("村改居已登记，可在变更记录中撤回。"))
                return redirect("division-undo", change.pk)
    context = {
        "form": form,
        "town": town,
        "typed": asked.get("town", ""),
        "villages": [_told(request, village) for village in villages],
        "affected": affected,
        "page_no": request.POST.get("after", ""),
    }
    return render(request, "registry/village_to_community.html", context, status=form.status)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(APPROVERS)
def division_undo(request: DeskRequest, change_id: int) -> HttpResponse:
    """Show a change of divisions; take a 村改居 back as a whole, with everybody affected shown."""
    change = division_changes(areas_of(request.scope)).filter(pk=change_id).first()
    if change is None:
        raise NotFound
    can_undo = (
        change.kind == DivisionChangeKind.VILLAGE_TO_COMMUNITY
        and not DivisionChange.objects.filter(undoes=change).exists()
    )
    form = DecisionForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        undone = form.attempt(partial(_undone, request, change, form))
        if undone is not None:
            messages.success(request, gettext("村改居已撤回。"))
            return redirect("division-undo", undone.pk)
    codes = [step.following.code for step in change.steps.all() if step.following]
    context = {
        "change": change,
        "form": form,
        "can_undo": can_undo,
        "affected": _affected(request, codes) if can_undo else None,
    }
    return render(request, "registry/division_undo.html", context, status=form.status)


def _town(request: DeskRequest, code: str) -> Division | None:
    """Return a township of this area by its code, typed with nine or twelve digits."""
    short = code.strip().removesuffix("000") if len(code.strip()) > 9 else code.strip()  # noqa: PLR2004
    if not short or not lies_in(short, areas_of(request.scope)):
        return None
    found = division_on(short, on=clock.today())
    return found if found and found.level == DivisionLevel.TOWNSHIP else None


def _villages(town: Division | None) -> list[Division]:
    return divisions_below(town, on=clock.today()) if town else []


def _told(request: DeskRequest, village: Division) -> dict[str, Any]:
    """Return a village with what was typed about it."""
    key = village.pk
    return {
        "village": village,
        "taken": str(key) in request.POST.getlist(TAKEN),
        "name": request.POST.get(f"name.{key}", ""),
        "code": request.POST.get(f"code.{key}", ""),
    }


def _chosen(request: DeskRequest, villages: list[Division]) -> list[Conversion]:
    told = [_told(request, village) for village in villages]
    chosen = [
        Conversion(
            village=each["village"],
            name=each["name"],
            code=each["code"].strip(),
            urban_rural_class=request.POST.get("urban_rural_class", ""),
        )
        for each in told
        if each["taken"]
    ]
    if not chosen:
        raise InvalidInput("请选择要改为社区的村。", field="villages")
    return chosen


def _affected(request: DeskRequest, codes: list[str]) -> Affected:
    after = request.POST.get("after") or request.GET.get("after") or "0"
    found = affected_by(
        codes,
        scope=request.scope,
        on=clock.today(),
        after=int(after) if after.isascii() and after.isdigit() else 0,
    )
    if found.page.items:
        note_disclosure(
            scope=request.scope,
            kind="division_change",
            people=[each.person_id for each in found.page.items],
            fields=list(AffectedPerson.__dataclass_fields__),
            purpose="counter list",
        )
    return found


def _turned(request: DeskRequest, chosen: list[Conversion], form: ConversionForm) -> DivisionChange:
    return turn_into_communities(chosen, by=request.user, **form.decision)


def _undone(request: DeskRequest, change: DivisionChange, form: DecisionForm) -> DivisionChange:
    return undo_turning_into_communities(change, by=request.user, **form.decision)
