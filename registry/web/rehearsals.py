"""One flow for every change of households: choose, read the rehearsal, save what was read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from hukou.web.forms import read_key
from registry.actions import Change, Rehearsal, make_as_rehearsed, rehearse
from registry.errors import RehearsalOutdated
from registry.web.access import DeskRequest
from registry.web.change_forms import ChangeForm
from registry.web.relations import read_relation, relation_names

ASKED: Final = "relation."


@dataclass(frozen=True, slots=True)
class Plan:
    """A change with everything chosen, and the households it begins with."""

    change: Change[object]
    households: Sequence[int]
    on: date


@dataclass(frozen=True, slots=True)
class Page:
    """What a page of this flow needs: its words, its template and where it leads."""

    title: str
    template: str
    saved: str
    context: dict[str, Any] = field(default_factory=dict)


def turn(
    request: DeskRequest,
    form: ChangeForm,
    page: Page,
    *,
    plan: Callable[[], Plan],
    leads_to: Callable[[Any], int],
) -> HttpResponse:
    """Answer one turn of the page: rehearse what was chosen, and save what was rehearsed.

    `leads_to` tells from what the change made which household to open then.
    """
    rehearsal: Rehearsal | None = None
    if request.method == "POST" and form.is_valid():
        rehearsal = form.attempt(lambda: _rehearsed(request, plan()))
        if rehearsal is not None and "save" in request.POST:
            made = form.attempt(lambda: _saved(request, plan()))
            if made is not None:
                messages.success(request, page.saved)
                return redirect("household", leads_to(made))
    context = {
        **page.context,
        "title": page.title,
        "form": form,
        "rehearsal": rehearsal,
        "said": {str(person): text for person, text in _said(request).items()},
        "relation_names": relation_names(),
    }
    return render(request, page.template, context, status=form.status)


def _rehearsed(request: DeskRequest, plan: Plan) -> Rehearsal:
    return rehearse(
        plan.change, households=plan.households, on=plan.on, relations=_codes(_said(request))
    )


def _saved(request: DeskRequest, plan: Plan) -> object:
    """Make the change, if it still is the one that was read."""
    seal = request.POST.get("seal", "")
    if not seal:
        raise RehearsalOutdated(gettext("请先预演并核对，再保存。"))
    return make_as_rehearsed(
        plan.change,
        households=plan.households,
        on=plan.on,
        relations=_codes(_said(request)),
        seal=seal,
    )


def _said(request: DeskRequest) -> dict[int, str]:
    """Return the relations the officer typed, by person."""
    typed = {
        name.removeprefix(ASKED): text.strip()
        for name, text in request.POST.items()
        if name.startswith(ASKED) and isinstance(text, str)
    }
    said = {read_key(person): text for person, text in typed.items() if text}
    return {person: text for person, text in said.items() if person is not None}


def _codes(said: Mapping[int, str]) -> dict[int, str]:
    return {person: read_relation(text, field=f"{ASKED}{person}") for person, text in said.items()}
