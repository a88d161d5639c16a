"""Door-to-door checks (入户走访): what a task may hold, in which order, and how it stands."""

from .choosing import PlannedStop, VisitArea, chosen_stops
from .people import people_at
from .route import route_key
from .tasks import (
    StopView,
    TaskView,
    list_visit_tasks,
    open_findings_at,
    reports_of,
    stops_of,
    stops_told,
    visit_task_of,
)

__all__ = [
    "PlannedStop",
    "StopView",
    "TaskView",
    "VisitArea",
    "chosen_stops",
    "list_visit_tasks",
    "open_findings_at",
    "people_at",
    "reports_of",
    "route_key",
    "stops_of",
    "stops_told",
    "visit_task_of",
]
