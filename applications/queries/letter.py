"""The letter of a decision (决定书): what it says, whole and structured; rendering is for others.

Approval and refusal have the same parts: the clauses, the facts and whose word they are, the
grounds, what would change the outcome, and where to appeal.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from applications.models import Assessment, Decision, PartyRole
from hukou.kernel.errors import NotFound
from hukou.law import Regulation, load_law
from registry.models import Division, Office, OfficeLevel

from .citations import verdicts
from .remedies import REPORT, label_of, would_change

SOURCES: Final[Mapping[str, str]] = {
    "register": "户口登记簿",
    "agency": "部门核查",
    "document": "书面材料",
    "rule": "由其他事实得出",
}
ASKING: Final = (
    PartyRole.APPLICANT,
    PartyRole.ADOPTER,
    PartyRole.PARENT,
    PartyRole.SUBJECT,
    PartyRole.UNREGISTERED,
    PartyRole.NEWBORN,
)
EVIDENCE: Final = "evidence"
COURT: Final = "有管辖权的人民法院"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFact:
    """A fact the decision rests on, who vouches for it, and by which receipt."""

    fact: str
    label: str
    value: Any
    source: str
    vouched_by: str
    receipt: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterUnmet:
    """What a clause requires of somebody and was found otherwise (未满足的要求)."""

    condition: str
    fact: str
    found: Any
    met_on: str
    cite: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPerson:
    """One person: how the rules came out, on which facts, and what would change it.

    `unmet` and `would_change` are empty for whoever is granted.
    """

    party: int
    name: str = field(repr=False)
    relation: str
    outcome: str
    is_granted: bool
    findings: Sequence[Mapping[str, Any]]
    facts: Sequence[LetterFact]
    unknown: Sequence[str]
    unmet: Sequence[LetterUnmet]
    would_change: Sequence[str]

    @property
    def is_open(self) -> bool:
        """Whether nothing was found against them: what is unknown is to be supplied (请补充)."""
        return not self.is_granted and not self.unmet and self.outcome == EVIDENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """The text decided by (依据), and whether we have read it or only a report of it (报道文本)."""

    title: str
    number: str
    is_reported: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """A way to have the decision looked at again (救济途径)."""

    way: str
    body: str
    within: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Everything a letter of approval or refusal says."""

    number: str
    outcome: str
    applicant: str = field(repr=False)
    office: str
    office_phone: str
    applied_on: date
    decided_on: date
    regulation: str
    basis: LegalBasis
    channel: str
    clauses: Sequence[Mapping[str, str]]
    grounds: str
    people: Sequence[LetterPerson]
    placed: Mapping[str, Any] | None
    appeal: Sequence[Appeal]
    flags: Sequence[Mapping[str, Any]]
    law_version: str
    digest: str


def letter(application_id: UUID) -> Letter:
    """Return the content of the letter of a decision, as known when it was made.

    A fixed number of statements: the decision, the office's county and its name.

    Raises NotFound while nothing has been decided.
    """
    decision = (
        Decision.objects.select_related("application__office__parent", "assessment")
        .filter(application=application_id)
        .first()
    )
    if decision is None:
        raise NotFound(application=str(application_id))
    application, assessment = decision.application, decision.assessment
    regulation = load_law().regulations.get(assessment.regulation)
    return Letter(
        number=application.number,
        outcome=decision.outcome,
        applicant=_applicant(assessment),
        office=application.office.name,
        office_phone=application.office.phone,
        applied_on=application.applied_on,
        decided_on=decision.decided_on,
        regulation=assessment.regulation,
        basis=_basis(regulation, decision, assessment.judgement.get("text")),
        channel=assessment.channel,
        clauses=decision.clauses,
        grounds=decision.grounds,
        people=[_person(person, decision, assessment) for person in assessment.facts],
        placed=assessment.judgement.get("placed") if decision.parties else None,
        appeal=appeals(application.office, on=decision.decided_on),
        flags=assessment.judgement.get("flags", []),
        law_version=assessment.law_version,
        digest=assessment.digest,
    )


