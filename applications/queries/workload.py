"""Who has how much on the desk, and which terms are kept (工作量与时限): nobody who applied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from django.db.models import Count, F, Min, Q, QuerySet

from applications.models import Application, Deadline, Decision, Step
from applications.workflow import OPEN, Status
from registry.queries import Scope

from .due import soon_until

LOOKS_BACK: Final = timedelta(days=30)
SHOWN: Final = 50


class Who(NamedTuple):
    """Whose desk: two officers of one name are two, and so are two offices."""

    office: int
    account: int | None
    office_name: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What one officer has at one office; `name` is empty for what nobody handles."""

    office: str
    name: str
    open: int
    overdue: int
    soon: int
    oldest: datetime | None
    decided: int

    @property
    def in_time(self) -> int:
        return self.open - self.overdue - self.soon


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTerm:
    """How the terms of one step stand: running, overdue, reported; of those met lately, in time."""

    step: str
    running: int
    overdue: int
    reported: int
    met: int
    met_in_time: int

    @property
    def share(self) -> float | None:
        return 100 * self.met_in_time / self.met if self.met else None


def desks(scope: Scope, *, now: datetime) -> list[Desk]:
    """Return the desks of a scope's offices, the most overdue first (two statements)."""
    unmet = Q(deadlines__met_at=None)
    rows = (
        _files(scope)
        .filter(status__in=OPEN)
        .values("office", "office__name", "assigned_to", "assigned_to__name")
        .annotate(
            open=Count("pk", distinct=True),
            overdue=Count("pk", filter=unmet & Q(deadlines__due_at__lte=now), distinct=True),
            soon=Count("pk", filter=unmet & _soon(now), distinct=True),
            oldest=Min("submitted_at"),
        )
    )
    decided = _decided(scope, since=now - LOOKS_BACK)
    told = {
        Who(
            row["office"], row["assigned_to"], row["office__name"], row["assigned_to__name"] or ""
        ): dict(row)
        for row in rows
    }
    found = [_desk(who, told.get(who, {}), decided.get(who, 0)) for who in {**told, **decided}]
    return sorted(found, key=lambda each: (-each.overdue, -each.soon, -each.open, each.office))


def _desk(who: Who, row: Mapping[str, Any], decided: int) -> Desk:
    return Desk(
        office=who.office_name,
        name=who.name,
        open=row.get("open", 0),
        overdue=row.get("overdue", 0),
        soon=row.get("soon", 0),
        oldest=row.get("oldest"),
        decided=decided,
    )


def _decided(scope: Scope, *, since: datetime) -> Mapping[Who, int]:
    rows = (
        Decision.objects.filter(application__in=_files(scope), decided_at__gte=since)
        .values_list(
            "application__office", "decided_by", "application__office__name", "decided_by__name"
        )
        .annotate(n=Count("pk"))
    )
    return {Who(*who): n for *who, n in rows}


def step_terms(scope: Scope, *, now: datetime) -> list[StepTerm]:
    """Return how the terms of every step stand (one statement)."""
    lately = Q(met_at__gte=now - LOOKS_BACK)
    open_ = Q(met_at=None)
    rows: Mapping[str, Mapping[str, Any]] = {
        row["step"]: row
        for row in _deadlines(scope)
        .values("step")
        .annotate(
            running=Count("pk", filter=open_),
            overdue=Count("pk", filter=open_ & Q(due_at__lte=now)),
            reported=Count("pk", filter=open_ & Q(escalated_at__isnull=False)),
            met=Count("pk", filter=lately),
            met_in_time=Count("pk", filter=lately & Q(met_at__lte=F("due_at"))),
        )
    }
    return [_term(step, rows.get(step, {})) for step in Step.values]


def _term(step: str, row: Mapping[str, Any]) -> StepTerm:
    return StepTerm(
        step=step,
        running=row.get("running", 0),
        overdue=row.get("overdue", 0),
        reported=row.get("reported", 0),
        met=row.get("met", 0),
        met_in_time=row.get("met_in_time", 0),
    )


def overdue_files(scope: Scope, *, now: datetime) -> Sequence[Deadline]:
    """Return the missed terms, the oldest first, with their file and who handles it."""
    rows = _deadlines(scope).filter(met_at=None, due_at__lte=now)
    shown = rows.select_related("application__office", "application__assigned_to")
    return list(shown.order_by("due_at", "pk")[:SHOWN])


def _files(scope: Scope) -> QuerySet[Application]:
    rows = Application.objects.exclude(status=Status.DRAFT)
    return scope.rows(rows)


def _deadlines(scope: Scope) -> QuerySet[Deadline]:
    return Deadline.objects.filter(application__in=_files(scope))


def _soon(now: datetime) -> Q:
    return Q(deadlines__due_at__gt=now, deadlines__due_at__lte=soon_until(now))
