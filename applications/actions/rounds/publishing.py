"""Showing a list to the public and making it final (公示、公布); then each file goes its way."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from applications.errors import ListNotShown, ObjectionsOpen, PeriodRunning, RoundStageWrong
from applications.models import (
    Application,
    ListKind,
    OutboxEvent,
    Round,
    RoundAct,
    RoundApplication,
    RoundList,
    RoundRank,
    RoundStage,
    RoundStanding,
    Step,
)
from applications.queries.rounds.desk import require_round_desk
from applications.queries.rounds.entry import final_rank, ranking_clause, scheme_of
from applications.queries.rounds.objections import unsettled
from applications.workflow import Action, Status
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput, NotFound
from hukou.kernel.working_days import national
from registry.models import Account

from .declaring import advance, note_step
from .freezing import freeze_leavers
from .lists import draw
from .papers import void_list_papers

FAR: Final = timedelta(days=30)
"""No list is announced for later than this: a slip of the month or year holds everybody up.

The refusal below says it in words, for its translation.
"""


@transaction.atomic(durable=True)
def publish(round_id: UUID, *, by: Account, on: date | None = None) -> RoundList:
    """Show the newest list to the public from a day on (公示), for as long as the order says.

    It may be objected to in the working days that the order gives, counted from the same day. A day
    that was mistyped may be changed until it has come; both days stay in the log.

    Raises:
        RoundStageWrong: nothing is frozen, this list is shown already or from that very day, or the
            round is over.
        InvalidInput: a day in the past, or more than thirty days ahead.
        MayNotRunRounds: not the bureau that runs it.
    """
    today = clock.today()
    first = on or today
    if first < today:
        raise InvalidInput("公示起日不能早于今天", field="on")
    if first > today + FAR:
        raise InvalidInput("公示起日不能晚于三十天之后，请核对", field="on")
    round_ = Round.objects.lock(round_id)
    require_round_desk(by, round_.division, on=today)
    newest = _newest(round_)
    if newest is None or round_.is_over or not _may_be_dated(newest, first, today=today):
        raise RoundStageWrong(stage=round_.stage, action=RoundAct.PUBLISHED.value)
    before = newest.published_on
    newest.published_on, newest.published_by = first, by
    newest.public_until = national().add_working_days(first, round_.publicity_days)
    newest.objections_until = national().add_working_days(first, round_.objection_days)
    newest.save(update_fields=["published_on", "published_by", "public_until", "objections_until"])
    if before is not None:
        void_list_papers(round_, [newest.version], by=by, reason="公示起日已改定")
    advance(round_, RoundStage.PUBLISHED)
    note_step(
        round_,
        RoundAct.PUBLISHED,
        by=by,
        details={
            "version": newest.version,
            "from": first.isoformat(),
            "until": newest.public_until.isoformat(),
            "objections_until": newest.objections_until.isoformat(),
            **({"before": before.isoformat()} if before else {}),
        },
    )
    return newest


@transaction.atomic(durable=True)
def finalise(round_id: UUID, *, by: Account) -> RoundList:
    """Draw the final list (公布正式名单): whoever left since is off it, and nothing else changes.

    Raises:
        RoundStageWrong: no list was shown, or the round is over.
        ListNotShown: it was made anew since, and that one was not shown.
        PeriodRunning: it is still shown, or may still be objected to.
        ObjectionsOpen: an objection has no answer, or one that was upheld is not in the list yet.
        MayNotRunRounds: not the bureau that runs it.
    """
    today = clock.today()
    round_ = Round.objects.lock(round_id)
    require_round_desk(by, round_.division, on=today)
    if round_.stage != RoundStage.PUBLISHED:
        raise RoundStageWrong(stage=round_.stage, action=RoundAct.FINAL.value)
    shown = round_.lists.latest("version")
    if shown.published_on is None:
        raise ListNotShown(version=shown.version)
    assert shown.public_until is not None  # noqa: S101 - the constraint of a published list
    assert shown.objections_until is not None  # noqa: S101
    until = max(shown.public_until, shown.objections_until)
    if today <= until:
        raise PeriodRunning(until=until.isoformat())
    _refuse_open_objections(round_)
    freeze_leavers(round_, by=by)
    made = draw(round_, kind=ListKind.FINAL, by=by)
    advance(round_, RoundStage.FINAL)
    told = {"version": made.version, "admitted": made.admitted, "digest": made.digest}
    note_step(round_, RoundAct.FINAL, by=by, details=told)
    return made


@transaction.atomic(durable=True)
def release_file(entry_id: int) -> Application:
    """Let a file go on when its round is over (移交办理); safe to call again.

    Whoever is admitted waits to be accepted, from today; for whoever is not the application ends,
    with rank, line and clause. One file is one transaction: a bad one leaves the others alone.

    Raises:
        NotFound: no such file.
        RoundStageWrong: the round has no final list yet.
    """
    now = clock.now()
    entry = RoundApplication.objects.filter(pk=entry_id).first()
    if entry is None:
        raise NotFound(applicant=entry_id)
    application = Application.objects.lock(entry.application_id)
    entry = RoundApplication.objects.select_related("round").get(pk=entry_id)
    if entry.released_at is not None:
        return application
    if not entry.round.is_over:
        raise RoundStageWrong(stage=entry.round.stage, action="release")
    entry.released_at = now
    entry.save(update_fields=["released_at"])
    if application.status != Status.SUBMITTED:
        return application
    rank = final_rank(entry)
    if rank is not None and rank.is_admitted and entry.left_at is None:
        application.deadlines.open(application, Step.ACCEPT, at=now)
        OutboxEvent.objects.tell("application.on_final_list", application, rank=rank.rank)
        return application
    application.ended_at = now
    cite = ranking_clause(scheme_of(entry.round)).as_json()
    application.take(
        Action.END_ROUND,
        by=None,
        at=now,
        note=_why(entry, rank),
        details={"clauses": [cite], "rank": rank.rank if rank else None},
        also=["ended_at"],
    )
    application.deadlines.meet(at=now)
    OutboxEvent.objects.tell("application.lapsed", application)
    return application


def _may_be_dated(newest: RoundList, first: date, *, today: date) -> bool:
    """Whether a list gets this first day: it has none, or another that has not come yet."""
    dated = newest.published_on
    return dated is None or (today < dated and dated != first)


def _newest(round_: Round) -> RoundList | None:
    return round_.lists.order_by("-version").first()


def _refuse_open_objections(round_: Round) -> None:
    found = unsettled(round_)
    if found.is_any:
        raise ObjectionsOpen(open=len(found.waiting), not_recalculated=len(found.upheld))


def _why(entry: RoundApplication, rank: RoundRank | None) -> str:
    """Return why somebody is not on the list, as the applicant is told."""
    year = entry.round.year
    if entry.left_at is not None:
        return f"{year} 年度积分入户：{RoundStanding(entry.left_as).label}"
    if rank is None or rank.rank is None:
        known = rank is not None and rank.qualified is False
        reason = "没有达到申请条件和资格分" if known else "申请条件未能全部核实"
        return f"{year} 年度积分入户：{reason}，未参加排名"
    return (
        f"{year} 年度积分入户：名次 {rank.rank}，名额 {rank.round_list.quota}，"
        f"分数线 {rank.round_list.line}，未列入正式名单"
    )