def appeals(office: Office, *, on: date) -> list[Appeal]:
    """Return where a decision of this office can be appealed: review first, then the court.

    A bureau, its branch and its stations are reviewed by the government of their own place.
    """
    bodies = {"government": _government(office, on=on), "court": COURT}
    return [
        Appeal(way=each.way, body=bodies[each.body], within=each.within, basis=each.basis)
        for each in load_law().procedure.remedies_on(on)
    ]


def _government(office: Office, *, on: date) -> str:
    """Name the people's government of the county, or of the city, that the office serves."""
    served = office.areas.order_by("code").values_list("code", flat=True).first() or office.code
    code = f"{served[:4]}00" if office.level == OfficeLevel.CITY else served[:6]
    place = Division.objects.on(on).filter(code=code).values_list("name", flat=True).first()
    return f"{place}人民政府" if place else "本机关所在地的县级人民政府"


def asking(people: Iterable[tuple[str, str]]) -> str:
    """Name who applies, of people by role and name.

    Where nobody does, the parents or adopters, or whom it is about.
    """
    told = list(people)
    named = ([name for role, name in told if role == asked] for asked in ASKING)
    return "、".join(next((each for each in named if each), []))


def _applicant(assessment: Assessment) -> str:
    return asking((person["role"], person["name"]) for person in assessment.facts)


def _basis(
    regulation: Regulation | None, decision: Decision, frozen: Mapping[str, Any] | None
) -> LegalBasis:
    """Name the text as it was called when it was decided by; of a report, say that it is one."""
    if frozen is not None:
        named = {**frozen, "title": frozen["title"].removesuffix(REPORT)}
        return LegalBasis(**named)
    if regulation is None:
        return LegalBasis(title=decision.clauses[0]["document"], number="", is_reported=False)
    return LegalBasis(
        title=regulation.title.removesuffix(REPORT),
        number=regulation.number,
        is_reported=regulation.provenance.is_secondary,
    )


def _person(person: Mapping[str, Any], decision: Decision, assessment: Assessment) -> LetterPerson:
    told = [each for each in verdicts(assessment) if each["party"] == person["party"]]
    findings = [finding for verdict in told for finding in verdict["findings"]]
    limits = _kept_out(person, assessment)
    unmet = [_unmet(each) for each in (*_failed(findings), *limits)]
    is_granted = person["party"] in decision.parties
    return LetterPerson(
        party=person["party"],
        name=person["name"],
        relation=person["relation"],
        outcome=told[0]["outcome"] if told else "",
        is_granted=is_granted,
        findings=findings,
        facts=[_fact(name, fact) for name, fact in person["facts"].items()],
        unknown=[label_of(each["fact"]) for each in person["unknown"]],
        unmet=[] if is_granted else unmet,
        would_change=[] if is_granted else would_change([*told, *limits]),
    )


def _fact(name: str, fact: Mapping[str, Any]) -> LetterFact:
    agencies = load_law().vocabulary.agencies
    return LetterFact(
        fact=name,
        label=label_of(name),
        value=fact["value"],
        source=SOURCES[fact["source"]],
        vouched_by=agencies[fact["agency"]].label if "agency" in fact else "",
        receipt=fact.get("receipt") or fact.get("sha256", ""),
        at=fact.get("answered_at", ""),
    )


def _failed(findings: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [finding for finding in findings if finding["satisfied"] is False]


def _unmet(finding: Mapping[str, Any]) -> LetterUnmet:
    return LetterUnmet(
        condition=finding["condition"],
        fact=finding["fact"],
        found=finding["found"],
        met_on=finding.get("met_on") or "",
        cite=finding["cite"],
    )


def _kept_out(person: Mapping[str, Any], assessment: Assessment) -> list[Mapping[str, Any]]:
    """Return the caps on numbers that leave this person out (人数限制)."""
    return [
        limit
        for limit in assessment.judgement["limits"]
        if str(person["party"]) in limit["kept_out"]
    ]
