"""How many unsettled residents of towns hold a permit (居住证覆盖率): now, over a year, by area."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.queries.benefits import catalogue_at
from hukou.kernel import clock
from hukou.kernel.periods import add_months
from hukou.web.charts import Ground
from registry.queries import names_of
from registry.queries.holders import Coverage, coverage_at
from registry.web import OFFICERS, DeskRequest, desk_page

from .benefit_forms import CoverageForm
from .own_areas import own_areas

MONTHS: Final = 12
GROUND: Final = Ground(width=720, height=200, left=44, top=14, foot=26, right=12)
HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Dot:
    """One month of the line: where it lies, and what it says."""

    x: float
    y: float
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Chart:
    """The line of a year in percent, with the share a text aims at."""

    dots: tuple[Dot, ...]
    aim: float | None
    months: tuple[tuple[float, date], ...]

    @property
    def size(self) -> tuple[int, int]:
        return GROUND.width, GROUND.height

    @property
    def right(self) -> int:
        """Where the lines of the ground end."""
        return GROUND.edge

    @property
    def line(self) -> str:
        return " ".join(f"{dot.x:.1f},{dot.y:.1f}" for dot in self.dots)

    @property
    def marks(self) -> list[tuple[float, int]]:
        """The percentages at the left, with where each lies."""
        return [(_height_of(Decimal(each)), each) for each in (0, 25, 50, 75, 100)]


@never_cache
@require_safe
@desk_page(OFFICERS)
def permit_coverage(request: DeskRequest) -> HttpResponse:
    """Show the coverage of one of this office's areas; only counts, nobody's data."""
    places = own_areas(request)
    form = CoverageForm(request.GET, places=places)
    asked = form.cleaned_data if form.is_valid() else {}
    area, today = asked.get("area") or places[0][0], clock.today()
    on: date = asked.get("on") or today
    days = month_ends(on)
    line = {each.on: each for each in coverage_at(area, days=days)}
    now = line.get(on)
    parts = coverage_at(area, days=[on], by_part=True)
    part_names = names_of([each.area for each in parts])
    aim = catalogue_at(area, on=on).aim
    context = {
        "form": form,
        "area": dict(places)[area],
        "on": on,
        "now": now,
        "share": now.share if now else None,
        "aim": aim,
        "chart": drawn(line, days, aim.percent if aim else None),
        "line": [(day, line.get(day)) for day in days],
        "parts": [(each, part_names.get(each.area, each.area)) for each in parts],
    }
    return render(request, "applications/permit_coverage.html", context, status=form.status)


def month_ends(on: date) -> list[date]:
    """Return the last days of the twelve months before a day, and the day itself."""
    ends = []
    for back in range(MONTHS, 0, -1):
        month = add_months(on.replace(day=1), -back)
        ends.append(month.replace(day=monthrange(month.year, month.month)[1]))
    return [each for each in ends if each < on] + [on]


def drawn(line: dict[date, Coverage], days: Sequence[date], aim: int | None) -> Chart:
    """Return the chart: a day with nobody to count has no dot."""
    places = {day: GROUND.across(at / (len(days) - 1)) for at, day in enumerate(days)}
    dots = tuple(
        Dot(places[day], _height_of(share), found)
        for day in days
        if (found := line.get(day)) is not None and (share := found.share) is not None
    )
    return Chart(
        dots=dots,
        aim=None if aim is None else _height_of(Decimal(aim)),
        months=tuple((places[day], day) for day in days),
    )


def _height_of(share: Decimal) -> float:
    return GROUND.up(float(share / HUNDRED))
