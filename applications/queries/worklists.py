"""What waits for whom (工作列表): a page of rows, and the counts of every list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from applications.models import Application, Deadline, Party, Verification
from applications.workflow import OPEN, Status
from hukou.kernel.clock import ZONE
from registry.models import Particulars
from registry.queries import Page, Scope

SOON: Final = timedelta(days=3)
NEVER: Final = datetime(9999, 1, 1, tzinfo=ZONE)
"""The due day of what has none, so that every list can be read in the order of urgency."""

LISTS: Final = ("mine", "office", "to_decide", "due_soon", "waiting")
"""我的, 本所, 待审批, 即将到期, 等待部门答复."""

ASKED: Final = ("pending", "awaited")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """One application as a list shows it; `waiting` counts questions no agency has answered."""

    id: UUID
    number: str
    kind: str
    status: str
    channel: str
    office_name: str
    applicant: str = field(repr=False)
    people: int
    assigned_to: str | None
    submitted_at: datetime | None
    due_at: datetime | None
    is_overdue: bool
    waiting: int
    revision: int


def counts(scope: Scope, *, now: datetime) -> dict[str, int]:
    """Return how many applications every list holds for this officer (one statement)."""
    filters = {name: Count("id", filter=_list(name, scope, now)) for name in LISTS}
    return _visible(scope).aggregate(**filters)


def worklist(
    name: str, *, scope: Scope, now: datetime, limit: int = 50, cursor: str | None = None
) -> Page[WorkRow]:
    """Return a list's rows, the most urgent first (one statement); `name` is one of LISTS."""
    rows = _visible(scope).filter(_list(name, scope, now), _after(cursor))
    found = [_row(each, now) for each in _shown(rows, limit=limit + 1, now=now)]
    items, more = found[:limit], found[limit:]
    last = items[-1] if more else None
    following = f"{(last.due_at or NEVER).isoformat()}/{last.id}" if last else None
    return Page(items, following)


def _after(cursor: str | None) -> Q:
    if not cursor:
        return Q()
    due, _, last = cursor.partition("/")
    at = datetime.fromisoformat(due)
    return Q(due__gt=at) | Q(due=at, id__gt=UUID(last))


def _visible(scope: Scope) -> QuerySet[Application]:
    """Keep the files of these offices, and drafts that one wrote oneself."""
    unmet = Deadline.objects.filter(application=OuterRef("pk"), met_at=None).order_by("due_at")
    asked = Verification.objects.filter(application=OuterRef("pk"), status__in=ASKED)
    applications = Application.objects.filter(status__in=OPEN).annotate(
        due=Coalesce(Subquery(unmet.values("due_at")[:1]), Value(NEVER, DateTimeField())),
        is_waiting=Exists(asked),
    )
    if scope.client:
        return applications.filter(client=scope.client)
    if scope.office_ids is None:
        return applications
    here = Q(office__in=scope.offices) & ~Q(status=Status.DRAFT)
    return applications.filter(Q(created_by=scope.account_id) | here)


def _list(name: str, scope: Scope, now: datetime) -> Q:
    handed_in = ~Q(status=Status.DRAFT)
    conditions: Mapping[str, Q] = {
        "mine": Q(assigned_to=scope.account_id)
        | Q(status=Status.DRAFT, created_by=scope.account_id),
        "office": handed_in,
        "to_decide": Q(status=Status.ASSESSED),
        "due_soon": handed_in & Q(due__lte=now + SOON),
        "waiting": handed_in & Q(is_waiting=True),
    }
    return conditions[name]


def _shown(rows: QuerySet[Application], *, limit: int, now: datetime) -> list[dict[str, Any]]:
    known = Particulars.objects.on(now.date()).filter(person=OuterRef("person")).values("name")
    first = (
        Party.objects.filter(application=OuterRef("pk"), role__in=("applicant", "newborn"))
        .order_by("position")
        .values(
            shown=Coalesce(
                Subquery(known[:1]),
                KeyTextTransform("name", "newcomer"),
                output_field=TextField(),
            )
        )
    )
    asked = Q(verifications__status__in=ASKED)
    shown = rows.annotate(
        applicant=Subquery(first[:1]),
        people=Count("parties", distinct=True),
        waiting=Count("verifications", filter=asked, distinct=True),
        office_name=F("office__name"),
        assigned_name=F("assigned_to__name"),
    )
    rows_shown = shown.order_by(F("due"), F("id")).values(
        "id",
        "number",
        "kind",
        "status",
        "channel",
        "office_name",
        "applicant",
        "people",
        "assigned_name",
        "submitted_at",
        "due",
        "waiting",
        "revision",
    )
    return [dict(row) for row in rows_shown[:limit]]


def _row(row: dict[str, Any], now: datetime) -> WorkRow:
    due = row.pop("due")
    return WorkRow(
        **{key: value for key, value in row.items() if key not in ("assigned_name", "applicant")},
        applicant=row["applicant"] or "",
        assigned_to=row["assigned_name"],
        due_at=None if due == NEVER else due,
        is_overdue=due <= now,
    )
