"""What is known about each person of an application, and from whom (证据).

Only what the register, an agency or a document says counts; what the applicant declared finds
channels, it decides nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NotRequired, TypedDict

from applications.models import Application, Party, Verification, VerificationStatus
from applications.queries.registered import Registered, registered
from hukou.law import load_law

_S = VerificationStatus


class Said(TypedDict):
    """What one agency, or a document, says of a fact that another says otherwise of."""

    value: Any
    source: str
    agency: str
    at: str


class KnownFact(TypedDict, total=False):
    """One fact, its source (`register`, `agency`, `document`, `rule`) and what vouches for it."""

    value: Any
    source: str
    agency: str
    verification: str
    receipt: str
    answered_at: str
    document: str
    sha256: str
    reason: str
    by: int | None
    conflicts: bool
    agency_value: Any
    says: list[Said]
    reused_from: str
    note: str


class UnknownFact(TypedDict):
    """A fact that was asked for and is not known, and how far the question came."""

    fact: str
    agency: str
    status: str
    reason: str


class PartyEvidence(TypedDict):
    """Everything known about one person, as an assessment freezes it."""

    party: int
    position: int
    role: str
    relation: str
    relation_to_head: str
    name: str
    registered: dict[str, Any]
    told: NotRequired[dict[str, str]]
    facts: dict[str, KnownFact]
    unknown: list[UnknownFact]


def evidence(application: Application, *, on: date) -> list[PartyEvidence]:
    """Return what is known about each person today, in their order (three statements)."""
    people = registered(application.pk, on=on)
    rows = list(
        application.verifications.select_related("document").order_by("party_id", "fact", "agency")
    )
    return [evidence_of(party, people.get(party.pk), rows) for party in application.parties.all()]


def evidence_of(
    party: Party, known: Registered | None, rows: Sequence[Verification]
) -> PartyEvidence:
    """Return what is known about one person by the register and by these answers."""
    own = [row for row in rows if row.party_id == party.pk]
    facts = _from_register(known)
    facts |= _from_agencies(own)
    person = PartyEvidence(
        party=party.pk,
        position=party.position,
        role=party.role,
        relation=party.relation,
        relation_to_head=party.relation_to_head,
        name=(known.name if known else party.newcomer.get("name")) or "",
        registered=known.snapshot() if known else {},
        facts=facts,
        unknown=[_unknown(row) for row in own if row.fact not in facts],
    )
    if known is None and party.newcomer.get("identity_number"):
        person["told"] = _told(party.newcomer)
    return person


def _told(newcomer: Mapping[str, str]) -> dict[str, str]:
    """Return what the number of a newcomer says of them, as the facts say it; never the number."""
    return {
        "person.birth_date": newcomer["birth_date"],
        "person.sex": "male" if newcomer["sex"] == "1" else "female",
    }


def _from_register(known: Registered | None) -> dict[str, KnownFact]:
    if known is None:
        return {}
    return {
        name: KnownFact(value=value, source="register") for name, value in known.facts().items()
    }


def _from_agencies(rows: Sequence[Verification]) -> dict[str, KnownFact]:
    """Return what is verified of one person: of several answers the first keeper's, all shown.

    A document that a person put in an agency's place comes before any answer. Where the answers do
    not agree a person must look before anything is decided on them.
    """
    told: dict[str, list[tuple[Verification, KnownFact]]] = {}
    for row in rows:
        if (fact := _verified(row)) is not None:
            told.setdefault(row.fact, []).append((row, fact))
    return {name: _of_several(sorted(each, key=_standing)) for name, each in told.items()}


def _standing(told: tuple[Verification, KnownFact]) -> tuple[bool, int, str]:
    row = told[0]
    keepers = load_law().vocabulary[row.fact].verified_by
    place = keepers.index(row.agency) if row.agency in keepers else len(keepers)
    return (row.status != _S.REPLACED, place, row.agency)


def _of_several(told: Sequence[tuple[Verification, KnownFact]]) -> KnownFact:
    (first, fact), *others = told
    if all(first.agrees(fact["value"], other["value"]) for _, other in others):
        return fact
    fact["conflicts"] = True
    fact["says"] = [
        Said(
            value=each["value"],
            source=each["source"],
            agency=each["agency"],
            at=each.get("answered_at", ""),
        )
        for _, each in told
    ]
    return fact


def _verified(row: Verification) -> KnownFact | None:
    if row.status == _S.ANSWERED:
        return _marked(_answered(row), row)
    if row.status == _S.REPLACED:
        return _marked(_shown(row), row)
    return None


def _answered(row: Verification) -> KnownFact:
    fact = KnownFact(
        value=row.value,
        source="agency",
        agency=row.agency,
        verification=str(row.pk),
        receipt=row.receipt.get("receipt", ""),
        answered_at=row.receipt.get("answered_at", ""),
    )
    if row.reused_from_id:
        fact["reused_from"] = str(row.reused_from_id)
    return fact


def _shown(row: Verification) -> KnownFact:
    return KnownFact(
        value=row.document_value,
        source="document",
        agency=row.agency,
        verification=str(row.pk),
        document=str(row.document_id),
        sha256=row.document.sha256 if row.document else "",
        reason=row.document_reason,
        by=row.replaced_by_id,
    )


def _marked(fact: KnownFact, row: Verification) -> KnownFact:
    """Show that an agency says otherwise: a person must look before anything is decided on it."""
    if row.conflicts:
        fact["conflicts"] = True
        fact["agency_value"] = row.value
    return fact


def _unknown(row: Verification) -> UnknownFact:
    return UnknownFact(
        fact=row.fact, agency=row.agency, status=row.status, reason=row.document_reason
    )


def values_of(person: PartyEvidence) -> dict[str, object]:
    """Return the bare facts of one person, for the law."""
    return {name: fact["value"] for name, fact in person["facts"].items()}


def conflicting(people: Sequence[PartyEvidence]) -> list[dict[str, object]]:
    """Return the facts on which an agency and a document, or two answers, differ."""
    return [
        {"party": person["party"], "fact": name}
        for person in people
        for name, fact in person["facts"].items()
        if fact.get("conflicts")
    ]
