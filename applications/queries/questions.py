"""What an agency is asked about a fact: about whom, beside whom, on which day."""

from datetime import date
from typing import Final

from applications.connectors import Question, Subject
from applications.models import Party, PartyRole, Verification
from applications.queries.registered import Registered, registered

BETWEEN_TWO: Final = "relation."
"""Facts about two people name the applicant beside the subject."""


def question_for(row: Verification, *, on: date) -> Question:
    """Return the question a verification stands for (two statements)."""
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
    beside = row.fact.startswith(BETWEEN_TWO) and applicant is not subject
    return Question(
        request_id=row.pk,
        agency=row.agency,
        subject=_subject(subject, people),
        fact=row.fact,
        on=applicant.application.applied_on,
        related=_subject(applicant, people) if beside else None,
    )


def _subject(party: Party, people: dict[int, Registered]) -> Subject:
    known = people.get(party.pk)
    if known is not None:
        return Subject(identity_number=known.number or "", name=known.name or "")
    return Subject(identity_number=party.newcomer["identity_number"], name=party.newcomer["name"])
