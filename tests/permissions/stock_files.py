"""Files at every point of the procedure, for a station of the walk (样本案卷)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from applications.actions import (
    DraftRequest,
    Newcomer,
    PartyRequest,
    Upload,
    approve,
    ask_for_supplement,
    attach,
    draft,
    issue_permit,
)
from applications.models import Application, Kind, PartyRole
from hukou.kernel import clock, identity_number
from registry.models import Person
from tests.filing import (
    DWELLING,
    FILED,
    Agencies,
    Counter,
    Place,
    accepted,
    answer_all,
    assessed,
    filed,
)

PAPER: Final = b"%PDF-1.7\n1 0 obj"


@dataclass(frozen=True, slots=True)
class Words:
    """What everything of one station is called by: nothing else in the world is called so."""

    name: str
    sequence: int
    """Where the identity numbers of its newcomers begin."""


def applied(here: Counter, at: Place, people: Mapping[str, Person], words: Words) -> dict[str, Any]:
    """Bring files to every point of the procedure."""
    told = {"person.birth_date": "1990-04-04", "person.sex": "male"}
    agencies = Agencies(facts=Agencies().facts | told)
    open_one = accepted(here, settling(at, words, 1))
    paper = attach(open_one.pk, upload(words), kind="lease_contract", by=here.officer)
    granted = assessed(here, settling(at, words, 3), agencies)
    approve(granted.pk, by=here.chief, grounds=f"{words.name}理由")
    issue_permit(granted.pk, by=here.officer, leaves_office=f"{words.name}所")
    assessed(here, settling(at, words, 5), agencies)
    lacking = filed(here, settling(at, words, 7))
    ask_for_supplement(lacking.pk, by=here.officer, needed=[f"{words.name}证"])
    written = draft(settling(at, words, 9), by=here.officer)
    died = draft(death(people["mother"], words), by=here.officer)
    born = draft(birth(people, words), by=here.officer)
    waiting = accepted(here, settling(at, words, 11))
    answer_all(waiting, agencies)
    check = open_one.verifications.first()
    assert check is not None
    return {
        "values": {
            "application_id": open_one.pk,
            "document_id": paper.pk,
            "verification_id": check.pk,
        },
        "per_route": {
            **dict.fromkeys(("application-edit", "application-check"), of(written)),
            **dict.fromkeys(("birth-edit", "birth-check"), of(born)),
            **dict.fromkeys(("event-edit", "event-check"), of(died)),
            "application-letter": of(granted),
            "application-supplement": of(lacking),
        },
        "key": open_one.pk,
        "number": granted.number,
    }


def of(application: Application) -> dict[str, object]:
    return {"application_id": application.pk}


def upload(words: Words) -> Upload:
    return Upload(name=f"{words.name}.pdf", content_type="application/pdf", content=PAPER)


def settling(at: Place, words: Words, sequence: int) -> DraftRequest:
    """Return the request of somebody from another register."""
    number = identity_number.compose(
        "420111", date(1990, 4, 4), sequence=words.sequence + sequence
    ).text
    newcomer = Newcomer(
        name=f"{words.name}新", identity_number=number, from_address=f"{words.name}县"
    )
    return DraftRequest(
        kind=Kind.SETTLEMENT,
        regulation="qz-final-2017",
        channel="QZF-1",
        applied_on=FILED,
        parties=[
            PartyRequest(role=PartyRole.APPLICANT, newcomer=newcomer, declared=dict(DWELLING))
        ],
        address=replace(at.address, room=str(sequence)),
    )


def death(person: Person, words: Words) -> DraftRequest:
    told = {
        "died_on": (clock.today() - timedelta(days=1)).isoformat(),
        "certificate": f"{words.name}-死1",
        "declarant": f"{words.name}甲",
        "declarant_is": "spouse",
    }
    return DraftRequest(
        kind=Kind.DEATH,
        applied_on=clock.today(),
        parties=[PartyRequest(role=PartyRole.SUBJECT, person_id=person.pk)],
        details=told,
    )


def birth(people: Mapping[str, Person], words: Words) -> DraftRequest:
    home = people["father"].residences.latest("id").household_id
    born = clock.today() - timedelta(days=10)
    child = Newcomer(name=f"{words.name}婴", sex="2", birth_date=born)
    father = PartyRequest(role=PartyRole.PARENT, person_id=people["father"].pk, relation="father")
    return DraftRequest(
        kind=Kind.BIRTH,
        applied_on=clock.today(),
        parties=[
            PartyRequest(role=PartyRole.NEWBORN, newcomer=child, relation_to_head="30"),
            father,
        ],
        household_id=home,
        details={"certificate": f"T33{words.sequence:07d}", "declarant": f"{words.name}甲"},
    )
