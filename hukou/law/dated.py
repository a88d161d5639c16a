"""When a regulation speaks (效力期间), and why it is silent when it does not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hukou.law.citation import Citation


class Status(StrEnum):
    """Where a regulation stands in its life (效力状态)."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    TRIAL = "trial"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    EXAMPLE = "example"


class Mode(StrEnum):
    """Deciding a live case, or trying out what a text would say (模拟)."""

    DECIDE = "decide"
    SIMULATE = "simulate"


class Silence(StrEnum):
    """Why a regulation decides nothing on a day."""

    DRAFT = "draft"
    EXAMPLE = "example"
    UNDATED = "undated"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    TRANSITION = "transition"
    ELSEWHERE = "elsewhere"
    TAKEN_OVER = "taken_over"

    @property
    def zh(self) -> str:
        return _ZH[self]


_NEVER: Mapping[Status, Silence] = {
    Status.DRAFT: Silence.DRAFT,
    Status.EXAMPLE: Silence.EXAMPLE,
}
"""What decides on no day at all."""
_ZH: Mapping[Silence, str] = {
    Silence.DRAFT: "该文本为送审稿（征求意见稿），从未生效，只能用于模拟和比较",
    Silence.EXAMPLE: "该方案为示例，含有未经核实的内容，只能用于演示，不能据以决定",
    Silence.UNDATED: "该文件的施行日期未知，须由管理员凭正式文本启用后才能据以决定",
    Silence.NOT_YET: "该文件在判断日尚未施行",
    Silence.EXPIRED: "该文件在判断日已失效",
    Silence.SUPERSEDED: "该文件在判断日已由新文件取代",
    Silence.TRANSITION: "申请后文件已更换，过渡办法没有载明，须由有审批权的民警择定并写明理由",
    Silence.ELSEWHERE: "落户地不在该文件的施行区域内",
    Silence.TAKEN_OVER: "落户地的县（市、区）另有承接该文件的现行文件，以县级文件为准",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulDays:
    """Days on which it is not certain that the text was in force; both ends included."""

    first: date
    last: date
    id: str
    reason: str
    cite: Citation

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """Days on which the public may comment on a draft (征求意见), both included, where known."""

    first: date | None
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """From the first to the last day in force, both included; no first day means undated.

    A trial of so many years (试行) has its last day from its first, whoever dates it.
    """

    status: Status
    effective_from: date | None
    effective_to: date | None
    doubtful: tuple[DoubtfulDays, ...] = ()
    consultation: Consultation | None = None
    trial_years: int | None = None
    superseded_by: str = ""

    def doubts(self, on: date) -> tuple[DoubtfulDays, ...]:
        """Return the doubts about this day."""
        return tuple(days for days in self.doubtful if on in days)

    def last_day(self, start: date) -> date | None:
        """Return the last day the text gives itself when it begins on `start`."""
        if self.effective_to is not None or self.trial_years is None:
            return self.effective_to
        return day_before_anniversary(start, self.trial_years)

    def silence(
        self, on: date, activated_on: date | None, ended_on: date | None = None
    ) -> Silence | None:
        """Return why nothing can be decided on `on`, or None when the regulation speaks.

        An activation (启用) dates an undated text; it never makes a draft decide. `ended_on` is
        its last day because another text followed.
        """
        if self.status in _NEVER:
            return _NEVER[self.status]
        start = self.effective_from or activated_on
        if start is None:
            return Silence.UNDATED
        if ended_on is not None and on > ended_on:
            return Silence.SUPERSEDED
        if self.doubts(on):
            return None
        if on < start:
            return Silence.NOT_YET
        return Silence.EXPIRED if self._has_ended(start, on) else None

    def _has_ended(self, start: date, on: date) -> bool:
        last = self.last_day(start)
        if last is None:
            return self.status in {Status.EXPIRED, Status.SUPERSEDED}
        return on > last

    def status_on(self, on: date) -> Status:
        """Return the status to show on a day: a trial that has run out is expired."""
        ended = self.effective_to is not None and on > self.effective_to
        return Status.EXPIRED if ended else self.status


def day_before_anniversary(start: date, years: int) -> date:
    """Return the last of so many full years; of 29 February in a common year, 28 February."""
    try:
        return start.replace(year=start.year + years) - timedelta(days=1)
    except ValueError:
        return date(start.year + years, 2, 28)
