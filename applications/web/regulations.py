"""The regulations (规定): which there are, how each stands on a day, and one with all it says."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from applications.models import Activation
from applications.queries.policy import activations, days_activated
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput, NotFound
from hukou.law import Regulation, load_law
from hukou.law.life import Stage
from hukou.web.forms import read_day
from registry.models import PostingRole
from registry.queries import names_of
from registry.web import COUNTER, DeskRequest, desk_page

from .panels import Asked, drawn
from .regulation_panels import PANELS

READERS: Final = COUNTER | {PostingRole.SYSTEM_ADMINISTRATOR}
"""Who reads the law at a desk: everybody who applies it, and who keeps it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A regulation and where it stands on the day asked for."""

    regulation: Regulation
    stage: Stage
    activation: Activation | None

    @property
    def number(self) -> str:
        """The official number, from the text or from whoever dated it."""
        entered = self.activation.official_number if self.activation else ""
        return self.regulation.number or entered


@require_safe
@desk_page(READERS)
def regulations(request: DeskRequest) -> HttpResponse:
    """List the regulations by jurisdiction, each with its state on a day."""
    on = _day(request)
    dated = activations()
    places: dict[str, list[Standing]] = {}
    for each in load_law().regulations.values():
        places.setdefault(each.jurisdiction, []).append(standing(each, on=on, dated=dated))
    names = names_of(places)
    groups = [(code, names.get(code, ""), found) for code, found in sorted(places.items())]
    return render(request, "applications/regulations.html", {"groups": groups, "on": on})


@require_safe
@desk_page(READERS)
def regulation(request: DeskRequest, regulation_id: str) -> HttpResponse:
    """Show one regulation: its clauses, its channels, and what others hang in by `PANELS`."""
    found = load_law().regulations.get(regulation_id)
    if found is None:
        raise NotFound
    on = _day(request)
    shown = standing(found, on=on, dated=activations())
    asked = Asked(request=request, regulation=found, on=on, activation=shown.activation)
    context = {"shown": shown, "regulation": found, "on": on, "panels": list(drawn(PANELS, asked))}
    return render(request, "applications/regulation.html", context)


def standing(regulation: Regulation, *, on: date, dated: dict[str, Activation]) -> Standing:
    """Return where a regulation stands on a day."""
    return Standing(
        regulation=regulation,
        stage=load_law().stage(regulation.id, on, days_activated(dated)),
        activation=dated.get(regulation.id),
    )


def _day(request: DeskRequest) -> date:
    typed = request.GET.get("on", "")
    try:
        return read_day(typed) if typed else clock.today()
    except ValueError as problem:
        words = gettext("没有这一天，请写作 2026-11-22 或 20261122")
        raise InvalidInput(words, field="on") from problem
