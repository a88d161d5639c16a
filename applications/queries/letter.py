"""The letter of a decision (决定书): what it says, whole and structured; rendering is for others.

Approval and refusal have the same parts: the clauses, the facts and whose word they are, the
grounds, what would change the outcome, and where to appeal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from applications.models import Assessment, Decision
from hukou.kernel.errors import NotFound
from hukou.law import load_law
from registry.models import Office

from .citations import verdicts

SOURCES: Final[Mapping[str, str]] = {
    "register": "户口登记簿",
    "agency": "部门核查",
    "document": "书面材料",
    "rule": "由其他事实得出",
}


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
class LetterPerson:
    """One person: how the rules came out, on which facts, and what would change it."""

    party: int
    name: str = field(repr=False)
    relation: str
    outcome: str
    is_granted: bool
    findings: Sequence[Mapping[str, Any]]
    facts: Sequence[LetterFact]
    unknown: Sequence[str]
    would_change: Sequence[str]


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
    office: str
    office_phone: str
    applied_on: date
    decided_on: date
    regulation: str
    regulation_title: str
    channel: str
    clauses: Sequence[Mapping[str, str]]
    grounds: str
    people: Sequence[LetterPerson]
    appeal: Sequence[Appeal]
    flags: Sequence[Mapping[str, Any]]
    law_version: str
    digest: str


def letter(application_id: UUID) -> Letter:
    """Return the content of the letter of a decision, as known when it was made (one statement).

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
    regulation = load_law().regulations.get(application.regulation)
    return Letter(
        number=application.number,
        outcome=decision.outcome,
        office=application.office.name,
        office_phone=application.office.phone,
        applied_on=application.applied_on,
        decided_on=decision.decided_on,
        regulation=application.regulation,
        regulation_title=regulation.title if regulation else decision.clauses[0]["document"],
        channel=application.channel,
        clauses=decision.clauses,
        grounds=decision.grounds,
        people=[_person(person, decision, assessment) for person in assessment.facts],
        appeal=appeals(application.office),
        flags=assessment.judgement.get("flags", []),
        law_version=assessment.law_version,
        digest=assessment.digest,
    )


def appeals(office: Office) -> list[Appeal]:
    """Return where a decision of this office can be appealed: review first, then the court."""
    above = office.parent.name if office.parent else "上一级公安机关"
    return [
        Appeal(
            way="行政复议",
            body=f"{above}的本级人民政府",
            within="自知道本决定之日起六十日内",
            basis="中华人民共和国行政复议法第二十条、第二十四条",
        ),
        Appeal(
            way="行政诉讼",
            body="有管辖权的人民法院",
            within="自知道本决定之日起六个月内",
            basis="中华人民共和国行政诉讼法第四十六条",
        ),
    ]


def _person(person: Mapping[str, Any], decision: Decision, assessment: Assessment) -> LetterPerson:
    told = [each for each in verdicts(assessment) if each["party"] == person["party"]]
    findings = [finding for verdict in told for finding in verdict["findings"]]
    return LetterPerson(
        party=person["party"],
        name=person["name"],
        relation=person["relation"],
        outcome=told[0]["outcome"] if told else "",
        is_granted=person["party"] in decision.parties,
        findings=findings,
        facts=[_fact(name, fact) for name, fact in person["facts"].items()],
        unknown=[_label(each["fact"]) for each in person["unknown"]],
        would_change=[line for verdict in told for line in _changes(verdict)],
    )


def _fact(name: str, fact: Mapping[str, Any]) -> LetterFact:
    agencies = load_law().vocabulary.agencies
    return LetterFact(
        fact=name,
        label=_label(name),
        value=fact["value"],
        source=SOURCES[fact["source"]],
        vouched_by=agencies[fact["agency"]].label if "agency" in fact else "",
        receipt=fact.get("receipt") or fact.get("sha256", ""),
        at=fact.get("answered_at", ""),
    )


def _changes(verdict: Mapping[str, Any]) -> list[str]:
    """Say what would have to be otherwise: each unmet condition, each fact not known."""
    lines = [
        f"满足：{finding['condition']}"
        + (f"（预计 {finding['met_on']} 可满足）" if finding.get("met_on") else "")
        for finding in verdict["findings"]
        if finding["satisfied"] is False
    ]
    return lines + [f"提供证明：{_label(name)}" for name in verdict["missing"]]


def _label(name: str) -> str:
    vocabulary = load_law().vocabulary
    return vocabulary[name].label if name in vocabulary else name
