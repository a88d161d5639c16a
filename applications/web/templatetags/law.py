"""The law in templates (法规用语): where a clause is read, and how a regulation stands."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.models import PendingRule
from applications.web import text_words
from hukou.law import load_law
from hukou.law.life import State

register = template.Library()

STATES: Final[Mapping[State, Promise]] = {
    State.DRAFT: _("草案"),
    State.CONSULTATION: _("征求意见"),
    State.FINAL: _("已定稿，未施行"),
    State.IN_FORCE: _("施行中"),
    State.TRIAL: _("试行"),
    State.EXPIRED: _("已失效"),
    State.SUPERSEDED: _("已被取代"),
}
STATE_TONES: Final[Mapping[State, str]] = {
    State.DRAFT: "line",
    State.CONSULTATION: "run",
    State.FINAL: "warn",
    State.IN_FORCE: "ok",
    State.TRIAL: "ok",
    State.EXPIRED: "plain",
    State.SUPERSEDED: "plain",
}

SHORT: Final[Mapping[PendingRule, Promise]] = {
    PendingRule.ACCEPTANCE: _("受理日"),
    PendingRule.DECISION: _("决定日"),
    PendingRule.KINDER: _("从宽"),
}


@register.filter
def state_of_law(state: State) -> str:
    """Return where a regulation stands, in words."""
    return str(STATES[state])


@register.filter
def state_tag(state: State) -> str:
    """Return the class of the tag for where a regulation stands."""
    return f"tag tag-{STATE_TONES[state]}"


@register.filter
def rule_words(rule: str) -> str:
    """Return a transition rule in words; where none is stated an officer chose."""
    return str(PendingRule(rule).label) if rule else gettext("由有审批权的民警择定")


@register.filter
def rule_short(rule: str) -> str:
    """Return a transition rule in two or three words, for the head of a column."""
    return str(SHORT[PendingRule(rule)])


@register.filter
def clause_address(cite: object) -> str:
    """Return where the clause of a citation is read; empty for texts that have no page."""
    get = cite.get if isinstance(cite, Mapping) else lambda name: getattr(cite, name, "")
    found = _clauses(load_law().version).get((str(get("document")), str(get("clause"))))
    return f"{reverse('regulation', args=[found[0]])}#{found[1]}" if found else ""


@register.filter
def doubt_words(kind: str) -> str:
    """Return why a place of a text is doubtful."""
    return str(text_words.DOUBTS.get(kind, kind))


@register.filter
def change_words(kind: str) -> str:
    """Return what was taken for noise."""
    return str(text_words.CHANGES.get(kind, kind))


@register.filter
def match_words(by: str) -> str:
    """Return how a clause was found in the text."""
    return str(text_words.MATCHES.get(by, by))


@lru_cache(maxsize=2)
def _clauses(_version: str) -> Mapping[tuple[str, str], tuple[str, str]]:
    return {
        (clause.cite.document, clause.cite.clause): (regulation.id, clause.id)
        for regulation in load_law().regulations.values()
        for clause in regulation.clauses.values()
    }
