"""Which steps are late or nearly so, who was told, and what could not be told (时限督办)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from applications.models import Deadline, Kind
from applications.workflow import OPEN, Status
from hukou.kernel import clock
from hukou.kernel.working_days import national
from registry.queries import Scope

from .case import within
from .due import soon_until

LISTS: Final = ("late", "near", "reported", "failed")
"""逾期, 将到期, 已上报, 上报失败."""
MOST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRow:
    """One step that is late or nearly so; it names nobody who applied."""

    file: UUID
    number: str
    kind: str
    step: str
    office: str
    handler: str
    due_at: datetime
    days_late: int
    reminded_at: datetime | None
    escalated_at: datetime | None
    reported_to: str
    again_at: datetime | None
    failures: int
    last_error: str
    basis: str


def watch_counts(scope: Scope, *, now: datetime) -> dict[str, int]:
    """Return how many steps every list holds (one statement)."""
    return _open(scope).aggregate(**{name: Count("pk", filter=_list(name, now)) for name in LISTS})


def watched(name: str, *, scope: Scope, now: datetime) -> list[WatchRow]:
    """Return a list's steps, the longest due first (one statement); `name` is one of LISTS."""
    rows = (
        _open(scope)
        .filter(_list(name, now))
        .order_by("due_at", "pk")
        .values(
            "step",
            "due_at",
            "reminded_at",
            "escalated_at",
            "again_at",
            "failures",
            "last_error",
            "basis",
            number=F("application__number"),
            kind=F("application__kind"),
            file=F("application_id"),
            office=F("application__office__name"),
            handler=F("application__assigned_to__name"),
            told=F("reported_to__name"),
        )
    )
    return [_row(dict(row), clock.today()) for row in rows[:MOST]]


def _open(scope: Scope) -> QuerySet[Deadline]:
    """Return the steps still to be done; a card is due after its file has ended, nothing else."""
    files = within(scope).filter(Q(status__in=OPEN) | Q(status=Status.REGISTERED, kind=Kind.CARD))
    return Deadline.objects.filter(application__in=files, met_at=None)


def _list(name: str, now: datetime) -> Q:
    conditions: Mapping[str, Q] = {
        "late": Q(due_at__lte=now),
        "near": Q(due_at__gt=now, due_at__lte=soon_until(now)),
        "reported": Q(escalated_at__isnull=False),
        "failed": Q(failures__gt=0),
    }
    return conditions[name]


def _row(row: dict[str, Any], today: date) -> WatchRow:
    told, handler = row.pop("told"), row.pop("handler")
    last = (row["due_at"].astimezone(clock.ZONE) - timedelta(days=1)).date()
    return WatchRow(
        **row,
        reported_to=told or "",
        handler=handler or "",
        days_late=_working_days(last, today),
    )


def _working_days(last: date, today: date) -> int:
    """Return how many working days have passed since the last day of a step; 0 before it."""
    calendar, days = national(), max(0, (today - last).days)
    return sum(calendar.works(last + timedelta(days=day)) for day in range(1, days + 1))
