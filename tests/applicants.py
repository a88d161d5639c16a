"""Applicants one by one, each with a household of their own: many files of one matter."""

from datetime import date

from applications.actions import DraftRequest, PartyRequest
from applications.models import Application, Kind, PartyRole
from registry.models import Person
from tests.factories import PersonFactory, ResidenceFactory
from tests.filing import ADDRESS, DWELLING, FILED, Agencies, Counter, assessed


def applicant() -> Person:
    """Register somebody, alone and elsewhere."""
    told = {"name": "周建国", "sex": "1", "birth_date": date(1984, 3, 2), "marital_status": "10"}
    person: Person = PersonFactory.create(details=told)
    ResidenceFactory.create(person=person, relation="02")
    return person


def alone(here: Counter, **told: object) -> Application:
    """Return the file of one applicant, assessed; `told` is what the agencies say beside it."""
    lead = PartyRequest(role=PartyRole.APPLICANT, person_id=applicant().pk, declared=dict(DWELLING))
    facts = {f"dwelling.{name}": value for name, value in told.items()}
    request = DraftRequest(
        kind=Kind.SETTLEMENT,
        regulation="qz-final-2017",
        channel="QZF-1",
        applied_on=FILED,
        parties=[lead],
        address=ADDRESS,
    )
    return assessed(here, request, Agencies(facts={**Agencies().facts, **facts}))
