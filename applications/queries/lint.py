"""What the lint finds in a text, with what people answered (条款检查)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.db.models import QuerySet

from applications.models import LintAnswer
from applications.queries.policy import find_regulation
from hukou.kernel.errors import NotFound
from hukou.law import LintFinding, Regulation, lint, load_law


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingTold:
    """A finding and the answers to it, the earliest first."""

    finding: LintFinding
    answers: Sequence[LintAnswer]

    @property
    def last(self) -> LintAnswer | None:
        return self.answers[-1] if self.answers else None


def findings_told(regulation: Regulation) -> list[FindingTold]:
    """Return what the lint finds in a text, the gravest first, each with its answers.

    One statement.
    """
    answers: dict[str, list[LintAnswer]] = {}
    for each in LintAnswer.objects.filter(regulation=regulation.id).select_related("answered_by"):
        answers.setdefault(each.finding, []).append(each)
    return [
        FindingTold(finding=each, answers=answers.get(each.key, []))
        for each in _found(regulation.id).values()
    ]


def finding_of(regulation_id: str, key: str) -> tuple[Regulation, LintFinding]:
    """Return a text and one finding in it. Raises NotFound."""
    regulation = find_regulation(regulation_id)
    found = _found(regulation_id).get(key)
    if found is None:
        raise NotFound(regulation=regulation_id)
    return regulation, found


def answers_to(regulation_id: str, key: str) -> QuerySet[LintAnswer]:
    """Return what people answered to one finding, the earliest first."""
    given = LintAnswer.objects.filter(regulation=regulation_id, finding=key)
    return given.select_related("answered_by")


@cache
def _found(regulation_id: str) -> Mapping[str, LintFinding]:
    """Return the findings in a text by key; a text never changes while the program runs."""
    law = load_law()
    return {each.key: each for each in lint(law.regulations[regulation_id], law)}
