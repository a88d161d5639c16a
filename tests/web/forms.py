"""Filling in the settlement form as a browser would: every input of the page, then changes."""

from typing import Final, cast

from django.http import HttpResponse
from django.test import Client

from tests.filing import COMMUNITY, Five

TICKED: Final = "on"


def typed(family: Five, **changes: str | None) -> dict[str, str]:
    """Return what an officer types for the family: an input set to None is left out."""
    sent = {
        "applicant": str(family.applicant.pk),
        "destination.kind": "address",
        "destination.division": COMMUNITY,
        "destination.street": "书香路",
        "destination.plate": "8",
        "destination.room": "301",
        "channel": "QZF-1",
        "do": "save",
    }
    home = (family.applicant, family.spouse, family.son, family.daughter)
    relations = ("", "spouse", "child", "child")
    for position, (person, relation) in enumerate(zip(home, relations, strict=True)):
        sent |= {
            f"parties.{position}.person": str(person.pk),
            f"parties.{position}.included": TICKED,
            f"parties.{position}.relation": relation,
            f"parties.{position}.consented_on": "2026-06-01",
        }
    sent |= {
        "parties.0.declared.dwelling.tenure": "owned",
        "parties.0.declared.dwelling.legal_and_stable": "true",
    }
    kept = sent | {name: value for name, value in changes.items() if value is not None}
    return {name: value for name, value in kept.items() if changes.get(name, "") is not None}


def introduce(client: Client, number: str, name: str) -> HttpResponse:
    """Come to the desk with a card."""
    told = {"identity_number": number, "name": name}
    return cast("HttpResponse", client.post("/applications/new/elsewhere", told))
