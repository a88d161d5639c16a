"""The score sheet at the counter (积分测算): line by line, with its sum; nothing is stored."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from applications.queries.points_places import PointsPlace, points_places
from applications.queries.policy import standing
from applications.web.points_form import SheetForm
from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from hukou.law import Silence, load_law, parse_facts
from hukou.law.points.formulas import Values
from hukou.law.points.priorities import Priority
from hukou.law.points.scheme import Block, Item, Scheme, Sheet
from registry.web import COUNTER, DeskRequest, desk_page


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTold:
    """A sheet as a page shows it."""

    sheet: Sheet
    on: date
    silence: Silence | None
    blocks: Sequence[tuple[Block, Sequence[Item], Fraction]]
    conditions: Sequence[dict[str, object]]
    ties: Sequence[tuple[str, Fraction | None]]
    priorities: Sequence[tuple[Priority, Fraction]]
    is_counted: bool = False
    """Whether a list of a round counted it so; else it was only tried at the counter."""

    @property
    def open_lines(self) -> int:
        """How many lines rest on a fact that nobody has told."""
        return sum(bool(each.missing) for each in self.sheet.items)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(COUNTER)
def points(request: DeskRequest) -> HttpResponse:
    """Show the schemes and where there is none any more; score what is typed, and keep nothing."""
    today = clock.today()
    places = points_places(today)
    scheme, place = _chosen(request.GET.get("scheme", ""), places)
    form = SheetForm(request.POST or None, scheme=scheme) if scheme else None
    told = None
    if form is not None and form.is_bound and form.is_valid():
        told = form.attempt(lambda: _told(form))
    context = {
        "options": _options(places),
        "chosen": scheme.id if scheme else place.code if place else "",
        "scheme": scheme,
        "place": place,
        "places": places,
        "form": form,
        "told": told,
        "today": today,
    }
    return render(request, "applications/points.html", context, status=form.status if form else 200)


def _chosen(asked: str, places: Sequence[PointsPlace]) -> tuple[Scheme | None, PointsPlace | None]:
    """Return the scheme that was asked for, or the place that has none any more.

    Raises:
        NotFound: neither is called so.
    """
    schemes = load_law().shown_schemes
    if not asked:
        return next(iter(schemes.values()), None), None
    ended = next((each for each in places if each.code == asked and each.refusal), None)
    if ended is None and asked not in schemes:
        raise NotFound
    return schemes.get(asked), ended


def _options(places: Sequence[PointsPlace]) -> list[tuple[str, str]]:
    """Return what can be chosen: schemes that decide, places that ended theirs, the examples."""
    law = load_law()
    options = [(each.id, each.regulation.short_title) for each in law.schemes.every]
    options += [
        (each.code, gettext("%(place)s（已取消积分入户）") % {"place": each.name})
        for each in places
        if each.refusal
    ]
    return options + [(each.id, each.regulation.short_title) for each in law.examples.schemes.every]


def _told(form: SheetForm) -> SheetTold:
    """Score what was typed. Raises InvalidInput."""
    on: date = form.cleaned_data["on"]
    values = parse_facts(form.told(), on=on, prefix="facts.").values
    told = sheet_told(form.scheme, values, on=on)
    return replace(told, silence=standing().silence(form.scheme.regulation, on=on))


def sheet_told(scheme: Scheme, values: Values, *, on: date) -> SheetTold:
    """Return what a scheme comes to for these facts, as a page shows it."""
    sheet = scheme.score(values, on=on)
    return SheetTold(
        sheet=sheet,
        on=on,
        silence=None,
        blocks=_blocks(sheet),
        conditions=[each.as_json() for each in scheme.judged(values, on=on).findings],
        ties=[
            (name, number if values.get(name) is not None else None)
            for name, number in zip(scheme.tie_facts, scheme.ties(values), strict=True)
        ],
        priorities=[(each, sheet.of_priority(each)) for each in scheme.priorities],
    )


def _blocks(sheet: Sheet) -> list[tuple[Block, Sequence[Item], Fraction]]:
    return [
        (block, [each for each in sheet.items if each.indicator.block == name], sheet.of(name))
        for name, block in sheet.scheme.blocks.items()
    ]
