"""Collective households as law data (集体户): when one may be set up, and who is sent where.

What a text confirms decides; what is only generally known, assumed, or left open by a text goes to
an officer, who gives grounds. Nothing is invented where the documents are silent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from hukou.law.citation import Citation
from hukou.law.conditions import Condition, Values
from hukou.law.dated import Silence, Term
from hukou.law.findings import Finding, finding, missing, telling
from hukou.law.outcomes import Outcome, Reason
from hukou.law.places import stem


class Sort(StrEnum):
    """The sorts of collective household (集体户类型)."""

    UNIT = "unit"
    SCHOOL = "school"
    TALENT_MARKET = "talent_market"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One condition of setting up; `firm` where a text that was read says so."""

    condition: Condition
    cite: Citation
    firm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """What a sort of collective household takes; `relaxed` where a text eases it unmeasured."""

    requirements: tuple[Requirement, ...]
    relaxed: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the order in which an address is found; `otherwise` says why it is passed."""

    id: str
    label: str
    otherwise: str
    condition: Condition
    cite: Citation
    firm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """How many public collective households a district keeps, each with how many keepers."""

    at_least: int
    keepers: int
    cite: Citation
    firm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What one text says of collective households; `jurisdiction` is empty for the national one."""

    id: str
    jurisdiction: str
    title: str
    term: Term | None
    sorts: Mapping[str, SetUp]
    steps: tuple[Step, ...]
    duty: Duty | None
    undated: Reason | None
    bases: Mapping[str, str]
    digest: str
    clause_count: int

    def speaks(self, on: date) -> bool:
        """Whether the text is to be heeded on a day; an undated one is, for an officer to judge."""
        silence = self.term.silence(on, None) if self.term else None
        return silence in (None, Silence.UNDATED)

    def doubt(self, on: date) -> tuple[Reason, ...]:
        """Return why the text cannot decide by itself on a day."""
        undated = self.term and self.term.silence(on, None) is Silence.UNDATED
        return (self.undated,) if undated and self.undated else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpJudgement:
    """What came of the conditions of setting up: who decides, on which findings and doubts."""

    outcome: Outcome
    findings: tuple[Finding, ...]
    reasons: tuple[Reason, ...]

    @property
    def unmet(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.satisfied is False)

    def as_json(self) -> dict[str, Any]:
        return {
            "outcome": self.outcome.value,
            "findings": [each.as_json() for each in self.findings],
            "reasons": [each.as_json() for each in self.reasons],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """A step that does not help this person, and why."""

    step: Step
    findings: tuple[Finding, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "step": self.step.id,
            "label": self.step.label,
            "reason": self.step.otherwise,
            "findings": [each.as_json() for each in self.findings],
            "cite": self.step.cite.as_json(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressChoice:
    """Which step of the order an address comes from, with every step passed over before it.

    `outcome` is `eligible` where the rule decides, `review` where an officer does, `evidence`
    while a fact is unknown on which the next step depends.
    """

    outcome: Outcome
    step: Step | None
    passed: tuple[PassedOver, ...]
    missing: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()

    def as_json(self) -> dict[str, Any]:
        chosen = self.step
        return {
            "outcome": self.outcome.value,
            "step": chosen.id if chosen else None,
            "label": chosen.label if chosen else "",
            "cite": chosen.cite.as_json() if chosen else None,
            "passed": [each.as_json() for each in self.passed],
            "missing": list(self.missing),
            "reasons": [each.as_json() for each in self.reasons],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicable:
    """What holds in one place on one day: the local text before the national one."""

    on: date
    national: Rules
    local: Rules | None

    @property
    def duty(self) -> Duty | None:
        return (self.local and self.local.duty) or self.national.duty

    def judge_set_up(self, sort: str, facts: Values) -> SetUpJudgement:
        """Return whether a collective household of this sort may be set up over what is known.

        A confirmed condition that fails refuses. One that is only known or assumed, one that the
        place has relaxed without saying by how much, and what is unknown, are for an officer.
        """
        rules = self.local if self.local and sort in self.local.sorts else self.national
        own = rules.sorts[sort]
        requirements = own.requirements or self.national.sorts[sort].requirements
        findings, reasons, refused = _weigh(requirements, facts, self.on, relaxed=own.relaxed)
        if rules is self.local:
            reasons += self.local.doubt(self.on)
        outcome = Outcome.NOT_ELIGIBLE if refused else Outcome.ELIGIBLE
        if reasons and not refused:
            outcome = Outcome.REVIEW
        return SetUpJudgement(outcome=outcome, findings=findings, reasons=reasons)

    def choose_address(self, facts: Values) -> AddressChoice:
        """Return the first step of the order that helps, with the reason for each passed over.

        A step is passed over only when it is known not to help: an unknown fact stops the search.
        """
        rules = self.local if self.local and self.local.steps else self.national
        passed: list[PassedOver] = []
        for step in rules.steps:
            truth = step.condition.test(facts)
            if truth is None:
                lacking = tuple(dict.fromkeys(missing(step.condition, facts)))
                return AddressChoice(
                    outcome=Outcome.EVIDENCE, step=None, passed=tuple(passed), missing=lacking
                )
            if truth:
                doubts = rules.doubt(self.on) + _weakness(step.cite, firm=step.firm)
                outcome = Outcome.REVIEW if doubts else Outcome.ELIGIBLE
                return AddressChoice(
                    outcome=outcome, step=step, passed=tuple(passed), reasons=doubts
                )
            passed.append(PassedOver(step=step, findings=_told(step.condition, facts, self.on)))
        last = rules.steps[-1]
        nowhere = Reason("nowhere", "所列各项均不能落户，由民警逐级上报解决", last.cite)
        return AddressChoice(
            outcome=Outcome.REVIEW, step=None, passed=tuple(passed), reasons=(nowhere,)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectiveLaw:
    """Every text about collective households."""

    national: Rules
    local: tuple[Rules, ...] = field(default=())
    sources: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def at(self, division: str, *, on: date) -> Applicable:
        """Return what holds at a place (any division code) on a day; the narrowest text first."""
        mine = [
            each
            for each in self.local
            if division.startswith(stem(each.jurisdiction)) and each.speaks(on)
        ]
        mine.sort(key=lambda each: len(stem(each.jurisdiction)))
        return Applicable(on=on, national=self.national, local=mine[-1] if mine else None)

    @property
    def texts(self) -> tuple[Rules, ...]:
        return (self.national, *self.local)


def _weigh(
    requirements: Sequence[Requirement], facts: Values, on: date, *, relaxed: Reason | None
) -> tuple[tuple[Finding, ...], tuple[Reason, ...], bool]:
    findings: list[Finding] = []
    reasons: list[Reason] = []
    refused = False
    for each in requirements:
        truth = each.condition.test(facts)
        findings += _told(each.condition, facts, on)
        if truth is False and each.firm and relaxed is None:
            refused = True
        elif truth is False:
            reasons.append(relaxed if relaxed and each.firm else _weak("unmet", each.cite))
        elif truth is None:
            reasons.append(Reason("unknown", "此项尚不清楚，由民警核实", each.cite))
    return tuple(findings), tuple(dict.fromkeys(reasons)), refused


def _told(condition: Condition, facts: Values, on: date) -> tuple[Finding, ...]:
    return tuple(finding(leaf, facts, on) for leaf in telling(condition, facts))


def _weak(name: str, cite: Citation) -> Reason:
    return Reason(name, "此项依据未经正式文本核实，不能据以拒绝，由民警审查决定", cite)


def _weakness(cite: Citation, *, firm: bool) -> tuple[Reason, ...]:
    words = "本地没有载明这一顺序的文件，此处只作建议，由民警审查决定"
    return () if firm else (Reason("assumed-order", words, cite),)
