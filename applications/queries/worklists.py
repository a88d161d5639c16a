"""What waits for whom (工作列表): a page of rows, and the counts of every list."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from applications.models import ASKED, Application, Verification
from applications.workflow import OPEN, Status
from hukou.kernel.errors import InvalidInput
from registry.queries import Page, Scope

from .case import within
from .due import soon_until
from .workrows import NEVER, WorkRow, rows_of, with_due

LATELY: Final = timedelta(days=30)

LISTS: Final = ("mine", "office", "to_decide", "due_soon", "waiting")
"""我的, 本所, 待审批, 即将到期, 等待部门答复."""


def counts(scope: Scope, *, now: datetime) -> dict[str, int]:
    """Return how many applications every list holds for this officer (one statement)."""
    filters = {name: Count("id", filter=_list(name, scope, now)) for name in LISTS}
    return _visible(scope).aggregate(**filters)


def worklist(
    name: str, *, scope: Scope, now: datetime, limit: int = 50, cursor: str | None = None
) -> Page[WorkRow]:
    """Return a list's rows, the most urgent first (one statement); `name` is one of LISTS.

    Raises InvalidInput: the cursor is not one of ours.
    """
    rows = _visible(scope).filter(_list(name, scope, now), _after(cursor))
    found = rows_of(rows, order=[F("due"), F("id")], limit=limit + 1, now=now)
    items, more = found[:limit], found[limit:]
    last = items[-1] if more else None
    following = f"{(last.due_at or NEVER).isoformat()}/{last.id}" if last else None
    return Page(items, following)


def recently_finished(scope: Scope, *, now: datetime, limit: int = 50) -> list[WorkRow]:
    """Return the files that ended within thirty days, the latest first (one statement)."""
    ended = with_due(within(scope).filter(ended_at__gte=now - LATELY))
    return rows_of(ended, order=[F("ended_at").desc()], limit=limit, now=now)


def _after(cursor: str | None) -> Q:
    if not cursor:
        return Q()
    due, _, last = cursor.partition("/")
    try:
        at, key = datetime.fromisoformat(due), UUID(last)
    except ValueError as unreadable:
        raise InvalidInput("翻页标记无效。请重新查询。", field="cursor") from unreadable
    if at.tzinfo is None:
        raise InvalidInput("翻页标记无效。请重新查询。", field="cursor")
    return Q(due__gt=at) | Q(due=at, id__gt=key)


def _visible(scope: Scope) -> QuerySet[Application]:
    """Keep the files of these offices, and drafts that one wrote oneself."""
    asked = Verification.objects.filter(application=OuterRef("pk"), status__in=ASKED)
    applications = with_due(Application.objects.filter(status__in=OPEN)).annotate(
        is_waiting=Exists(asked)
    )
    if scope.client:
        return applications.filter(client=scope.client)
    if scope.offices is None:
        return applications
    here = (scope.within() | scope.within("received_at")) & ~Q(status=Status.DRAFT)
    return applications.filter(Q(created_by=scope.account_id) | here)


def _list(name: str, scope: Scope, now: datetime) -> Q:
    handed_in = ~Q(status=Status.DRAFT)
    conditions: Mapping[str, Q] = {
        "mine": Q(assigned_to=scope.account_id)
        | Q(status=Status.DRAFT, created_by=scope.account_id),
        "office": handed_in,
        "to_decide": Q(status=Status.ASSESSED),
        "due_soon": handed_in & Q(due__lte=soon_until(now)),
        "waiting": handed_in & Q(is_waiting=True),
    }
    return conditions[name]
