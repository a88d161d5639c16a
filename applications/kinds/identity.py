"""Whether a newcomer's number tells the truth (号码核对): birth date and sex, by three sources.

What is declared must agree with the number, or it is refused at once. What public security answers
must agree too; where it does not, an officer decides with reasons, and what was answered counts.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from applications.models import Party
from applications.queries.evidence import PartyEvidence
from hukou.law import load_law

from .kind import Check

BIRTH_DATE: Final = "person.birth_date"
SEX: Final = "person.sex"
CITE: Final = {"document": "中华人民共和国居民身份证法", "clause": "第三条"}


def identity_checks(parties: Sequence[Party]) -> list[Check]:
    """Return what is asked about everybody this register does not know yet."""
    vocabulary = load_law().vocabulary
    return [
        Check(party.pk, fact, vocabulary[fact].verified_by)
        for party in parties
        if party.person_id is None
        for fact in (BIRTH_DATE, SEX)
    ]


def disagreements(people: Sequence[PartyEvidence]) -> list[dict[str, Any]]:
    """Return where a verified birth date or sex is not what the number says, one flag each."""
    return [flag for person in people for flag in _of(person)]


def _of(person: PartyEvidence) -> Iterator[dict[str, Any]]:
    told: Mapping[str, str] = person.get("told", {})
    labels = load_law().vocabulary
    for fact in (BIRTH_DATE, SEX):
        found = person["facts"].get(fact)
        if fact in told and found is not None and found["value"] != told[fact]:
            yield {
                "id": "identity-disagrees",
                "reason": (
                    f"{person['name']}的{labels[fact].label}："
                    "核实结果与公民身份号码不符，须由民警核对；准予的，按核实结果登记"
                ),
                "cite": CITE,
                "party": person["party"],
                "fact": fact,
            }
