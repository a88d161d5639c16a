"""How far the agencies are with the questions of a round (核查进度), agency by agency."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, Min, Q

from applications.models import ASKED, Round, Verification, VerificationStatus
from hukou.law import load_law

HEARD: Final = (VerificationStatus.ANSWERED, VerificationStatus.REPLACED)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyProgress:
    """The questions of a round to one agency: how many were put, answered, and still wait."""

    agency: str
    label: str
    asked: int
    answered: int
    no_record: int
    by_hand: int
    waiting: int
    late: int
    oldest_due: datetime | None

    @property
    def share(self) -> int:
        """How much is answered, in percent, rounded down."""
        told = self.asked - self.waiting - self.by_hand
        return 100 * told // self.asked if self.asked else 100


def progress_of(round_: Round, *, now: datetime) -> list[AgencyProgress]:
    """Return the progress of every agency asked in a round; who is silent past its term first.

    Those who left count no more. One statement.
    """
    waits = Q(status__in=ASKED)
    rows = (
        Verification.objects.filter(
            application__in_round__round=round_, application__in_round__left_at=None
        )
        .values("agency")
        .annotate(
            asked=Count("pk"),
            answered=Count("pk", filter=Q(status__in=HEARD)),
            no_record=Count("pk", filter=Q(status=VerificationStatus.UNKNOWN_TO_AGENCY)),
            by_hand=Count("pk", filter=Q(status=VerificationStatus.BY_HAND)),
            waiting=Count("pk", filter=waits),
            late=Count("pk", filter=waits & Q(due_at__lte=now)),
            oldest_due=Min("due_at", filter=waits),
        )
    )
    labels = load_law().vocabulary.agencies
    found = [AgencyProgress(label=labels[row["agency"]].label, **row) for row in rows]
    return sorted(found, key=lambda each: (-each.late, -each.waiting, each.agency))
