"""How often people had to come (最多跑一次): visits per application, and what was our own fault."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncDate

from applications.models import Document, Transition
from applications.workflow import Action, Status
from hukou.kernel.clock import ZONE
from registry.queries import Scope

from .case import within

ENDED: Final = (Status.REGISTERED, Status.REFUSED)
OWN_PAPERS: Final = ("investigation_report",)
"""Papers that the office writes itself: nobody comes with them."""
MOST: Final = 100
PROMISED: Final = 1
"""Visits that a transaction may cost (最多跑一次)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileVisits:
    """One file that ended: on which days people came, and how much was asked for too late."""

    id: UUID
    number: str
    kind: str
    event: str
    office: str
    handler: str
    online: bool
    elsewhere: bool
    at_once: bool
    days: tuple[date, ...]
    late: int

    @property
    def visits(self) -> int:
        return len(self.days)

    @property
    def is_kept(self) -> bool:
        """Whether the promise was kept: they came once at most, and were told all at once."""
        return self.visits <= PROMISED and not self.late


@dataclass(slots=True)
class ItemVisits:
    """One item over a time: 一次 (kept), 网上, 就近, 马上; and the demands that came too late."""

    kind: str
    event: str
    files: int = 0
    visits: int = 0
    kept: int = 0
    online: int = 0
    elsewhere: int = 0
    at_once: int = 0
    late: int = 0
    told_late: int = 0
    broken: list[FileVisits] = field(default_factory=list, repr=False)

    def add(self, file: FileVisits) -> None:
        self.files += 1
        self.visits += file.visits
        self.kept += file.is_kept
        self.online += file.online
        self.elsewhere += file.elsewhere
        self.at_once += file.at_once
        self.late += file.late
        self.told_late += file.late > 0
        if not file.is_kept:
            self.broken.append(file)

    @property
    def mean(self) -> float:
        return self.visits / self.files

    @property
    def share(self) -> float:
        return 100 * self.kept / self.files


def visits_by_item(scope: Scope, *, since: datetime, until: datetime) -> list[ItemVisits]:
    """Return the items that files ended as in a time, `[since, until)`, the most files first.

    One statement. A visit is a day on which somebody handed something in at a counter; what comes
    in over the network is none. A demand that did not stand on the first list counts against us,
    even where it cost no visit.
    """
    items: dict[tuple[str, str], ItemVisits] = {}
    for file in _files(scope, since=since, until=until):
        item = items.setdefault((file.kind, file.event), ItemVisits(file.kind, file.event))
        item.add(file)
    return sorted(items.values(), key=lambda each: (-each.files, each.kind, each.event))


def broken_promises(items: Sequence[ItemVisits]) -> list[FileVisits]:
    """Return the files for which somebody had to come again, or was told late; the worst first."""
    found = [file for item in items for file in item.broken]
    return sorted(found, key=lambda each: (-each.late, -each.visits, each.number))[:MOST]


def _files(scope: Scope, *, since: datetime, until: datetime) -> Iterator[FileVisits]:
    rows = (
        within(scope)
        .filter(status__in=ENDED, ended_at__gte=since, ended_at__lt=until)
        .annotate(
            handed_in=ArraySubquery(_submitted()),
            brought=ArraySubquery(_brought()),
            asked=ArraySubquery(_asked().values("details")),
            first=Subquery(_accepted()[:1]),
            last=TruncDate("ended_at", tzinfo=ZONE),
            office_name=F("office__name"),
            handler_name=F("assigned_to__name"),
        )
        .order_by("ended_at", "id")
        .values(
            *("id", "number", "kind", "event", "client", "office_id", "received_at_id"),
            *("handed_in", "brought", "asked", "first", "last", "office_name", "handler_name"),
        )
    )
    for row in rows.iterator(chunk_size=1000):
        yield _file(row)


def _file(row: Mapping[str, Any]) -> FileVisits:
    came = {*row["handed_in"], *row["brought"]}
    return FileVisits(
        id=row["id"],
        number=row["number"],
        kind=row["kind"],
        event=row["event"],
        office=row["office_name"],
        handler=row["handler_name"] or "",
        online=not row["handed_in"],
        elsewhere=row["received_at_id"] not in (None, row["office_id"]),
        at_once=row["first"] is not None and row["first"] == row["last"],
        days=tuple(sorted(came)),
        late=sum(len(details.get("late", ())) for details in row["asked"]),
    )


def _submitted() -> QuerySet[Transition, Any]:
    steps = Transition.objects.filter(
        application=OuterRef("pk"), action=Action.SUBMIT, by__isnull=False
    )
    return steps.order_by().values(day=TruncDate("at", tzinfo=ZONE)).distinct()


def _brought() -> QuerySet[Document, Any]:
    papers = Document.objects.filter(application=OuterRef("pk"), uploaded_by__isnull=False)
    kept = papers.exclude(kind__in=OWN_PAPERS)
    return kept.order_by().values(day=TruncDate("uploaded_at", tzinfo=ZONE)).distinct()


def _asked() -> QuerySet[Transition]:
    return Transition.objects.filter(
        application=OuterRef("pk"), action=Action.ASK_FOR_SUPPLEMENT
    ).order_by("id")


def _accepted() -> QuerySet[Transition, Any]:
    steps = Transition.objects.filter(application=OuterRef("pk"), action=Action.ACCEPT)
    return steps.order_by("id").values(day=TruncDate("at", tzinfo=ZONE))
