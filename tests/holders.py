"""Somebody who came from elsewhere and holds a permit; and what else an API call names."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from psycopg.types.range import Range

from applications.models import ListKind, Round, RoundList, RoundStage
from hukou.kernel import clock
from hukou.kernel.card_serial import compose
from registry.models import (
    Account,
    ActualResidence,
    Address,
    Endorsement,
    Office,
    Person,
    ResidencePermit,
)
from tests.factories import PersonFactory

STRANGER: Final = {
    "identity_number": "11010519491231002X",
    "name": "某人",
    "service": "driving_licence",
    "division": "330802",
    "purpose": "核验",
}
"""A question about somebody who is not on file."""
QUESTIONS: Final[dict[str, dict[str, Any]]] = {
    "benefits/standing": {"division": "330802"},
    "benefits/check": STRANGER,
    "applications/<application_id>/faces/<face_id>": {"finding": "same"},
    "visits/<task_id>/results": {
        "batch": "0b6f5d3e-2b1c-4d0a-9a53-6f2b1d1f8a10",
        "count": 1,
        "results": [
            {
                "id": "0b6f5d3e-2b1c-4d0a-9a53-6f2b1d1f8a11",
                "stop": 1,
                "result": "as_registered",
                "visited_on": "2026-06-01",
            }
        ],
    },
    "residence-permits/standing": {
        name: told for name, told in STRANGER.items() if name != "service"
    },
    "permit-cards/check": {
        "serial": compose("440199", 1),
        "name": "某人",
        "use": "proof_of_living",
        "purpose": "核验",
    },
}


def others(by: Account) -> dict[str, object]:
    """Return keys of what stands for itself: of a round, one whose list is final and empty."""
    office, today = Office.objects.latest("pk"), clock.today()
    told = {"document": "通告", "clause": "第一条", "publicity_days": 5, "objection_days": 5}
    made = Round.objects.create(
        scheme="gz-points-2023", division="440100", office=office, year=2026, quota=1,
        opens_at=clock.start_of(today), closes_at=clock.end_of(today), facts_until=today,
        stage=RoundStage.FINAL, declared_by=by, **told,
    )  # fmt: skip
    RoundList.objects.create(
        round=made, version=1, kind=ListKind.FINAL, quota=1, law="", inputs="", digest="",
        applicants=0, ranked=0, admitted=0, made_by=by,
    )  # fmt: skip
    nothing = dict.fromkeys(("verification_id", "report_id", "face_id"), UUID(int=1))
    return {**nothing, **dict.fromkeys(("notice_id", "task_id"), 1), "round_id": made.pk}


def lives(
    address: Address,
    *,
    since: date,
    person: Person | None = None,
    registered_on: date | None = None,
) -> Person:
    """Return somebody recorded as living at an address since a day, registered then or later."""
    who: Person = person or PersonFactory.create()
    ActualResidence.objects.create(
        person=who,
        address=address,
        period=Range(since, None),
        refreshed_on=since,
        registered_on=registered_on or since,
        source="declared",
    )
    return who


def holds(person: Person, office: Office, division: str, **told: Any) -> ResidencePermit:
    """Return a permit of somebody: `since`, `endorsed` on some days, and `until` if it ended."""
    until = told.get("until")
    permit = ResidencePermit.objects.create(
        person=person,
        office=office,
        division_code=division,
        ground="job",
        period=Range(told["since"], until),
        end_reason="left" if until else "",
    )
    for day in told.get("endorsed", ()):
        Endorsement.objects.create(permit=permit, on=day, ground="job")
    return permit
