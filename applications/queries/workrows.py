"""One application as every list shows it (工作列表的一行), in one statement for the whole list."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import (
    Count,
    DateTimeField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from applications.models import (
    ASKED,
    Application,
    Assessment,
    Deadline,
    Party,
    VerificationStatus,
)
from hukou.kernel.clock import ZONE
from registry.models import Particulars

from .citations import SUBJECTS

SHOWN_OTHERWISE: Final = ("assigned_name", "applicant", "outcome")
NEVER: Final = datetime(9999, 1, 1, tzinfo=ZONE)
"""The due day of what has none, so that every list can be read in the order of urgency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """One application as a list shows it; `waiting` counts questions no agency has answered.

    `late` counts those of them whose term has passed, `by_hand` what only a paper can show;
    `outcome` is that of the last assessment, if any.
    """

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
    late: int
    by_hand: int
    outcome: str
    revision: int


def with_due(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Return the applications with `due`: by when the next step must be done."""
    unmet = Deadline.objects.filter(application=OuterRef("pk"), met_at=None).order_by("due_at")
    return rows.annotate(
        due=Coalesce(Subquery(unmet.values("due_at")[:1]), Value(NEVER, DateTimeField()))
    )


def rows_of(
    rows: QuerySet[Application],
    *,
    order: Sequence[Combinable | OrderBy],
    limit: int,
    now: datetime,
) -> list[WorkRow]:
    """Return applications (that have their `due`) as rows of a list."""
    known = Particulars.objects.on(now.date()).filter(person=OuterRef("person")).values("name")
    first = (
        Party.objects.filter(application=OuterRef("pk"), role__in=SUBJECTS)
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
    late = asked & Q(verifications__due_at__lte=now)
    by_hand = Q(verifications__status=VerificationStatus.BY_HAND)
    judged = Assessment.objects.filter(application=OuterRef("pk")).order_by("-sequence")
    shown = rows.annotate(
        applicant=Subquery(first[:1]),
        people=Count("parties", distinct=True),
        waiting=Count("verifications", filter=asked, distinct=True),
        late=Count("verifications", filter=late, distinct=True),
        by_hand=Count("verifications", filter=by_hand, distinct=True),
        outcome=Subquery(judged.values("outcome")[:1]),
        office_name=F("office__name"),
        assigned_name=F("assigned_to__name"),
    )
    rows_shown = shown.order_by(*order).values(
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
        "late",
        "by_hand",
        "outcome",
        "revision",
    )
    return [_row(dict(row), now) for row in rows_shown[:limit]]


def _row(row: dict[str, Any], now: datetime) -> WorkRow:
    due = row.pop("due")
    return WorkRow(
        **{key: value for key, value in row.items() if key not in SHOWN_OTHERWISE},
        applicant=row["applicant"] or "",
        outcome=row["outcome"] or "",
        assigned_to=row["assigned_name"],
        due_at=None if due == NEVER else due,
        is_overdue=due <= now,
    )
