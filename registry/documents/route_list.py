"""The route list of a visit (走访路线单): doors in the order of the walk, with room to write."""

from collections.abc import Sequence
from datetime import date

from registry.models import VisitGround, VisitResult
from registry.queries.visits import StopView, TaskView

from .fonts import spelt
from .printing import listed


def route_list(task: TaskView, stops: Sequence[StopView], *, printed_by: str, on: date) -> bytes:
    """Return the list as PDF/A; a character no font can draw is written as its code point."""
    content = {
        "title": spelt(task.title),
        "office": spelt(task.office_name),
        "dates": f"{task.starts_on.isoformat()} 至 {task.due_on.isoformat()}",
        "printed": spelt(f"{on.isoformat()}　{printed_by}"),
        "results": [str(result.label) for result in VisitResult],
        "stops": [_line(stop) for stop in stops],
    }
    return listed("visit_route", content, on=on)


def _line(stop: StopView) -> dict[str, str]:
    return {
        "place": str(stop.sequence),
        "address": spelt(stop.address_text or stop.household_number),
        "people": spelt("、".join(stop.names.values())),
        "ground": str(VisitGround(stop.ground).label),
        "result": str(VisitResult(stop.result).label) if stop.result else "",
    }
