"""The regulations (规定): which there are, how each stands on a day, and one with all it says."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from applications.models import Activation
from applications.queries.policy import (
    activations,
    days_activated,
    find_regulation,
    number_of,
)
from hukou.kernel import clock
from hukou.law import Regulation, load_law
from hukou.law.life import Stage
from hukou.web.forms import day_asked
from registry.models import PostingRole
from registry.queries import names_of
from registry.web import COUNTER, DeskRequest, desk_page

from .panels import Asked, drawn
from .regulation_panels import PANELS

READERS: Final = COUNTER | {PostingRole.SYSTEM_ADMINISTRATOR}
"""Who reads the law at a desk: everybody who applies it, and who keeps it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulationTold:
    """A regulation and where it stands on the day asked for."""

    regulation: Regulation
    stage: Stage
    activation: Activation | None

    @property
    def number(self) -> str:
        return number_of(self.regulation, self.activation)


@require_safe
@desk_page(READERS)
def regulations(request: DeskRequest) -> HttpResponse:
    """List the regulations by jurisdiction, each with its state on a day."""
    on = day_asked(request.GET, "on") or clock.today()
    dated = activations()
    places: dict[str, list[RegulationTold]] = {}
    for each in load_law().regulations.values():
        places.setdefault(each.jurisdiction, []).append(_told(each, on=on, dated=dated))
    names = names_of(places)
    groups = [(code, names.get(code, ""), found) for code, found in sorted(places.items())]
    return render(request, "applications/regulations.html", {"groups": groups, "on": on})


@require_safe
@desk_page(READERS)
def regulation(request: DeskRequest, regulation_id: str) -> HttpResponse:
    """Show one regulation: its clauses, its channels, and what others hang in by `PANELS`."""
    found = find_regulation(regulation_id)
    on = day_asked(request.GET, "on") or clock.today()
    shown = _told(found, on=on, dated=activations())
    asked = Asked(request=request, regulation=found, on=on, activation=shown.activation)
    context = {"shown": shown, "regulation": found, "on": on, "panels": list(drawn(PANELS, asked))}
    return render(request, "applications/regulation.html", context)


def _told(regulation: Regulation, *, on: date, dated: dict[str, Activation]) -> RegulationTold:
    return RegulationTold(
        regulation=regulation,
        stage=load_law().stage(regulation.id, on, days_activated(dated)),
        activation=dated.get(regulation.id),
    )
