"""Families that move from 开化县 to a new door in 柯城区, all alike: head, spouse, one child."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from applications.actions import AddressDetails, DraftRequest, PartyRequest
from applications.connectors.sandbox import Truth, write_truth
from applications.models import Kind, PartyRole
from hukou.kernel import clock
from registry.models import Account
from registry.queries import scope_of
from tests.benchmarks._servers import plain

ORIGIN: Final = "huabu"  # an officer where the families live
REGULATION: Final = "qz-final-2017"
CHANNEL: Final = "QZF-1"
STREET: Final = "荷花路"

FAMILIES: Final = """
SELECT array_agg(lived_in.person_id ORDER BY lived_in.relation),
       array_agg(held.number ORDER BY lived_in.relation),
       array_agg(known.name ORDER BY lived_in.relation)
FROM registry_residence lived_in
JOIN registry_household household ON household.id = lived_in.household_id
JOIN registry_heldnumber held ON held.person_id = lived_in.person_id
JOIN registry_particulars known ON known.person_id = lived_in.person_id
WHERE household.office_id = ANY(%(offices)s::bigint[]) AND lived_in.period @> %(on)s::date
GROUP BY lived_in.household_id
HAVING array_agg(left(lived_in.relation, 1) ORDER BY lived_in.relation)
       IN ('{0,1,2}'::text[], '{0,1,3}'::text[])
   AND bool_and(lived_in.relation < '20'
                OR known.birth_date > %(on)s::date - interval '17 years')
   AND bool_and(lived_in.relation >= '20'
                OR known.birth_date < %(on)s::date - interval '23 years')
ORDER BY lived_in.household_id LIMIT %(count)s
"""
HERE: Final = """
SELECT division.code FROM registry_office_areas area
JOIN registry_division division ON division.parent_id = area.division_id
WHERE area.office_id = ANY(%s::bigint[]) AND upper_inf(division.period)
ORDER BY division.code LIMIT 1
"""


class Member(NamedTuple):
    """One of the family: the key, the identity number, the name, and what they are to the head."""

    person_id: int
    number: str
    name: str
    relation: str


def families(count: int) -> list[list[Member]]:
    """Return families of three, the same ones in every run.

    Raises:
        ValueError: there are not so many.
    """
    asked = {"offices": _offices(ORIGIN), "on": clock.today(), "count": count}
    with plain() as connection:
        rows = connection.execute(FAMILIES, asked).fetchall()
    if len(rows) < count:
        raise ValueError(f"{len(rows)} such families, not {count}")
    relations = ("", "spouse", "child")
    return [[Member(*each) for each in zip(*row, relations, strict=True)] for row in rows]


def plant(movers: Sequence[Sequence[Member]]) -> None:
    """Have the agencies know that each family has a home of its own and lives in it together."""
    path = Path(os.environ["HUKOU_DATA"]) / "truth.sqlite"
    known: list[Truth] = []
    for head, *others in movers:
        known += [Truth(head.number, fact, value) for fact, value in DWELLING.items()]
        for other in others:
            known.append(Truth(other.number, "relation.kind", other.relation, head.number))
            known.append(Truth(other.number, "relation.cohabits", value=True))
        known.append(Truth(others[-1].number, "relation.custody_consent", "both_guardians"))
    write_truth(path, known)


DWELLING: Final[Mapping[str, object]] = {
    "dwelling.tenure": "owned",
    "dwelling.legal_and_stable": True,
    "dwelling.area_m2": "88.60",
}


def division_of(username: str) -> str:
    """Return a neighbourhood that this officer serves."""
    with plain() as connection:
        row = connection.execute(HERE, [_offices(username)]).fetchone()
    if row is None:
        raise ValueError(f"{username} serves no neighbourhood")
    return str(row[0])


def request_of(family: Sequence[Member], *, division: str, door: int) -> DraftRequest:
    """Return the family's request, as the actions take it."""
    head, *others = family
    today = clock.today()
    companions = [
        PartyRequest(
            role=PartyRole.COMPANION,
            person_id=other.person_id,
            relation=other.relation,
            consented_on=today,
        )
        for other in others
    ]
    return DraftRequest(
        kind=Kind.SETTLEMENT,
        regulation=REGULATION,
        channel=CHANNEL,
        applied_on=today,
        parties=[PartyRequest(role=PartyRole.APPLICANT, person_id=head.person_id), *companions],
        address=AddressDetails(division=division, street=STREET, plate=f"基准{door}号", room="1"),
    )


def body_of(family: Sequence[Member], *, division: str, door: int) -> dict[str, Any]:
    """Return the family's request, as the API takes it, handed in at once."""
    _, *others = family
    named = [{"newcomer": {"name": each.name, "identity_number": each.number}} for each in family]
    consent = {"role": "companion", "consented_on": clock.today().isoformat()}
    address = {"division": division, "street": STREET, "plate": f"基准{door}号", "room": "1"}
    return {
        "kind": "settlement",
        "regulation": REGULATION,
        "channel": CHANNEL,
        "destination": {"address": address},
        "parties": [
            {"role": "applicant", **named[0]},
            *(
                {**consent, **name, "relation": other.relation}
                for name, other in zip(named[1:], others, strict=True)
            ),
        ],
        "submit": True,
    }


def _offices(username: str) -> list[int]:
    account = Account.objects.get(username=username)
    return scope_of(account, on=clock.today()).offices or []
