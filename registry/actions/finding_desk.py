"""A finding on an officer's desk (裁定台): held, weighed against who decides, and closed once."""

from datetime import datetime
from typing import Any, Final

from django.db.models import Max, Q

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.errors import (
    FindingIsDecided,
    NoSuchRecord,
    OwnFinding,
    VerdictDoesNotFit,
)
from registry.models import (
    Account,
    Entry,
    FindingStatus,
    Household,
    Person,
    QualityDecision,
    QualityFinding,
    Residence,
    Verdict,
)

from .correction_notices import notify_recipients
from .quality_rights import officer_scope, refuse_other_offices, refuse_unless_chief

LONGEST_REASON: Final = 500


class FindingDesk:
    """Locks a finding, checks who decides on it, and remembers what is decided.

    The lock of the finding comes first, before those of households and people: two officers who
    decide at once wait for each other here, and the second finds it decided.
    """

    def __init__(self, finding: QualityFinding, *, by: Account, reason: str) -> None:
        self.today, self.by, self.reason = clock.today(), by, reason.strip()
        self.scope = officer_scope(by)
        self.finding = held(finding)
        if self.finding.status != FindingStatus.OPEN:
            raise FindingIsDecided(finding=finding.pk, status=self.finding.status)
        refuse_other_offices(self.scope, [self.finding.office_id])
        if by.person_id is not None and by.person_id in self.finding.people:
            raise OwnFinding(finding=finding.pk)
        if not 0 < len(self.reason) <= LONGEST_REASON:
            raise InvalidInput("请填写裁定理由，500 字以内。", field="reason")
        self.people: dict[int, Person] = {}
        self.homes: dict[int, Residence] = {}
        self.last_entry = Entry.objects.aggregate(last=Max("pk"))["last"] or 0

    def refuse_unless_chief(self) -> None:
        """Refuse who is no chief or approver."""
        refuse_unless_chief(self.scope)

    def other_of(self, person: Person, *, kinds: tuple[str, ...]) -> int:
        """Return the other of the pair that the finding is about, or refuse."""
        pair = set(self.finding.people)
        if self.finding.rule.kind not in kinds or person.pk not in pair or len(pair) != 2:  # noqa: PLR2004 - a pair
            raise VerdictDoesNotFit
        [other] = pair - {person.pk}
        return other

    def hold_people(self, *ids: int) -> None:
        """Lock the households people are registered in, then the people."""
        rows = Residence.objects.filter(person__in=ids, period__endswith=None)
        Household.objects.lock(*rows.values_list("household_id", flat=True))
        self.people = {person.pk: person for person in Person.objects.lock(*ids)}
        now = rows.select_related("household")
        self.homes = {row.person_id: row for row in now}

    def refuse_elsewhere(self, person: Person) -> None:
        """Refuse to end a registration that another office keeps."""
        if home := self.homes.get(person.pk):
            refuse_other_offices(self.scope, [home.household.office_id])

    def office_of(self, person: Person) -> int:
        """Return the office of a person's registration as it was held, or the finding's own."""
        home = self.homes.get(person.pk)
        return home.household.office_id if home else self.finding.office_id

    def basis(self, document: str) -> dict[str, Any]:
        return {"document": document, "clause": "", "finding": self.finding.pk}

    def close(
        self,
        verdict: Verdict,
        *,
        kept: Person | None = None,
        removed: Person | None = None,
        status: str = FindingStatus.DECIDED,
        wrong_since: datetime | None = None,
    ) -> QualityDecision:
        """Write the decision down, with every entry it made, and close the finding.

        Whoever has read the record that is removed, since `wrong_since`, is told.
        """
        entries = self._entries()
        decision = QualityDecision.objects.create(
            finding=self.finding,
            verdict=verdict,
            reason=self.reason,
            kept=kept,
            removed=removed,
            officer=self.by,
            entry_id=entries[-1] if entries else None,
            entries=entries,
        )
        if removed is not None and wrong_since is not None and decision.entry is not None:
            notify_recipients([removed.pk], entry=decision.entry, since=wrong_since)
        self.finding.status = status
        self.finding.save(update_fields=["status"])
        return decision

    def _entries(self) -> list[int]:
        """Return what this decision wrote: nobody else writes about those held here."""
        homes = [row.household_id for row in self.homes.values()]
        about = Q(person__in=list(self.people)) | Q(household__in=homes)
        written = Entry.objects.filter(about, pk__gt=self.last_entry, officer=self.by)
        return list(written.order_by("pk").values_list("pk", flat=True))

    @staticmethod
    def assign(finding: QualityFinding, *, to: Account, by: Account) -> QualityFinding:
        """Give an open finding to somebody whose post answers for its office."""
        scope, row = officer_scope(by), held(finding)
        if row.status != FindingStatus.OPEN:
            raise FindingIsDecided(finding=finding.pk, status=row.status)
        refuse_other_offices(scope, [row.office_id])
        refuse_other_offices(officer_scope(to), [row.office_id])
        row.assigned_to = to
        row.save(update_fields=["assigned_to"])
        return row


def held(finding: QualityFinding) -> QualityFinding:
    """Lock a finding and return it. Raises NoSuchRecord."""
    row = QualityFinding.objects.lock(finding.pk)
    if row is None:
        raise NoSuchRecord(finding=finding.pk)
    return row
