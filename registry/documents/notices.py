"""Notices of a procedure (文书): what an office tells an applicant, written out by the case.

The register only freezes, numbers and prints them; what they say is composed where the case is
known, and is the same for the officer and for the applicant.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from registry.models import DocumentKind

from .asked import AsOf
from .content import Sheet, Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice to its `holder`: its title, its parts, and whose data stand in it."""

    kind: ClassVar[DocumentKind]
    household_id: ClassVar[None] = None
    title: str
    holder: str = field(repr=False)
    person_id: int | None
    people: Sequence[int]
    sheets: Sequence[Sheet] = field(repr=False)

    def written(self, asof: AsOf | None = None) -> Written:
        """Write it out; nothing is read from the register."""
        del asof
        return Written(
            title=self.title,
            sheets=tuple(self.sheets),
            person_id=self.person_id,
            household_id=None,
            people=tuple(self.people),
            holder=self.holder,
        )


class AcceptanceNotice(Notice):
    """That an application was accepted (受理通知书)."""

    kind = DocumentKind.ACCEPTANCE_NOTICE


class SupplementNotice(Notice):
    """Everything that is lacking, told once (一次性补正告知书)."""

    kind = DocumentKind.SUPPLEMENT_NOTICE


class DecisionLetter(Notice):
    """What was decided, on what, by which clause, and where to appeal (决定书)."""

    kind = DocumentKind.DECISION_LETTER


class PointsSheet(Notice):
    """How somebody's points were counted in a round (积分核定表)."""

    kind = DocumentKind.POINTS_SHEET


class PointsList(Notice):
    """Who is within the quota of a round, by masked names (积分入户名单)."""

    kind = DocumentKind.POINTS_LIST


class PointsResult(Notice):
    """What a round came to for somebody: score, line, clause (积分入户结果通知书)."""

    kind = DocumentKind.POINTS_RESULT


class ObjectionAnswer(Notice):
    """What came of an objection to a list, by which clause, and why (异议答复书)."""

    kind = DocumentKind.OBJECTION_ANSWER
