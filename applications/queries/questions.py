"""What an agency is asked about a fact: about whom, beside whom, on which day."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from applications.connectors import Question, Subject
from applications.models import Party, PartyRole, Verification
from applications.queries.hosts import host_of
from applications.queries.registered import Registered, registered_of_all
from applications.queries.rounds.entry import days_asked

BETWEEN_TWO: Final = "relation."
"""Facts about two people name the applicant beside the subject; the applicant's, the host."""


def question_for(row: Verification, *, on: date) -> Question:
    """Return the question a verification stands for."""
    return questions_for([row], on=on)[row.pk]


def questions_for(rows: Sequence[Verification], *, on: date) -> dict[UUID, Question]:
    """Return the question each verification stands for, in their order.

    Three statements at most, however many; two more for every host.
    """
    files = {row.application_id for row in rows}
    people = registered_of_all(sorted(files), on=on)
    parties: dict[int | None, Party] = {
        party.pk: party
        for party in Party.objects.filter(application__in=files).select_related("application")
    }
    applicants = {
        party.application_id: party
        for party in parties.values()
        if party.role == PartyRole.APPLICANT
    }
    days = days_asked([party.application for party in parties.values()])
    found = {}
    for row in rows:
        subject = parties[row.party_id]
        applicant = applicants.get(row.application_id, subject)
        found[row.pk] = Question(
            request_id=row.pk,
            agency=row.agency,
            subject=subject_of(subject, people),
            fact=row.fact,
            on=days[row.application_id],
            related=_related(row, applicant, subject, people, on=on),
        )
    return found


def _related(
    row: Verification, applicant: Party, subject: Party, people: dict[int, Registered], *, on: date
) -> Subject | None:
    if not row.fact.startswith(BETWEEN_TWO):
        return None
    if applicant is not subject:
        return subject_of(applicant, people)
    return host_of(applicant.application, on=on)


def subject_of(party: Party, people: dict[int, Registered]) -> Subject:
    """Return somebody as an agency is told of them: by the register, or as was told."""
    known = people.get(party.pk)
    if known is not None:
        return Subject(identity_number=known.number or "", name=known.name or "")
    return Subject(identity_number=party.newcomer["identity_number"], name=party.newcomer["name"])
