"""Key groups (重点群体): which group an application is of by its channel, and how many there are.

The group is that of the channel an application rests on (L18); it is not stored a second time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from applications.workflow import OPEN, Status
from hukou.law import Channel, Regulation, load_law
from registry.queries import Scope

from .case import within


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCount:
    """The applications of one group, or of all other channels where `channel` is None."""

    channel: Channel | None
    total: int
    open: int
    settled: int
    refused: int


def group_of(channel_id: str) -> str:
    """Return the group of a channel, empty where it has none; ids are unique over all texts."""
    for regulation in load_law().regulations.values():
        if channel_id in regulation.channels:
            return regulation.channels[channel_id].group
    return ""


def group_counts(regulation: Regulation, *, scope: Scope) -> list[GroupCount]:
    """Return how many applications this officer may see in each group of a text (one statement).

    Drafts are not counted. What came by channels of no group stands last; a text without groups
    gives nothing.
    """
    grouped = {each.id: each for each in regulation.channels.values() if each.group}
    if not grouped:
        return []
    handed_in = within(scope).filter(regulation=regulation.id).exclude(status=Status.DRAFT)
    rows = {
        row["channel"]: row
        for row in handed_in.order_by()
        .values("channel")
        .annotate(
            total=Count("id"),
            open=Count("id", filter=Q(status__in=OPEN)),
            settled=Count("id", filter=Q(status=Status.REGISTERED)),
            refused=Count("id", filter=Q(status=Status.REFUSED)),
        )
    }
    others = [row for name, row in rows.items() if name not in grouped]
    found = [_counted(each, [rows[name]] if name in rows else []) for name, each in grouped.items()]
    return [*found, _counted(None, others)]


def _counted(channel: Channel | None, rows: Sequence[Mapping[str, Any]]) -> GroupCount:
    return GroupCount(
        channel=channel,
        total=sum(row["total"] for row in rows),
        open=sum(row["open"] for row in rows),
        settled=sum(row["settled"] for row in rows),
        refused=sum(row["refused"] for row in rows),
    )
