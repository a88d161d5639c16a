"""How tasks of visits stand (走访进度), their stops in order, and what was reported."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from django.db.models import Q

from registry.models import FindingStatus, QualityFinding, VisitReport
from registry.queries.addresses import TEXT_ON
from registry.queries.page import Page
from registry.queries.scope import Scope
from registry.queries.sql import fetch

from .people import people_at

AT_ONCE: Final = 50

TASKS: Final = """
SELECT task.id, task.title, task.office_id, office.name AS office_name, task.starts_on, task.due_on,
       task.state, task.closing_reason, planner.name AS planned_by, closer.name AS closed_by,
       task.closed_at, counted.stops, counted.results, counted.conflicts
FROM registry_visittask task
JOIN registry_office office ON office.id = task.office_id
JOIN registry_account planner ON planner.id = task.planned_by_id
LEFT JOIN registry_account closer ON closer.id = task.closed_by_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(times), 0)::int AS stops, coalesce(sum(conflicts), 0)::int AS conflicts,
           coalesce(jsonb_object_agg(result, times) FILTER (WHERE result <> ''), '{}') AS results
    FROM (
        SELECT coalesce(report.result, '') AS result, count(*) AS times,
               count(*) FILTER (WHERE EXISTS (
                   SELECT FROM registry_visitreport other
                   WHERE other.stop_id = stop.id AND other.standing = 'conflict')) AS conflicts
        FROM registry_visitstop stop
        LEFT JOIN registry_visitreport report
          ON report.stop_id = stop.id AND report.standing = 'stands'
        WHERE stop.task_id = task.id GROUP BY 1) told
) counted
WHERE (%(offices)s::bigint[] IS NULL OR task.office_id = ANY(%(offices)s::bigint[]))
"""

LISTED: Final = (
    TASKS
    + """
  AND (%(state)s = '' OR task.state = %(state)s)
  AND (%(after)s::bigint IS NULL OR task.id < %(after)s::bigint)
ORDER BY task.id DESC LIMIT %(limit)s
"""
)
ONE: Final = TASKS + "  AND task.id = %(task)s::bigint"

STOPS: Final = """
SELECT stop.id, stop.sequence, stop.ground, stop.household_id, stop.person_id, stop.finding_id,
       stop.residence_id, stop.question, stop.address_id,
       CASE WHEN address.id IS NULL THEN '' ELSE {text} END AS address_text,
       division.name AS community, address.street,
       household.number AS household_number,
       report.id AS report_id, report.result, report.note, report.visited_on, report.people,
       reporter.name AS reported_by,
       (SELECT count(*) FROM registry_visitreport other
        WHERE other.stop_id = stop.id AND other.standing = 'conflict') AS conflicts,
       coalesce(cardinality(report.pictures), 0) AS pictures,
       (SELECT count(*) FROM registry_visitphoto photo WHERE photo.report_id = report.id) AS photos
FROM registry_visitstop stop
LEFT JOIN registry_address address ON address.id = stop.address_id
LEFT JOIN registry_division division ON division.id = address.division_id
LEFT JOIN registry_household household ON household.id = stop.household_id
LEFT JOIN registry_visitreport report
  ON report.stop_id = stop.id AND report.standing = 'stands'
LEFT JOIN registry_account reporter ON reporter.id = report.reported_by_id
WHERE stop.task_id = %(task)s AND (%(stop)s::bigint IS NULL OR stop.id = %(stop)s::bigint)
ORDER BY stop.sequence
""".replace("{text}", TEXT_ON)

NAMES: Final = """
SELECT known.person_id, known.name FROM registry_particulars known
WHERE known.person_id = ANY(%(people)s::bigint[]) AND known.period @> %(on)s::date
"""


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task and how far it is: how many stops, and how many of them by what was found.

    `conflicts` counts the stops with reports that are still to be compared.
    """

    id: int
    title: str
    office_id: int
    office_name: str
    starts_on: date
    due_on: date
    state: str
    closing_reason: str
    planned_by: str
    closed_by: str
    closed_at: Any
    stops: int
    results: dict[str, int]
    conflicts: int

    @property
    def visited(self) -> int:
        """How many stops have a result."""
        return sum(self.results.values())

    @property
    def open(self) -> int:
        """How many stops have none yet."""
        return self.stops - self.visited


