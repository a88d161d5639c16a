"""The life of a regulation (效力沿革): where it stands on a day, derived from dates alone.

A pack says what its text says; an administrator's activation says from when an undated one holds.
From these the state on any day follows, so nothing of it is ever stored.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from hukou.law.dated import Status
from hukou.law.regulation import Regulation

DAY: Final = timedelta(days=1)


class State(StrEnum):
    """Where a regulation stands in its life (效力状态)."""

    DRAFT = "draft"
    CONSULTATION = "consultation"
    FINAL = "final"
    IN_FORCE = "in_force"
    TRIAL = "trial"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"

    @property
    def zh(self) -> str:
        return _ZH[self]


_ZH: Final[Mapping[State, str]] = {
    State.DRAFT: "草案",
    State.CONSULTATION: "征求意见",
    State.FINAL: "已定稿，未施行",
    State.IN_FORCE: "施行中",
    State.TRIAL: "试行",
    State.EXPIRED: "已失效",
    State.SUPERSEDED: "已被取代",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One part of a regulation's life, both days included; no day means without an end."""

    state: State
    since: date | None
    until: date | None
    reason: str
    successor: str = ""

    def __contains__(self, day: date) -> bool:
        begun = self.since is None or self.since <= day
        return begun and (self.until is None or day <= self.until)

    @property
    def decides(self) -> bool:
        """Whether live applications are decided by the text meanwhile."""
        return self.state in (State.IN_FORCE, State.TRIAL)

    def as_json(self) -> dict[str, object]:
        return {
            "state": self.state.value,
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "reason": self.reason,
            "successor": self.successor or None,
        }


def start_of(regulation: Regulation, activations: Mapping[str, date]) -> date | None:
    """Return the first day in force, from the text or from its activation; a draft has none."""
    if regulation.status is Status.DRAFT:
        return None
    return regulation.effective_from or activations.get(regulation.id)


def follows(later: Regulation, earlier: Regulation) -> bool:
    """Whether a text would end another: of its series and place, and final."""
    same = (later.series, later.jurisdiction) == (earlier.series, earlier.jurisdiction)
    return same and later.id != earlier.id and later.status is not Status.DRAFT


def successors(
    regulations: Mapping[str, Regulation], activations: Mapping[str, date]
) -> dict[str, tuple[str, date]]:
    """Return, for each text that another ends, which one, and from which day that one holds.

    A draft is ended only by the text it names; a final one by the next of its series and place.
    """
    starts = {each.id: start_of(each, activations) for each in regulations.values()}
    found = {}
    for each in regulations.values():
        next_one = _next(each, regulations, starts)
        if next_one is not None:
            found[each.id] = next_one
    return found


def _next(
    regulation: Regulation,
    regulations: Mapping[str, Regulation],
    starts: Mapping[str, date | None],
) -> tuple[str, date] | None:
    own, named = starts[regulation.id], regulation.term.superseded_by
    if own is None:
        start = starts.get(named)
        return None if start is None else (named, start)
    later = [
        (start, other.id)
        for other in regulations.values()
        if (start := starts[other.id]) is not None and start > own and follows(other, regulation)
    ]
    if not later:
        return None
    start, name = min(later)
    return name, start


def last_days(
    regulations: Mapping[str, Regulation], activations: Mapping[str, date]
) -> dict[str, date]:
    """Return the last day of each text that another followed: the day before that one begins."""
    return {
        name: start - DAY for name, (_id, start) in successors(regulations, activations).items()
    }


def history(
    regulation: Regulation,
    *,
    regulations: Mapping[str, Regulation],
    activations: Mapping[str, date],
) -> tuple[Stage, ...]:
    """Return the whole life of a regulation, earliest first; every day lies in one stage."""
    name, followed = successors(regulations, activations).get(regulation.id, ("", None))
    if regulation.status is Status.DRAFT:
        return tuple(_drafted(regulation, name, followed))
    start = start_of(regulation, activations)
    if start is None:
        return (_stage(State.FINAL, None, None, "来源未载明施行日期，待管理员凭正式文本启用"),)
    own = regulation.term.last_day(start)
    return tuple(_lived(regulation, start, own, name, followed))


def _stage(
    state: State, since: date | None, until: date | None, reason: str, successor: str = ""
) -> Stage:
    return Stage(state=state, since=since, until=until, reason=reason, successor=successor)


def _drafted(regulation: Regulation, successor: str, followed: date | None) -> Iterator[Stage]:
    """Yield the life of a draft: it never decides; after its final text it is superseded."""
    last = followed - DAY if followed else None
    asked, since = regulation.term.consultation, None
    if asked is not None and (last is None or asked.last <= last):
        if asked.first is not None:
            yield _stage(State.DRAFT, None, asked.first - DAY, "尚未公开征求意见，不能据以决定")
        yield _stage(State.CONSULTATION, asked.first, asked.last, "公开征求意见期间，不能据以决定")
        since = asked.last + DAY
    over = "征求意见已截止，尚无正式文本" if since else "草案，从未施行，只能用于模拟和比较"
    if last is None or since is None or since <= last:
        yield _stage(State.DRAFT, since, last, over)
    if followed is not None:
        yield _stage(State.SUPERSEDED, followed, None, "正式文本已施行，以其为准", successor)


def _lived(
    regulation: Regulation, start: date, own: date | None, successor: str, followed: date | None
) -> Iterator[Stage]:
    """Yield the life of a dated text: until its own end, or the day before the next begins."""
    trial = regulation.status is Status.TRIAL
    dated = "文本载明施行日期" if regulation.effective_from else "施行日期由管理员录入"
    yield _stage(State.FINAL, None, start - DAY, "已定稿，尚未到施行日期")
    superseded = followed is not None and (own is None or followed <= own)
    last = followed - DAY if superseded and followed else own
    if last is None and regulation.status in (Status.EXPIRED, Status.SUPERSEDED):
        ended = State(regulation.status.value)
        yield _stage(ended, start, None, "文本已停止施行，停止日期未见")
        return
    in_force = State.TRIAL if trial else State.IN_FORCE
    years = regulation.term.trial_years
    how = f"{dated}，试行 {years} 年" if trial and years else dated
    yield _stage(in_force, start, last, how)
    if last is None:
        return
    if superseded or regulation.status is Status.SUPERSEDED:
        named = successor if superseded else regulation.term.superseded_by
        yield _stage(State.SUPERSEDED, last + DAY, None, "由同一事项的新文件取代", named)
    else:
        over = "试行期满" if trial else "有效期届满"
        yield _stage(State.EXPIRED, last + DAY, None, over)
