"""Decisions of some time and what became of them since (往期决定): nobody's name, no number."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from applications.models import Decision, Kind
from registry.models import Entry, EntryKind

from .risks import CORRECTED, UNDONE, Sign, signs_of, weight_of

WRITES_PARTICULARS: Final = frozenset(
    {Kind.BIRTH, Kind.ADOPTION, Kind.LATE, Kind.CHANGE, Kind.CORRECTION}
)
"""What these write of a person can be wrong; a move says nothing of who somebody is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastDecision:
    """One decision: which matter, where, by whom in which post, and the signs of risk on it."""

    id: int
    application_id: UUID
    number: str
    kind: str
    regulation: str
    channel: str
    event: str
    office_id: int
    office_name: str
    decided_by_id: int
    decided_by: str
    role: str
    delegation: int | None
    decided_at: datetime
    took: timedelta
    outcome: str
    signs: tuple[Sign, ...]

    @property
    def weight(self) -> int:
        return weight_of(self.signs)

    @property
    def was_refused(self) -> bool:
        return self.outcome == "refused"

    @property
    def went_wrong(self) -> bool:
        """Whether what was registered by it was undone or corrected later."""
        return UNDONE in self.signs or CORRECTED in self.signs


def past_decisions(
    offices: Collection[int] | None, *, since: date, until: date, on: date
) -> list[PastDecision]:
    """Return what was decided at these offices (None: anywhere) in `[since, until)`, oldest first.

    `on` is the day until which it is known what became of them.
    """
    rows = Decision.objects.filter(decided_on__gte=since, decided_on__lt=until)
    if offices is not None:
        rows = rows.filter(application__office__in=offices)
    return described(rows.order_by("decided_at", "id"), on=on)


def described(rows: QuerySet[Decision], *, on: date) -> list[PastDecision]:
    """Return decisions with what became of them (three statements for all)."""
    shown = rows.select_related("application__office", "assessment", "decided_by")
    decisions = list(shown)
    later = _later([each.application_id for each in decisions], on=on)
    return [_past(each, later.get(each.application_id, ())) for each in decisions]


def described_one(decision: Decision, *, on: date) -> PastDecision:
    """Return one decision with what became of it."""
    return described(Decision.objects.filter(pk=decision.pk), on=on)[0]


def _past(decision: Decision, later: Sequence[Sign]) -> PastDecision:
    file, assessment = decision.application, decision.assessment
    began = file.submitted_at or file.created_at
    return PastDecision(
        id=decision.pk,
        application_id=file.pk,
        number=file.number,
        kind=file.kind,
        regulation=assessment.regulation,
        channel=assessment.channel,
        event=file.event,
        office_id=file.office_id,
        office_name=file.office.name,
        decided_by_id=decision.decided_by_id,
        decided_by=decision.decided_by.name,
        role=str(decision.authority.get("role", "")),
        delegation=decision.authority.get("delegation", {}).get("id"),
        decided_at=decision.decided_at,
        took=decision.decided_at - began,
        outcome=decision.outcome,
        signs=signs_of(decision, later=later),
    )


def _later(applications: Sequence[UUID], *, on: date) -> Mapping[UUID, list[Sign]]:
    """Return which files' entries were reversed since, or corrected in what they had written."""
    found: dict[UUID, list[Sign]] = defaultdict(list)
    written = Entry.objects.filter(application__in=applications)
    for undone in written.filter(reversals__event_on__lte=on).values_list(
        "application", flat=True
    ).distinct():  # fmt: skip
        if undone is not None:
            found[undone].append(UNDONE)
    for corrected in _corrected(applications, on=on):
        found[corrected].append(CORRECTED)
    return found


def _corrected(applications: Sequence[UUID], *, on: date) -> set[UUID]:
    """Return the files about whose people an entry corrected what the file had registered."""
    wrote = dict(
        Decision.objects.filter(
            application__in=applications, application__kind__in=WRITES_PARTICULARS
        ).values_list("application_id", "decided_at")
    )
    own: dict[int, set[UUID]] = defaultdict(set)
    people = Entry.objects.filter(application__in=list(wrote), person__isnull=False)
    for person, application in people.values_list("person_id", "application"):
        if application is not None:
            own[person].add(application)
    corrections = Entry.objects.filter(
        Q(application__isnull=True) | ~Q(application__in=list(wrote)),
        kind=EntryKind.PARTICULARS_CORRECTED,
        person__in=list(own),
        event_on__lte=on,
    ).values_list("person_id", "recorded_at")
    return {
        application
        for person, at in corrections
        for application in own[person]
        if at > wrote[application]
    }
