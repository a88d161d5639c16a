"""What a permit opens (居住证便利): the published catalogue of a place and day, and its ladders."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.queries.benefits import catalogue_at
from hukou.kernel import clock
from hukou.law import Benefit, BenefitKind, Ladder, LadderBy, LadderStanding, load_law
from registry.queries import areas_of, names_of
from registry.web import DeskRequest, desk_page

from .benefit_forms import CatalogueForm, Places


@dataclass(frozen=True, slots=True)
class LadderShown:
    """A ladder as drawn: whether it decides today, and where the points or months typed stand."""

    ladder: Ladder
    decides: bool
    standing: LadderStanding | None

    @property
    def rungs(self) -> list[tuple[Any, bool, bool]]:
        """Each rung, whether it is reached, and whether it is the next one."""
        if self.standing is None:
            return [(each, False, False) for each in self.ladder.rungs]
        reached, following = self.standing.reached, self.standing.next
        return [(each, each in reached, each is following) for each in self.ladder.rungs]

    @property
    def is_by_points(self) -> bool:
        return self.ladder.by is LadderBy.POINTS


def places_of(request: DeskRequest) -> Places:
    """Return the areas this office keeps, then the places that have texts of their own."""
    mine = areas_of(request.scope)
    law = sorted({each.jurisdiction for each in load_law().regulations.values()})
    codes = list(dict.fromkeys([*mine, *law]))
    names = names_of(codes)
    return [(code, names.get(code, code)) for code in codes]


@never_cache
@require_safe
@desk_page()
def benefits(request: DeskRequest) -> HttpResponse:
    """Show the catalogue of a place on a day, with its ladders; nobody's data is shown."""
    places = places_of(request)
    form = CatalogueForm(request.GET, places=places)
    asked = form.cleaned_data if form.is_valid() else {}
    place = asked.get("area") or places[0][0]
    found = catalogue_at(place, on=asked.get("on") or clock.today())
    context = {
        "form": form,
        "found": found,
        "place": dict(places).get(place, place),
        "groups": _by_kind(found.holding),
        "ladders": [
            LadderShown(each, each.decides(found.on, found.speaking), _standing(each, asked))
            for each in found.ladders
        ],
        "services": load_law().benefits.services,
    }
    return render(request, "applications/benefits.html", context, status=form.status)


def _by_kind(found: tuple[Benefit, ...]) -> list[tuple[BenefitKind, list[Benefit]]]:
    groups = ((kind, [each for each in found if each.kind is kind]) for kind in BenefitKind)
    return [(kind, rows) for kind, rows in groups if rows]


def _standing(ladder: Ladder, asked: Mapping[str, Any]) -> LadderStanding | None:
    value: Decimal | int | None = asked.get("points" if ladder.by is LadderBy.POINTS else "months")
    return None if value is None else ladder.standing(Fraction(value))
