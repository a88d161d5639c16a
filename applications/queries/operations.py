"""How the agencies are doing (部门运行): what waits for each, since when, what came to nothing.

Nobody is named here: files by their number, questions by what is asked. Counts are those of the
offices of whoever looks; how an agency behaves is the same for all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, NamedTuple

from django.db.models import Count, F, Max, Min, Q, QuerySet

from applications.connectors import AGENCIES, agency, by_file
from applications.models import (
    ASKED,
    Application,
    Received,
    ReceivedMessage,
    Setback,
    Verification,
    VerificationStatus,
    Work,
)
from applications.workflow import OPEN, Status
from registry.queries import Scope

HOURS: Final = 24
SHOWN: Final = 50


class State(StrEnum):
    """How an agency is asked now (部门接口状态)."""

    CALM = "calm"
    TRIAL = "trial"
    LEFT_ALONE = "left_alone"
    SILENT = "silent"
    BY_FILE = "by_file"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyHealth:
    """One agency: `waiting` questions, `late` ones of them, `dead` ones that need a person.

    `hours` counts its answers in each of the last 24 hours, the oldest first. Silent is an agency
    that has answered nothing since its oldest late question was asked.
    """

    slug: str
    state: State
    waiting: int = 0
    late: int = 0
    dead: int = 0
    due_now: int = 0
    failing: int = 0
    oldest: datetime | None = None
    last_answer: datetime | None = None
    hours: Sequence[int] = ()

    @property
    def in_time(self) -> int:
        return self.waiting - self.late

    @property
    def total(self) -> int:
        return self.waiting + self.dead

    @property
    def answered(self) -> int:
        return sum(self.hours)

    @property
    def columns(self) -> list[tuple[int, float, float]]:
        """Each hour as a column of a chart 10 high: where it stands, from where, how high."""
        most = max(self.hours, default=0) or 1
        return [(at, 10 - n * 10 / most, n * 10 / most) for at, n in enumerate(self.hours)]


def agencies_health(scope: Scope, *, now: datetime) -> list[AgencyHealth]:
    """Return every connected agency, those first that somebody should look at (two statements)."""
    counted = {row.pop("agency"): row for row in _counted(scope, now)}
    hourly = _hourly(scope, now)
    found = []
    for slug in AGENCIES:
        told: dict[str, Any] = counted.get(slug, {})
        asked_at, last = told.pop("late_asked_at", None), told.get("last_answer")
        silent = asked_at is not None and (last is None or last < asked_at)
        state = State.SILENT if silent else _state(slug)
        found.append(AgencyHealth(slug=slug, state=state, hours=hourly[slug], **told))
    return sorted(found, key=lambda each: (-each.late, -each.dead, -each.waiting))


def oldest_unanswered(scope: Scope, *, limit: int = SHOWN) -> list[Verification]:
    """Return what has waited longest for an agency, by when it was due (one statement)."""
    rows = _of(scope).filter(status__in=ASKED).select_related("application")
    return list(
        rows.order_by(F("due_at").asc(nulls_last=True), "application__submitted_at")[:limit]
    )


def dead_letters(scope: Scope, *, limit: int = SHOWN) -> list[Verification]:
    """Return the questions that came to nothing and wait for a person (one statement)."""
    rows = _of(scope).filter(_dead()).select_related("application")
    return list(rows.order_by("asked_at")[:limit])


def not_taken(*, limit: int = SHOWN) -> list[ReceivedMessage]:
    """Return the last messages that were refused, or had come before (one statement)."""
    rows = ReceivedMessage.objects.exclude(outcome=Received.TAKEN)
    return list(rows.order_by("-id")[:limit])


class StuckFile(NamedTuple):
    """A file that a worker could not assess: its number, and when it is tried again."""

    number: str
    setback: Setback


def stuck_files(scope: Scope, *, limit: int = SHOWN) -> list[StuckFile]:
    """Return the files that could not be assessed, the most often tried first."""
    files = Application.objects.filter(office__in=scope.area, status=Status.ACCEPTED)
    rows = Setback.objects.filter(work=Work.ASSESS, subject__in=files.values("pk"))
    found = list(rows.order_by("-failures", "again_at")[:limit])
    numbered = files.filter(pk__in=[each.subject for each in found])
    numbers = dict(numbered.values_list("pk", "number"))
    return [StuckFile(numbers[each.subject], each) for each in found if each.subject in numbers]


def _of(scope: Scope) -> QuerySet[Verification]:
    return Verification.objects.filter(
        application__office__in=scope.area, application__status__in=OPEN
    )


def _dead() -> Q:
    return Q(status=VerificationStatus.BY_HAND) & ~Q(last_error="")


def _counted(scope: Scope, now: datetime) -> list[dict[str, Any]]:
    asked = Q(status__in=ASKED)
    late = asked & Q(due_at__lte=now)
    rows = (
        _of(scope)
        .values("agency")
        .annotate(
            waiting=Count("id", filter=asked),
            late=Count("id", filter=late),
            dead=Count("id", filter=_dead()),
            due_now=Count("id", filter=asked & Q(next_attempt_at__lte=now)),
            failing=Count("id", filter=asked & ~Q(last_error="")),
            oldest=Min("application__submitted_at", filter=asked),
            late_asked_at=Min("asked_at", filter=late),
            last_answer=Max("answered_at"),
        )
        .order_by("agency")
    )
    return [dict(row) for row in rows]


def _hourly(scope: Scope, now: datetime) -> dict[str, list[int]]:
    """Count the answers of each agency in each of the last hours, ended files included."""
    since = now - timedelta(hours=HOURS)
    hours = {slug: [0] * HOURS for slug in AGENCIES}
    rows = Verification.objects.filter(
        application__office__in=scope.area, answered_at__gt=since, answered_at__lte=now
    ).values_list("agency", "answered_at")
    for slug, at in rows.iterator(chunk_size=2000):
        if slug in hours and at is not None:
            hours[slug][int((at - since).total_seconds() // 3600) % HOURS] += 1
    return hours


def _state(slug: str) -> State:
    if slug in by_file():
        return State.BY_FILE
    return (State.LEFT_ALONE, State.TRIAL, State.CALM)[agency(slug).may_ask(2)]
