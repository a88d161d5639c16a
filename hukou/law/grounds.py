"""The grounds for settling (落户途径), who may come along, and the caps on how many."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from hukou.law.citation import Citation
from hukou.law.conditions import Condition, outline
from hukou.law.facts import plain
from hukou.law.outcomes import Reason
from hukou.law.rules import Reading, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanionKind:
    """One kind of family member a channel names (随迁、投靠人员)."""

    id: str
    label: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Who may settle with, or join, whom: a rule per relationship, and one while unknown."""

    id: str
    label: str
    cite: Citation
    kinds: tuple[CompanionKind, ...]
    rules: Mapping[str, Rule]
    rule_while_unknown: Rule
    readings: tuple[Reading, ...] = ()

    def rule_for(self, relation: str | None) -> Rule:
        return self.rule_while_unknown if relation is None else self.rules[relation]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A cap on how many persons newly settle, counting the applicant (人数限制)."""

    id: str
    when: Condition
    at_most: int
    label: str
    cite: Citation
    note: str


class Effect(StrEnum):
    """What a channel does with those who meet it."""

    SETTLE = "settle"
    REVIEW = "review"
    REFUSE_ROUTE = "refuse_route"
    UNSPECIFIED = "unspecified"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredDocument:
    """A paper the clause or its practice asks for, and who issues or verifies it."""

    kind: str
    agency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A condition the text states but that no decision may rest on: kept, shown, never asked."""

    condition: str
    fact: str
    op: str
    value: Any
    reason: str
    cite: Citation

    def as_json(self) -> dict[str, object]:
        return {
            "condition": self.condition,
            "fact": self.fact,
            "op": self.op,
            "value": plain(self.value),
            "reason": self.reason,
            "cite": self.cite.as_json(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One ground for settling (落户途径)."""

    id: str
    name: str
    name_en: str
    cite: Citation
    clause: str
    effect: Effect
    rule: Rule
    family: Family
    reason: Reason | None
    limits: tuple[Limit, ...]
    documents: tuple[RequiredDocument, ...]
    approval: str
    heard_before: tuple[str, ...]
    group: str
    territory: str
    outcome_text: str
    places: tuple[str, ...]
    offered_when: tuple[str, ...]
    set_aside: tuple[SetAside, ...]

    def as_json(self) -> dict[str, object]:
        """Return the channel as `GET regulations/{id}` publishes it."""
        return {
            "id": self.id,
            "name": self.name,
            "name_en": self.name_en,
            "clause": self.clause,
            "cite": self.cite.as_json(),
            "effect": self.effect.value,
            "approval": self.approval or None,
            "heard_before": list(self.heard_before),
            "group": self.group or None,
            "territory": self.territory or None,
            "text": self.outcome_text or None,
            "places": list(self.places),
            "facts": list(self.rule.facts()),
            "conditions": outline(self.rule.conditions),
            "limits": [limit.label for limit in self.limits],
            "companions": [kind.id for kind in self.family.kinds],
            "set_aside": [each.as_json() for each in self.set_aside],
        }
