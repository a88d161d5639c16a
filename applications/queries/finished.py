"""What ended lately (最近办结)."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, F, OuterRef, Subquery, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from applications.models import Party
from applications.queries.case import within
from applications.queries.worklists import WorkRow
from registry.models import Particulars
from registry.queries import Scope

LATELY: Final = timedelta(days=30)
MOST: Final = 50


def recently_finished(scope: Scope, *, now: datetime) -> list[WorkRow]:
    """Return the files that ended within thirty days, the latest first (one statement)."""
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
    rows = (
        within(scope)
        .filter(ended_at__gte=now - LATELY)
        .annotate(
            applicant=Subquery(first[:1]),
            people=Count("parties"),
            office_name=F("office__name"),
            assigned_name=F("assigned_to__name"),
        )
        .order_by("-ended_at")
        .values(
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
            "revision",
        )[:MOST]
    )
    return [
        WorkRow(
            **{name: value for name, value in row.items() if name != "assigned_name"}
            | {"applicant": row["applicant"] or ""},
            assigned_to=row["assigned_name"],
            due_at=None,
            is_overdue=False,
            waiting=0,
        )
        for row in rows
    ]
