"""What is due and may have lost its wake-up: the sweep asks, and wakes a worker for each."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from applications.models import (
    Application,
    Comparison,
    ComparisonState,
    Deadline,
    RoundApplication,
    Setback,
    Verification,
    Work,
)
from applications.workflow import Status
from hukou.kernel import clock
from hukou.kernel.working_days import national
from hukou.law import load_law


def soon_until(now: datetime) -> datetime:
    """Return up to when a step is due soon (即将到期): who handles it is reminded from then on."""
    return load_law().guards.deadlines.reminded_until(now.date(), national())


def due_assessments(*, limit: int) -> Sequence[UUID]:
    """Return accepted applications that wait for nobody any more, oldest first.

    One that could not be assessed waits a while, so that it does not stand before the others.
    """
    waiting = Verification.objects.outstanding().filter(application=OuterRef("pk"))
    ready = Application.objects.filter(
        ~Exists(waiting), ~_put_off(Work.ASSESS), status=Status.ACCEPTED
    )
    return list(ready.order_by("submitted_at").values_list("id", flat=True)[:limit])


def due_deadlines(*, limit: int) -> Sequence[int]:
    """Return missed deadlines that nobody was told of, the oldest first."""
    return list(Deadline.objects.overdue(clock.now()).values_list("id", flat=True)[:limit])


def near_deadlines(*, limit: int) -> Sequence[int]:
    """Return the steps whose last day is near and that nobody was reminded of, the next first."""
    now = clock.now()
    return list(
        Deadline.objects.near(until=soon_until(now), now=now).values_list("id", flat=True)[:limit]
    )


def due_releases(*, limit: int) -> list[int]:
    """Return the files that a round still holds although it is over, the earliest first."""
    held = RoundApplication.objects.unreleased().order_by("id")
    return list(held.values_list("id", flat=True)[:limit])


def due_comparisons(*, limit: int) -> list[UUID]:
    """Return the comparisons that are not finished, the earliest first."""
    running = Comparison.objects.filter(~_put_off(Work.COMPARE), state=ComparisonState.RUNNING)
    return list(running.order_by("recorded_at").values_list("pk", flat=True)[:limit])


def _put_off(work: Work) -> Exists:
    waiting = Setback.objects.waiting(work, now=clock.now())
    return Exists(waiting.filter(subject=OuterRef("pk")))
