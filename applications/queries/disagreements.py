"""Answers that do not agree (答复不一致), for a person to look at: whose, which, of whom."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from applications.connectors import first_connected
from applications.models import Verification
from applications.workflow import Status
from hukou.law import load_law
from registry.queries import Scope

from .case import within


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """One fact of one file on which answers, or an answer and a paper, differ.

    The values are not listed: they are in the file, where a reading is written down.
    """

    id: UUID
    application: UUID
    number: str
    office: str
    is_decided: bool
    fact: str
    agency: str
    is_of_paper: bool
    answered_at: datetime | None
    compared_at: datetime | None
    compared_by: str
    note: str


DECIDED = (Status.APPROVED, Status.REFUSED, Status.REGISTERED)


def disagreements(scope: Scope, *, compared: bool = False, limit: int = 100) -> list[Disagreement]:
    """Return what differs in the files of a scope: not looked at yet, or looked at already.

    What came after the decision stands first, then the oldest. One statement.
    """
    rows = (
        Verification.objects.filter(
            application__in=within(scope), conflicts=True, compared_at__isnull=not compared
        )
        .select_related("application__office", "compared_by")
        .order_by("answered_at", "id")[:limit]
    )
    found = [_of(row) for row in rows]
    return sorted(found, key=lambda each: not each.is_decided)


def askable_besides(verification_id: UUID) -> list[str]:
    """Return who can be asked beside: keepers not asked yet, and one whose answer was reused."""
    row = Verification.objects.get(pk=verification_id)
    keepers = load_law().vocabulary[row.fact].verified_by
    same = Verification.objects.filter(party=row.party_id, fact=row.fact, reused_from=None)
    asked = set(same.values_list("agency", flat=True))
    return [slug for slug in keepers if slug not in asked and first_connected([slug])]


def _of(row: Verification) -> Disagreement:
    application = row.application
    return Disagreement(
        id=row.pk,
        application=application.pk,
        number=application.number,
        office=application.office.name,
        is_decided=application.status in DECIDED,
        fact=row.fact,
        agency=row.agency,
        is_of_paper=row.document_id is not None,
        answered_at=row.answered_at,
        compared_at=row.compared_at,
        compared_by=str(row.compared_by) if row.compared_by else "",
        note=row.compared_note,
    )
