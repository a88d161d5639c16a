"""Words and the drawing of visits (入户走访)."""

from typing import Final

from django import template
from django.utils.translation import gettext

from registry.models import ReportStanding, VisitGround, VisitResult, VisitState
from registry.queries.visits import TaskView

register = template.Library()

STATES: Final = {"open": "tag tag-run", "ended": "tag tag-ok", "cancelled": "tag tag-line"}
RESULTS: Final = {
    VisitResult.AS_REGISTERED: "ok",
    VisitResult.NOT_FOUND: "bad",
    VisitResult.ELSEWHERE: "bad",
    VisitResult.NO_SUCH_DOOR: "bad",
    VisitResult.OTHERS: "warn",
    VisitResult.NOBODY_HOME: "line",
    VisitResult.REFUSED: "warn",
}
STANDINGS: Final = {"stands": "ok", "conflict": "warn", "followed": "line", "set_aside": "line"}
WIDTH: Final = 1000


@register.filter
def visit_state(value: str) -> str:
    return gettext(str(VisitState(value).label))


@register.filter
def visit_state_tag(value: str) -> str:
    return STATES[value]


@register.filter
def visit_ground(value: str) -> str:
    return gettext(str(VisitGround(value).label))


@register.filter
def visit_result(value: str) -> str:
    """Return what was found, in words."""
    return gettext(str(VisitResult(value).label))


@register.filter
def visit_result_tag(value: str) -> str:
    return f"tag tag-{RESULTS[VisitResult(value)]}"


@register.filter
def visit_standing(value: str) -> str:
    return gettext(str(ReportStanding(value).label))


@register.filter
def visit_standing_tag(value: str) -> str:
    return f"tag tag-{STANDINGS[value]}"


@register.inclusion_tag("registry/components/visit_bar.html")
def visit_bar(task: TaskView, *, legend: bool = False) -> dict[str, object]:
    """Draw how far a task is: one bar, a part for each result, the rest still to visit."""
    parts, at = [], 0
    told = [result for result in VisitResult if task.results.get(result.value)]
    for result in told:
        count = task.results[result.value]
        width = round(WIDTH * count / task.stops)
        parts.append((RESULTS[result], at, width, gettext(str(result.label)), count))
        at += width
    return {"task": task, "parts": parts, "legend": legend, "width": WIDTH}
