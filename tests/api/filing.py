"""The family of five as the API is told of it, and the counter's staff as callers."""

from typing import Any, Final

from rest_framework.test import APIClient

from registry.models import Account, HeldNumber, Particulars, Person
from tests.api.callers import as_officer
from tests.filing import COMMUNITY, COMPANIONS, DWELLING, Counter, Five

APPLICATIONS: Final = "/api/v1/applications"


def named(person: Person) -> dict[str, str]:
    """Name somebody registered elsewhere, as their identity card does."""
    return {
        "name": Particulars.objects.get(person=person).name,
        "identity_number": HeldNumber.objects.get(person=person).number,
    }


def application(five: Five, **changes: object) -> dict[str, Any]:
    companions = [
        {
            "role": "companion",
            "newcomer": named(getattr(five, who)),
            "relation": relation,
            "consented_on": "2026-06-01",
        }
        for who, relation in COMPANIONS
    ]
    applicant = {
        "role": "applicant",
        "newcomer": named(five.applicant),
        "declared": dict(DWELLING),
    }
    return {
        "kind": "settlement",
        "regulation": "qz-final-2017",
        "channel": "QZF-1",
        "applied_on": "2026-06-01",
        "destination": {
            "address": {"division": COMMUNITY, "street": "书香路", "plate": "8", "room": "301"}
        },
        "parties": [applicant, *companions],
        **changes,
    }


class Desk:
    """The API as one account of the counter calls it."""

    def __init__(self, account: Account) -> None:
        self.client: APIClient = as_officer(account)

    def write(self, body: object, **headers: str) -> Any:  # noqa: ANN401 - a test response
        return self.client.post(APPLICATIONS, body, format="json", headers=headers)

    def do(self, address: str, action: str, body: object = None, **headers: str) -> Any:  # noqa: ANN401
        path = f"{address}/{action}"
        return self.client.post(path, body or {}, format="json", headers=headers)

    def read(self, address: str) -> Any:  # noqa: ANN401
        return self.client.get(address)


class Desks:
    """Everybody at the counter."""

    def __init__(self, here: Counter) -> None:
        self.auxiliary = Desk(here.auxiliary)
        self.officer = Desk(here.officer)
        self.chief = Desk(here.chief)
        self.approver = Desk(here.approver)


def address_of(answer: Any) -> str:  # noqa: ANN401
    """Return where the application stands that was just written."""
    assert answer.status_code == 201, answer.content
    location: str = answer["Location"]
    return location


def id_of(address: str) -> str:
    return address.rpartition("/")[2]
