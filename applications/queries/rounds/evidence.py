"""What is known of everybody in a round (年度证据), in bulk: three statements for 500 files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from django.db.models import Count, Max, Q

from applications.models import (
    CONFIRM,
    OUTSTANDING,
    Party,
    PartyRole,
    Round,
    RoundApplication,
    Verification,
)
from applications.queries.evidence import PartyEvidence, evidence_of
from applications.queries.registered import registered_of_all
from hukou.kernel.working_days import national
from hukou.law import load_law

AT_A_TIME: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Questions of a round that an agency has not answered, and until when it may."""

    agency: str
    label: str
    questions: int
    due_at: datetime | None

    def as_json(self) -> dict[str, Any]:
        return {
            "agency": self.agency,
            "name": self.label,
            "questions": self.questions,
            "until": self.due_at.isoformat() if self.due_at else None,
        }


def evidence_in_round(
    entries: Sequence[RoundApplication], *, on: date
) -> Iterator[tuple[RoundApplication, PartyEvidence]]:
    """Yield what is known of each applicant today; companions earn no points.

    What is known of one is read in one statement, so that an answer is in it whole or not at all.
    """
    for start in range(0, len(entries), AT_A_TIME):
        some = entries[start : start + AT_A_TIME]
        files = [each.application_id for each in some]
        people = registered_of_all(files, on=on)
        applicants = {
            each.application_id: each
            for each in Party.objects.filter(application__in=files, role=PartyRole.APPLICANT)
        }
        answers = _answers(applicants.values())
        for entry in some:
            party = applicants[entry.application_id]
            yield entry, evidence_of(party, people.get(party.pk), answers.get(party.pk, ()))


def waiting_in(round_: Round, *, now: datetime, late: bool) -> list[Waiting]:
    """Return who has not answered, by agency: within their term, or past it (`late`).

    What no agency can be asked waits for a paper for as long as an agency would have had since the
    window closed.
    """
    papers_until = load_law().procedure.terms[CONFIRM].due(round_.closes_at.date(), national())
    past = Q(due_at__lte=now) | Q(due_at=None) & Q(pk__isnull=papers_until > now)
    rows = (
        Verification.objects.filter(
            past if late else ~past,
            application__in_round__round=round_,
            application__in_round__left_at=None,
            status__in=OUTSTANDING,
        )
        .values("agency")
        .annotate(questions=Count("pk"), until=Max("due_at"))
        .order_by("agency")
    )
    labels = load_law().vocabulary.agencies
    return [
        Waiting(
            agency=row["agency"],
            label=labels[row["agency"]].label,
            questions=row["questions"],
            due_at=row["until"] or papers_until,
        )
        for row in rows
    ]


def disputed_in(round_: Round) -> int:
    """Return how many answers of who stands in a round differ and were not compared yet."""
    return Verification.objects.filter(
        application__in_round__round=round_,
        application__in_round__left_at=None,
        conflicts=True,
        compared_at=None,
    ).count()


def _answers(parties: Any) -> dict[int, list[Verification]]:  # noqa: ANN401 - a view of parties
    rows = (
        Verification.objects.filter(party__in=list(parties))
        .select_related("document")
        .order_by("party_id", "fact", "agency")
    )
    return {party: list(mine) for party, mine in groupby(rows, key=attrgetter("party_id"))}
