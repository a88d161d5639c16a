"""Decided files like this one (相似案卷), and how they came out: for who decides, never a rule.

Alike are files of one matter whose findings are the same (规则路径); among them those whose facts
agree most come first. Nobody's name or facts are told: only on which facts they agree.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any, Final

from django.db.models import QuerySet

from applications.models import Application, Assessment, Decision
from hukou.law import Kind, load_law
from registry.queries import Scope

from .case import within
from .citations import verdicts
from .past_decisions import PastDecision, described

LOOKED_AT: Final = 200
"""How many decided files of the matter are compared, the latest first."""
SHOWN: Final = 5
SLOW: Final = 3
"""A file that took so many times as long as the median stands out."""
OWN: Final = frozenset({Kind.TEXT, Kind.DATE, Kind.CODE})
Path = frozenset[tuple[str, str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LikeFile:
    """One decided file: how far its facts agree, and whether it stands out among its like."""

    past: PastDecision
    same: int
    compared: int
    differs: Sequence[str]
    stands_out: bool
    was_slow: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LikeFiles:
    """The files of the same path: how many came out how, how long they took, the nearest ones."""

    approved: int
    refused: int
    median_days: float
    nearest: Sequence[LikeFile]

    @property
    def total(self) -> int:
        return self.approved + self.refused


def like_files(
    application: Application, assessment: Assessment, *, scope: Scope, on: date
) -> LikeFiles | None:
    """Return the decided files of this scope that are like this one, or None (five statements)."""
    rows = _same_matter(application, assessment, scope)
    path, facts = _path(assessment), _facts(assessment)
    alike = {each.pk: each for each in rows if _path(each.assessment) == path}
    if not alike:
        return None
    decided = described(Decision.objects.filter(pk__in=list(alike)), on=on)
    outcomes = Counter(each.outcome for each in decided)
    usual = outcomes.most_common(1)[0][0]
    middle = median(each.took / timedelta(days=1) for each in decided)
    nearest = [
        _like(each, facts, _facts(alike[each.id].assessment), usual=usual, middle=middle)
        for each in decided
    ]
    nearest.sort(key=lambda each: (not each.stands_out, -each.same, each.past.number))
    return LikeFiles(
        approved=outcomes["approved"],
        refused=outcomes["refused"],
        median_days=middle,
        nearest=nearest[:SHOWN],
    )


def _same_matter(
    application: Application, assessment: Assessment, scope: Scope
) -> Sequence[Decision]:
    rows: QuerySet[Decision] = Decision.objects.filter(
        application__in=within(scope),
        application__kind=application.kind,
        application__event=application.event,
        assessment__regulation=assessment.regulation,
        assessment__channel=assessment.channel,
    ).exclude(application=application)
    return list(rows.select_related("assessment").order_by("-decided_at")[:LOOKED_AT])


def _path(assessment: Assessment) -> Path:
    """Return which conditions held, did not hold or stayed unknown, for whom in general."""
    return frozenset(
        (str(verdict.get("relation", "")), str(finding["fact"]), finding["satisfied"])
        for verdict in verdicts(assessment)
        for finding in verdict["findings"]
    )


def _facts(assessment: Assessment) -> Mapping[tuple[str, str], Any]:
    """Return what was known of each kind of party; names and days are nobody's likeness."""
    vocabulary = load_law().vocabulary
    return {
        (person["relation"] or person["role"], name): fact["value"]
        for person in assessment.facts
        for name, fact in person["facts"].items()
        if name in vocabulary and vocabulary[name].kind not in OWN
    }


def _like(
    past: PastDecision,
    here: Mapping[tuple[str, str], Any],
    there: Mapping[tuple[str, str], Any],
    *,
    usual: str,
    middle: float,
) -> LikeFile:
    both = here.keys() | there.keys()
    same = {each for each in both if here.get(each) == there.get(each)}
    return LikeFile(
        past=past,
        same=len(same),
        compared=len(both),
        differs=list(dict.fromkeys(_labels(sorted(both - same)))),
        stands_out=past.outcome != usual,
        was_slow=middle > 0 and past.took / timedelta(days=1) > SLOW * middle,
    )


def _labels(facts: Sequence[tuple[str, str]]) -> Iterator[str]:
    vocabulary = load_law().vocabulary
    for _, fact in facts:
        yield vocabulary[fact].label
