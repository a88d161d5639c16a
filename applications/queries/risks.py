"""What makes a decision worth a second look (风险): signs, each with a weight and its words.

They are signs and no findings: a file with all of them may be right, and nobody is blamed by one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from applications.models import Assessment, Decision, DecisionOutcome
from applications.queries.evidence import conflicting

HASTE: Final = timedelta(minutes=5)
"""From assessment to decision: who decides faster can hardly have read the file."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of risk; `weight` says how much more likely the file is drawn."""

    code: str
    zh: str
    weight: int


UNDONE: Final = Sign("undone", "登记后被冲销", 8)
CORRECTED: Final = Sign("corrected", "登记内容后来被更正", 6)
CONFLICT: Final = Sign("conflict", "部门答复与材料不一致", 5)
DISCRETION: Final = Sign("discretion", "条文未列，由审批人裁量", 4)
REFUSED: Final = Sign("refused", "不予决定", 3)
PART: Final = Sign("part", "只准予部分人员", 2)
BY_PAPER: Final = Sign("by-paper", "以书面材料代替部门核查", 2)
UNKNOWN: Final = Sign("left-unknown", "有事实按不明处理", 2)
HASTY: Final = Sign("hasty", "评定后五分钟内作出决定", 1)

SIGNS: Final[Mapping[str, Sign]] = {
    each.code: each
    for each in (
        UNDONE,
        CORRECTED,
        CONFLICT,
        DISCRETION,
        REFUSED,
        PART,
        BY_PAPER,
        UNKNOWN,
        HASTY,
    )
}
PLAIN: Final = 1
"""The weight of a file without any sign: every file can be drawn."""
HIGH: Final = 5
"""From this weight on a file is looked at without drawing lots."""


def signs_of(decision: Decision, *, later: Collection[Sign] = ()) -> tuple[Sign, ...]:
    """Return the signs of a decision, the heaviest first; `later` is what became of it since."""
    assessment = decision.assessment
    tests: Mapping[Sign, bool] = {
        CONFLICT: bool(conflicting(assessment.facts)),
        DISCRETION: assessment.outcome == "review",
        REFUSED: decision.outcome == DecisionOutcome.REFUSED,
        PART: _only_some(decision),
        BY_PAPER: "document" in _sources(assessment.facts),
        UNKNOWN: any(each["status"] == "left_unknown" for each in _unknown(assessment.facts)),
        HASTY: decision.decided_at - assessment.assessed_at < HASTE,
    }
    found = {*later, *(sign for sign, holds in tests.items() if holds)}
    return tuple(sorted(found, key=lambda each: (-each.weight, each.code)))


def weight_of(signs: Iterable[Sign]) -> int:
    """Return how much more than one without a sign a file is to be drawn."""
    return PLAIN + sum(each.weight for each in signs)


def _only_some(decision: Decision) -> bool:
    granted = decision.outcome == DecisionOutcome.APPROVED
    return granted and len(decision.parties) < _judged(decision.assessment)


def _judged(assessment: Assessment) -> int:
    told = assessment.judgement
    return len(set(told.get("may_settle", ())) | set(told.get("for_review", ()))) or len(
        assessment.facts
    )


def _sources(people: Sequence[Mapping[str, Any]]) -> set[str]:
    return {fact["source"] for person in people for fact in person["facts"].values()}


def _unknown(people: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [each for person in people for each in person.get("unknown", ())]
