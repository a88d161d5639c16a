"""Decisions on findings undone (撤销裁定): the register as it was, by new entries."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Func, Q, Value
from django.db.models.functions import Lower
from psycopg.types.range import Range

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.errors import (
    LaterEventStands,
    NothingToUndo,
    OwnFinding,
    households_kept_whole,
)
from registry.models import (
    Account,
    Entry,
    EntryKind,
    FindingStatus,
    HeldNumber,
    Household,
    HouseholdAddress,
    Person,
    QualityDecision,
    QualityFinding,
    Residence,
    Verdict,
)

from .correction_notices import notify_recipients
from .finding_desk import LONGEST_REASON, held
from .quality_rights import officer_scope, refuse_other_offices, refuse_unless_chief
from .recording import Pen


@transaction.atomic
@households_kept_whole()
def undo_decision(finding: QualityFinding, *, reason: str, by: Account) -> QualityDecision:
    """Undo the standing decision on a finding, which is open again (撤销裁定).

    Everything the decision wrote is put back as it stood, with an entry 冲销 for each of its
    entries; the row history keeps what the register held meanwhile, and whoever read that is told.

    Raises:
        NothingToUndo: there is no standing decision.
        LaterEventStands: something later is on record about the same people or households.
        OwnFinding, NotTheOwningOffice, NeedsAChief: who undoes a merger is a chief.
        InvalidInput: no reason.
    """
    scope, row = officer_scope(by), held(finding)
    refuse_other_offices(scope, [row.office_id])
    if by.person_id is not None and by.person_id in row.people:
        raise OwnFinding(finding=row.pk)
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        raise InvalidInput("请填写撤销理由，500 字以内。", field="reason")
    standing = _standing(row)
    if standing.verdict == Verdict.MERGE:
        refuse_unless_chief(scope)
    entries = list(Entry.objects.filter(pk__in=standing.entries).order_by("pk"))
    refuse_other_offices(scope, {entry.office_id for entry in entries if entry.kind != MERGED})
    written = _PutBack(standing, entries, by=by, reason=reason.strip()).write()
    undone = QualityDecision.objects.create(
        finding=row,
        verdict=Verdict.UNDO,
        reason=reason.strip(),
        officer=by,
        undoes=standing,
        entry_id=written[-1] if written else None,
        entries=written,
    )
    if undone.entry is not None:
        people = [each for each in (standing.removed_id, standing.kept_id) if each is not None]
        notify_recipients(people, entry=undone.entry, since=standing.recorded_at)
    row.status = FindingStatus.OPEN
    row.save(update_fields=["status"])
    return undone


MERGED = EntryKind.PEOPLE_MERGED


def _standing(row: QualityFinding) -> QualityDecision:
    """Return the last decision, if it stands; an undoing, or an open finding, has none."""
    if row.status == FindingStatus.OPEN:
        raise NothingToUndo(finding=row.pk)
    last = QualityDecision.objects.filter(finding=row).order_by("-pk").first()
    if last is None or last.verdict == Verdict.UNDO:
        raise NothingToUndo(finding=row.pk)
    return last


class _PutBack:
    """Puts back what a decision wrote, and notes that it was reversed."""

    def __init__(
        self, decision: QualityDecision, entries: Sequence[Entry], *, by: Account, reason: str
    ) -> None:
        self.decision, self.entries = decision, entries
        self.ids = [entry.pk for entry in entries]
        people = {entry.person_id for entry in entries} | {decision.kept_id, decision.removed_id}
        self.people = sorted(person for person in people if person is not None)
        homes = {entry.household_id for entry in entries}
        self.homes = sorted(home for home in homes if home is not None)
        basis = {"document": "数据质量疑点裁定", "clause": "", "decision": decision.pk}
        self.pen = Pen(by=by, on=clock.today(), basis=basis)
        self.reason = reason

    def write(self) -> list[int]:
        """Lock, refuse if anything happened since, and put everything back."""
        Household.objects.lock(*self.homes)
        Person.objects.lock(*self.people)
        self._refuse_if_anything_happened_since()
        for entry in self.entries:
            self.pen.note(
                EntryKind.REVERSED,
                office_id=entry.office_id,
                person_id=entry.person_id,
                household_id=entry.household_id,
                reason="undone",
                details={"kind": entry.kind, "why": self.reason},
                reverses=entry,
            )
        noted = list(self.pen.entries)
        self.pen.write()
        self._people()
        self._households()
        self._residences()
        return [entry.pk for entry in noted]

    def _refuse_if_anything_happened_since(self) -> None:
        about = Q(person__in=self.people) | Q(household__in=self.homes)
        since = Entry.objects.filter(about, pk__gt=max(self.ids, default=0))
        if self.ids and since.exists():
            raise LaterEventStands(decision=self.decision.pk)

    def _people(self) -> None:
        """Let a record stand by itself again, with its number; or somebody live again."""
        removed = self.decision.removed_id
        if removed is None:
            return
        if self.decision.verdict == Verdict.DEATH:
            Person.objects.filter(pk=removed).update(died_on=None)
        if self.decision.verdict != Verdict.MERGE:
            return
        Person.objects.filter(pk=removed).update(merged_into=None)
        ended = self.decision.recorded_at.astimezone(clock.ZONE).date()
        own = HeldNumber.objects.filter(person_id=removed, period__endswith=ended)
        own.update(period=Func(Lower("period"), Value(None), function="daterange"))
        merged = [entry for entry in self.entries if entry.kind == MERGED]
        followers = merged[0].details.get("followers", []) if merged else []
        Person.objects.filter(pk__in=followers).update(merged_into=removed)

    def _households(self) -> None:
        """Open again what its last member's leaving had closed."""
        closed = [
            entry.household_id
            for entry in self.entries
            if entry.kind == EntryKind.HOUSEHOLD_CLOSED and entry.household_id is not None
        ]
        for household in Household.objects.filter(pk__in=closed):
            ended = household.period.upper
            open_again = Func(Lower("period"), Value(None), function="daterange")
            Household.objects.filter(pk=household.pk).update(period=open_again)
            lived = HouseholdAddress.objects.filter(household=household, period__endswith=ended)
            lived.update(period=open_again)

    def _residences(self) -> None:
        """Take away what the decision opened, then open again what it closed."""
        opened = {
            (row.person_id, row.household_id): row
            for row in Residence.objects.filter(opened_by__in=self.ids)
        }
        closed = list(Residence.objects.filter(closed_by__in=self.ids))
        own = {row.pk for row in closed}
        Residence.objects.filter(opened_by__in=self.ids).delete()
        self._relations(set(own))
        for row in closed:
            after = opened.get((row.person_id, row.household_id))
            row.period = Range(row.period.lower, after.period.upper if after else None)
            row.closed_by = after.closed_by if after else None
            row.reason_out = after.reason_out if after else ""
            row.moved_to = after.moved_to if after else ""
        Residence.objects.bulk_update(closed, ["period", "closed_by", "reason_out", "moved_to"])

    def _relations(self, closed: Collection[int]) -> None:
        """Give back the relations that were told anew in place: those of the very first day."""
        for entry in self.entries:
            if entry.kind != EntryKind.RELATION_CHANGED:
                continue
            rows = Residence.objects.filter(
                person=entry.person_id, household=entry.household_id, relation=entry.details["to"]
            ).exclude(pk__in=closed)
            rows.filter(period__startswith__gte=entry.event_on).update(
                relation=entry.details["from"]
            )
