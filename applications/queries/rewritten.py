"""What of an application is compared when it is written anew (补正): people, parts, questions."""

from typing import Final

from applications.models import Application, Party, PartyRole

REVISED: Final = (
    *("regulation", "channel", "event", "applied_on", "request"),
    *("destination_household_id", "destination_address_id"),
)


def who(party: Party) -> tuple[object, ...]:
    """Return by what a party is recognised in a file that is written anew."""
    return party.person_id, party.newcomer.get("identity_number"), party.newcomer.get("name")


def asked_of(application: Application) -> tuple[object, ...]:
    """Return what every question to an agency depends on: the day, the place, the applicant."""
    applicant = application.parties.filter(role=PartyRole.APPLICANT).first()
    return (
        application.applied_on,
        application.destination_household_id,
        application.destination_address_id,
        who(applicant) if applicant else None,
    )


def said_in(application: Application) -> dict[str, object]:
    """Return every part of an application that a revision may change."""
    columns = ("role", "person_id", "newcomer", "relation", "relation_to_head")
    return {
        **{name: getattr(application, name) for name in REVISED},
        "people": list(application.parties.values_list(*columns)),
        "declared": list(application.parties.values_list("declared", "consented_on")),
    }