@dataclass(frozen=True, slots=True)
class StopView:
    """A stop: where, why, and what stands for it; `names` are those it is about, by key."""

    id: int
    sequence: int
    ground: str
    household_id: int | None
    person_id: int | None
    finding_id: int | None
    residence_id: int | None
    question: Any
    address_id: int | None
    address_text: str
    community: str
    street: str
    household_number: str
    report_id: Any
    result: str
    note: str
    visited_on: date | None
    people: list[int]
    reported_by: str
    conflicts: int
    pictures: int
    photos: int
    names: dict[int, str] = field(default_factory=dict)


def list_visit_tasks(
    *, scope: Scope, state: str = "", after: int | None = None, limit: int = AT_ONCE
) -> Page[TaskView]:
    """Return the tasks of the scope's offices, the latest first; one statement."""
    asked = {"offices": scope.offices, "state": state, "after": after, "limit": limit + 1}
    found = [_task(row) for row in fetch(LISTED, asked)]
    return Page.of(found, limit=limit, key="id")


def visit_task_of(task_id: int, *, scope: Scope) -> TaskView | None:
    """Return one task; None where it is of no office of the scope. One statement."""
    rows = fetch(ONE, {"offices": scope.offices, "task": task_id})
    return _task(rows[0]) if rows else None


def stops_of(task_id: int, *, on: date, stop: int | None = None) -> list[StopView]:
    """Return the stops of a task in order of its route, or one of them; one statement."""
    asked = {"task": task_id, "on": on, "stop": stop}
    texts = ("community", "street", "household_number", "result", "note", "reported_by")
    return [
        StopView(
            **row | {name: row[name] or "" for name in texts} | {"people": row["people"] or []}
        )
        for row in fetch(STOPS, asked)
    ]


def reports_of(stop_id: int) -> list[VisitReport]:
    """Return everything that was reported of a stop, the earliest first, with photos."""
    rows = VisitReport.objects.filter(stop=stop_id).order_by("recorded_at", "pk")
    told = rows.select_related("reported_by", "compared_by").prefetch_related("photos")
    return list(told)


def names_of(people: Collection[int], *, on: date) -> dict[int, str]:
    """Return the names of people on a day, by key; one statement."""
    rows = fetch(NAMES, {"people": sorted(people), "on": on})
    return {row["person_id"]: row["name"] for row in rows}


def _task(row: dict[str, Any]) -> TaskView:
    texts = {name: row[name] or "" for name in ("closed_by", "closing_reason")}
    results = row["results"]
    told = json.loads(results) if isinstance(results, str) else results
    return TaskView(**row | texts | {"results": told})


def stops_told(task_id: int, *, scope: Scope, on: date, stop: int | None = None) -> list[StopView]:
    """Return the stops of a task with the names of those each is about; three statements.

    Ask for a task of the scope only.
    """
    stops = stops_of(task_id, on=on, stop=stop)
    about = people_at([each.id for each in stops], scope=scope, on=on)
    names = names_of({person for people in about.values() for person in people}, on=on)
    return [
        replace(each, names={who: names[who] for who in about.get(each.id, []) if who in names})
        for each in stops
    ]


def open_findings_at(stop: StopView, *, scope: Scope) -> list[QualityFinding]:
    """Return the open findings about whom, or about whose household, a stop is."""
    rows = scope.rows(QualityFinding.objects.filter(status=FindingStatus.OPEN))
    about = Q(people__overlap=list(stop.names)) | Q(pk=stop.finding_id)
    if stop.household_id is not None:
        about |= Q(households__contains=[stop.household_id])
    return list(rows.filter(about).select_related("rule").order_by("found_on", "pk"))
