"""The connectors to other agencies as an administrator sees them: addresses and counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Max, Q

from applications.models import ASKED, Verification, VerificationStatus
from hukou.law import load_law


@dataclass(frozen=True, slots=True, kw_only=True)
class Connector:
    """One agency: where it answers, how many facts it knows, what waits and what came back."""

    slug: str
    label: str
    url: str
    facts: int
    waiting: int
    answered: int
    last_answer: datetime | None


def connectors() -> Sequence[Connector]:
    """Return every connected agency by its name (one statement)."""
    counted = {
        row["agency"]: row
        for row in Verification.objects.values("agency").annotate(
            waiting=Count("pk", filter=Q(status__in=ASKED)),
            answered=Count("pk", filter=Q(status=VerificationStatus.ANSWERED)),
            last=Max("answered_at"),
        )
    }
    vocabulary = load_law().vocabulary
    found = []
    for slug, told in sorted(settings.AGENCIES.items()):
        row = counted.get(slug)
        found.append(
            Connector(
                slug=slug,
                label=vocabulary.agencies[slug].label,
                url=told["url"],
                facts=sum(slug in fact.verified_by for fact in vocabulary.facts.values()),
                waiting=row["waiting"] if row else 0,
                answered=row["answered"] if row else 0,
                last_answer=row["last"] if row else None,
            )
        )
    return found
