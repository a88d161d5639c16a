"""What a judgement can come to (结论), which is better, and the reasons an officer is given."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hukou.law.citation import Citation


class Outcome(StrEnum):
    """What a judgement can come to (结论)."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    PARTIAL = "partial"
    REVIEW = "review"
    EVIDENCE = "evidence"
    REFUSE_ROUTE = "refuse_route"
    NO_POLICY = "no_policy"


BEST_FIRST: Final = (
    Outcome.ELIGIBLE,
    Outcome.PARTIAL,
    Outcome.REFUSE_ROUTE,
    Outcome.REVIEW,
    Outcome.EVIDENCE,
    Outcome.NOT_ELIGIBLE,
    Outcome.NO_POLICY,
)
"""Across channels and regulations the best counts.

A refused route is refused unless another channel is open.
"""

RANK: Final = {outcome: rank for rank, outcome in enumerate(BEST_FIRST)}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an officer is asked, or told (说明): the ambiguity's id, the words, the clause."""

    id: str
    reason: str
    cite: Citation

    def as_json(self) -> dict[str, object]:
        return {"id": self.id, "reason": self.reason, "cite": self.cite.as_json()}
