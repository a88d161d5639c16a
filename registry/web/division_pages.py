"""Divisions at the counter (区划): the tree on a day, its changes, and the change of one."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hukou.kernel import clock, division_code
from hukou.kernel.errors import InvalidInput, NotFound
from registry.actions import (
    NewDivision,
    Part,
    abolish_division,
    merge_divisions,
    rename_division,
    split_division,
)
from registry.models import Division, DivisionChange, DivisionLevel
from registry.queries import (
    areas_of,
    classes_on,
    division_changes,
    division_on,
    divisions_below,
    lies_in,
    residents_by_class,
    urban_rural_class_on,
)
from registry.web.access import APPROVERS, DeskRequest, desk_page
from registry.web.place_forms import (
    AbolishForm,
    AreaForm,
    DecisionForm,
    MergeForm,
    RenameForm,
    SplitForm,
)
from registry.web.place_scope import own_division

CHANGES: Final = 50


@never_cache
@require_safe
@desk_page()
def division_tree(request: DeskRequest) -> HttpResponse:
    """Show a division on a day: what lies above and below, who lives there, and what changed."""
    form = AreaForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    on, areas = asked.get("on") or clock.today(), areas_of(request.scope)
    code = asked.get("code") or (areas[0] if areas else "")
    shown = division_on(_short(code), on=on) if lies_in(_short(code), areas) else None
    below = divisions_below(shown, on=on) if shown else []
    classes = classes_on([each.code for each in below], on=on)
    context = {
        "form": form,
        "on": on,
        "shown": shown,
        "line": _line(shown),
        "below": [(each, classes.get(each.code, "")) for each in below],
        "class": urban_rural_class_on(shown.code, on=on) if shown else None,
        "is_village": shown is not None and shown.level == DivisionLevel.VILLAGE,
        "residents": residents_by_class(shown.code, scope=request.scope, on=on) if shown else None,
        "changes": division_changes([shown.code])[:CHANGES] if shown else [],
        "roots": areas,
        "decides": request.posting.role in APPROVERS,
    }
    return render(request, "registry/division_tree.html", context, status=form.status)


def _short(code: str) -> str:
    return division_code.without_padding(code.strip())


def _line(division: Division | None) -> list[Division]:
    """Return the divisions above, the highest first."""
    line: list[Division] = []
    above = division.parent if division else None
    while above is not None:
        line.insert(0, above)
        above = above.parent
    return line


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(APPROVERS)
def division_change(request: DeskRequest, division_id: int, kind: str) -> HttpResponse:
    """Rename, merge, split or abolish a division of this area."""
    division = Division.objects.filter(pk=division_id).first()
    if (
        division is None
        or kind not in CHANGES_OF
        or not lies_in(division.code, areas_of(request.scope))
    ):
        raise NotFound
    heading, shape, act = CHANGES_OF[kind]
    form = shape(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        change = form.attempt(partial(act, request, division, form))
        if change is not None:
            messages.success(request, gettext("区划变更已登记。"))
            return redirect("division-tree")
    context = {"division": division, "heading": heading, "form": form, "kind": kind}
    return render(request, "registry/division_change.html", context, status=form.status)


def _renamed(request: DeskRequest, division: Division, form: DecisionForm) -> DivisionChange:
    told = form.cleaned_data
    return rename_division(
        division, name=told["name"], code=told["code"], by=request.user, **form.decision
    )


def _merged(request: DeskRequest, division: Division, form: DecisionForm) -> DivisionChange:
    told = form.cleaned_data
    others = [_own(request, code, form, "others") for code in told["others"].split()]
    into: Division | NewDivision
    if told["name"].strip():
        _refuse_far(request, told["into"], "into")
        into = NewDivision(code=told["into"], name=told["name"])
    else:
        into = _own(request, told["into"], form, "into")
    return merge_divisions([division, *others], into=into, by=request.user, **form.decision)


def _split(request: DeskRequest, division: Division, form: DecisionForm) -> DivisionChange:
    told = form.cleaned_data
    _refuse_far(request, told["code"], "code")
    keys = told["addresses"].split()
    if not all(key.isascii() and key.isdigit() for key in keys):
        raise InvalidInput("地址编号为数字，以空格分隔。", field="addresses")
    part = Part(
        code=told["code"],
        name=told["name"],
        children=told["children"].split(),
        addresses=[int(key) for key in keys],
    )
    return split_division(division, parts=[part], by=request.user, **form.decision)


def _abolished(request: DeskRequest, division: Division, form: DecisionForm) -> DivisionChange:
    code = form.cleaned_data["successor"]
    successor = _own(request, code, form, "successor") if code else None
    return abolish_division(division, successor=successor, by=request.user, **form.decision)


def _own(request: DeskRequest, code: str, form: DecisionForm, field: str) -> Division:
    """Return a division of this area as typed. Raises InvalidInput on its field."""
    _refuse_far(request, code, field)
    return own_division(_short(code), scope=request.scope, on=form.cleaned_data["on"])


def _refuse_far(request: DeskRequest, code: str, field: str) -> None:
    if not lies_in(_short(code), areas_of(request.scope)):
        raise InvalidInput("该代码不在本机关辖区内。", field=field)


Act = Callable[[DeskRequest, Division, DecisionForm], DivisionChange]
CHANGES_OF: Final[dict[str, tuple[Any, type[DecisionForm], Act]]] = {
    "rename": (_("区划更名"), RenameForm, _renamed),
    "merge": (_("区划合并"), MergeForm, _merged),
    "split": (_("区划拆分"), SplitForm, _split),
    "abolish": (_("区划撤销"), AbolishForm, _abolished),
}
