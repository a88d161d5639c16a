"""What an agency is asked about a fact: about whom, beside whom, on which day."""

from datetime import date
from typing import Final

from applications.connectors import Question, Subject
from applications.models import Party, PartyRole, Verification
from applications.queries.hosts import host_of
from applications.queries.registered import Registered, registered
from applications.queries.rounds.entry import day_asked

BETWEEN_TWO: Final = "relation."
"""Facts about two people name the applicant beside the subject; the applicant's, the host."""


def question_for(row: Verification, *, on: date) -> Question:
    """Return the question a verification stands for (two statements; two more for a host)."""
    people = registered(row.application_id, on=on)
    parties = {
        party.pk: party
        for party in Party.objects.filter(application=row.application_id).select_related(
            "application"
        )
    }
    subject = parties[row.party_id]
    applicants = (each for each in parties.values() if each.role == PartyRole.APPLICANT)
    applicant = next(applicants, subject)
    related = None
    if row.fact.startswith(BETWEEN_TWO):
        host = host_of(applicant.application, on=on) if applicant is subject else None
        related = host or _beside(applicant, subject, people)
    return Question(
        request_id=row.pk,
        agency=row.agency,
        subject=subject_of(subject, people),
        fact=row.fact,
        on=day_asked(applicant.application),
        related=related,
    )


def _beside(applicant: Party, subject: Party, people: dict[int, Registered]) -> Subject | None:
    return subject_of(applicant, people) if applicant is not subject else None


def subject_of(party: Party, people: dict[int, Registered]) -> Subject:
    """Return somebody as an agency is told of them: by the register, or as was told."""
    known = people.get(party.pk)
    if known is not None:
        return Subject(identity_number=known.number or "", name=known.name or "")
    return Subject(identity_number=party.newcomer["identity_number"], name=party.newcomer["name"])
