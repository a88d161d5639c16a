"""A regulation explained to the public (政策解读), from the clauses the engine runs (K04)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from applications.queries.policy import (
    activations,
    days_activated,
    find_regulation,
    number_of,
)
from hukou.api.throttling import PublicRate
from hukou.kernel import clock
from hukou.law import Channel, Effect, Regulation, load_law, required_checks, required_documents
from hukou.law.life import Stage, State
from hukou.law.regulation import Ambiguity
from hukou.web.errors import Refusal, page

from .law_words import ChannelTold, told_channel

DRAFTS: Final = frozenset({State.DRAFT, State.CONSULTATION, State.FINAL})
ENDED: Final = frozenset({State.EXPIRED, State.SUPERSEDED})
GONE: Final = 410


class ExplainRate(PublicRate):
    """The same limit as for open API calls, counted apart."""

    name = "explain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Papers of one agency, or facts that one agency verifies itself."""

    agency: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One channel as questions and answers."""

    told: ChannelTold
    papers: tuple[Shown, ...]
    verified: tuple[Shown, ...]
    open: tuple[Ambiguity, ...]


@require_safe
def explain(request: HttpRequest, regulation_id: str) -> HttpResponse:
    """Show what the text means for those who want to settle, in questions and answers."""
    return _explained(request, regulation_id, "applications/explain.html")


@require_safe
def hotline_sheet(request: HttpRequest, regulation_id: str) -> HttpResponse:
    """Show the same on one sheet, for whoever answers the telephone (热线速查)."""
    return _explained(request, regulation_id, "applications/explain_sheet.html")


def _explained(request: HttpRequest, regulation_id: str, template: str) -> HttpResponse:
    rate = ExplainRate()
    if not rate.allow_request(request, None):
        refused = page(request, Refusal(429, gettext("查看过于频繁，请稍候再试。")))
        refused["Retry-After"] = f"{rate.wait():.0f}"
        return refused
    regulation = find_regulation(regulation_id)
    on, dated = clock.today(), activations()
    activation = dated.get(regulation.id)
    stage = load_law().stage(regulation.id, on, days_activated(dated))
    has_ended = stage.state in ENDED
    context = {
        "regulation": regulation,
        "stage": stage,
        "on": on,
        "activation": activation,
        "number": number_of(regulation, activation),
        "is_draft": stage.state in DRAFTS,
        "has_ended": has_ended,
        "follows": _followed_by(stage),
        "questions": [] if has_ended else _questions(regulation),
        "remedies": load_law().procedure.remedies_on(on),
        "terms": load_law().procedure.terms,
        "safeguards": load_law().safeguards,
    }
    return render(request, template, context, status=GONE if has_ended else 200)


def _followed_by(stage: Stage) -> Regulation | None:
    return load_law().regulations.get(stage.successor)


def _questions(regulation: Regulation) -> list[Question]:
    offered = [
        each for each in regulation.channels.values() if each.effect is not Effect.UNSPECIFIED
    ]
    return [_question(regulation, channel) for channel in offered]


def _question(regulation: Regulation, channel: Channel) -> Question:
    kinds = list(dict.fromkeys(kind.relation for kind in channel.family.kinds))
    vocabulary = load_law().vocabulary
    papers: dict[str, dict[str, None]] = {}
    for paper in required_documents(regulation, channel.id, kinds):
        papers.setdefault(paper.agency, {})[paper.kind] = None
    facts: dict[str, dict[str, None]] = {}
    for check in required_checks(regulation, channel.id, kinds):
        if check.agency and check.fact in vocabulary:
            facts.setdefault(check.agency, {})[check.fact] = None
    return Question(
        told=told_channel(channel),
        papers=_by_agency(papers),
        verified=_by_agency(facts),
        open=tuple(_left_open(regulation, channel)),
    )


def _by_agency(found: Mapping[str, Mapping[str, None]]) -> tuple[Shown, ...]:
    return tuple(Shown(agency=agency, labels=tuple(labels)) for agency, labels in found.items())


def _left_open(regulation: Regulation, channel: Channel) -> list[Ambiguity]:
    """Return the ambiguities on which this channel's conditions or its family's rest."""
    rules = [channel.rule, *channel.family.rules.values()]
    ids = [note.id for rule in rules for note in rule.notes]
    ids += [reading.reason.id for rule in rules for reading in rule.readings]
    return [
        regulation.ambiguities[each]
        for each in dict.fromkeys(ids)
        if each in regulation.ambiguities
    ]
