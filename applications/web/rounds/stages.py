"""How far a round has come (年度进度), and what can be done next: one line on its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext

from applications.models import Round, RoundList, RoundStage
from applications.queries.rounds.evidence import Waiting
from applications.queries.rounds.objections import Unsettled
from hukou.kernel import clock

ACTS = ("publish", "freeze", "recalculate", "finalise")


@dataclass(frozen=True, slots=True)
class StageMark:
    """One stage of the line: what it is called, when, and whether it is over, now, or to come.

    `when` says from when to when, or one moment, or nothing.
    """

    name: str
    when: Sequence[str]
    state: str


@dataclass(frozen=True, slots=True)
class Next:
    """What can be done next: an action with its button, or why one has to wait."""

    act: str
    words: str

    @property
    def is_open(self) -> bool:
        return bool(self.act)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the next step of a round depends on, as of one moment."""

    round: Round
    newest: RoundList | None
    shown: RoundList | None
    """The newest list, and the newest whose publication has begun."""
    waiting: Sequence[Waiting]
    late: Sequence[Waiting]
    unsettled: Unsettled
    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(clock.ZONE).date()

    @property
    def marks(self) -> list[StageMark]:
        """The stages of the round as one line."""
        asked, shown = self.round, self._dated
        days = (str(shown.published_on), str(shown.public_until)) if shown else ()
        at = _AT[RoundStage(asked.stage)]
        if asked.stage == RoundStage.DECLARED:
            at = 0 if self.now < asked.closes_at else 1
        if asked.stage == RoundStage.PUBLISHED and self.unsettled.is_any:
            at = 4
        names: Sequence[tuple[str, Sequence[str]]] = (
            (gettext("申报"), (_moment(asked.opens_at), _moment(asked.closes_at))),
            (gettext("部门核查"), ()),
            (gettext("封存数据"), self._frozen),
            (gettext("公示"), days),
            (gettext("异议处理"), (_until(shown),) if shown else ()),
            (gettext("公布名单"), ()),
        )
        return [
            StageMark(name, when, "done" if place < at else "now" if place == at else "ahead")
            for place, (name, when) in enumerate(names)
        ]

    @property
    def _dated(self) -> RoundList | None:
        """The list whose days count: the newest that has any, also where they are still to come."""
        newest = self.newest
        return newest if newest is not None and newest.published_on is not None else self.shown

    @property
    def _frozen(self) -> Sequence[str]:
        newest = self.newest
        if newest is None:
            return ()
        return (gettext("第 %(version)s 版名单") % {"version": newest.version},)

    @property
    def next(self) -> Next:
        """What can be done next, or what it waits for."""
        return _NEXT[RoundStage(self.round.stage)](self)


def _declared(now: Standing) -> Next:
    asked = now.round
    if now.now < asked.opens_at:
        return Next("", gettext("申请 %(at)s 开始") % {"at": _moment(asked.opens_at)})
    if now.now < asked.closes_at:
        return Next("", gettext("正在受理申请，%(at)s 截止") % {"at": _moment(asked.closes_at)})
    if now.waiting:
        names = gettext("、").join(each.label for each in now.waiting)
        return Next("", gettext("部门还在期限内：%(names)s。期满后可以封存") % {"names": names})
    if now.late:
        names = gettext("、").join(each.label for each in now.late)
        words = gettext("逾期未答复的按不明封存：%(names)s") % {"names": names}
        return Next("freeze", words)
    return Next("freeze", gettext("各部门已答复，可以封存数据、生成名单"))


def _frozen(_: Standing) -> Next:
    return Next("publish", gettext("名单已生成，可以公示"))


def _published(now: Standing) -> Next:
    shown, newest, unsettled = now.shown, now.newest, now.unsettled
    if unsettled.waiting:
        count = len(unsettled.waiting)
        words = gettext("有 %(n)s 件异议待处理") % {"n": count}
        return Next("publish" if _is_ahead(now) else "", words)
    if unsettled.upheld:
        return Next("recalculate", gettext("异议成立，须重新核算"))
    if newest is not None and newest.published_on is None:
        return Next("publish", gettext("重新核算的名单须重新公示"))
    if newest is not None and newest.published_on and _is_ahead(now):
        since = {"day": newest.published_on.isoformat()}
        words = gettext("将于 %(day)s 开始公示；起日有误的，可以在此之前改定") % since
        return Next("publish", words)
    if shown is not None and shown.public_until and shown.objections_until:
        until = max(shown.public_until, shown.objections_until)
        if now.today <= until:
            return Next("", gettext("公示和异议期至 %(day)s") % {"day": until.isoformat()})
    return Next("finalise", gettext("公示期满、没有未处理的异议，可以公布正式名单"))


def _is_ahead(now: Standing) -> bool:
    """Whether the newest list is dated for a day that has not come, which may be changed."""
    dated = now.newest.published_on if now.newest is not None else None
    return dated is not None and now.today < dated


def _over(now: Standing) -> Next:
    if now.round.stage == RoundStage.CANCELLED:
        return Next("", gettext("已取消"))
    return Next("", gettext("正式名单已公布；入围的由窗口受理，未入围的已告知"))


_AT = {
    RoundStage.DECLARED: 0,
    RoundStage.FROZEN: 3,
    RoundStage.PUBLISHED: 3,
    RoundStage.FINAL: 6,
    RoundStage.CANCELLED: -1,
}
_NEXT = {
    RoundStage.DECLARED: _declared,
    RoundStage.FROZEN: _frozen,
    RoundStage.PUBLISHED: _published,
    RoundStage.FINAL: _over,
    RoundStage.CANCELLED: _over,
}


def _moment(at: datetime) -> str:
    return at.astimezone(clock.ZONE).strftime("%Y-%m-%d %H:%M")


def _until(shown: RoundList) -> str:
    return gettext("%(day)s 止") % {"day": shown.objections_until}
