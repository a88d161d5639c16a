"""Declaring a year of settling by points (年度申报): its order, its quota, taking it back."""

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import IntegrityError, transaction

from applications.errors import HasApplicants, RoundDeclaredAlready, RoundFrozen
from applications.models import Round, RoundAct, RoundStage, RoundStep
from applications.queries.clean_up import refuse_stopped
from applications.queries.declared_terms import LONGEST_BASIS
from applications.queries.rounds.desk import require_round_desk, scheme_in_force
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.law.points.scheme import Scheme
from registry.models import Account

LONGEST_REASON = 500
MOST_DAYS = 250  # working days: a year of them
MOST_YEARS = 20
MOST_PLACES = 1_000_000
# No text says these two: an order beyond them was mistyped.
LONGEST_WINDOW = timedelta(days=366)
OLDEST_FACTS = timedelta(days=366)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRequest:
    """What the order of a year declares (年度通告).

    `publicity_days` and `objection_days` are working days; `bar_years` is None where the order
    bars nobody, else `bar_clause` says so; `born_from` is None where it names no day of birth.
    """

    division: str
    year: int
    quota: int
    opens_at: datetime
    closes_at: datetime
    facts_until: date
    publicity_days: int
    objection_days: int
    document: str
    clause: str
    born_from: date | None = None
    bar_years: int | None = None
    bar_clause: str = ""


@transaction.atomic(durable=True)
def declare_round(request: RoundRequest, *, by: Account) -> Round:
    """Enter the order that declares a round (录入年度通告); what it does not say, no one decides.

    Raises:
        PointsAbolished: a text has ended settling by points there; the answer names what is left.
        NoPolicyInForce: the text of the scheme does not speak when the window opens.
        MayNotRunRounds: not the bureau of that place.
        InvalidInput: every field at fault.
        RoundDeclaredAlready: this year's is there.
        CitesStoppedRule: its order is stopped in the clean-up register.
    """
    now = clock.now()
    opens_on = _window(request)[0].date()
    scheme = scheme_in_force(request.division, on=opens_on)
    post = require_round_desk(by, request.division, on=now.date())
    _refuse_unfit(request, scheme, now=now)
    cited = {"document": request.document.strip(), "clause": request.clause.strip()}
    refuse_stopped([cited], place=request.division, on=now.date())
    told = {each.name: getattr(request, each.name) for each in fields(request)} | cited
    told["bar_clause"] = request.bar_clause.strip()
    round_ = Round(scheme=scheme.id, office_id=post.office_id, declared_by=by, **told)
    try:
        with transaction.atomic():
            round_.save(force_insert=True)
    except IntegrityError as problem:
        if "round_once_a_year" not in str(problem):
            raise
        raise RoundDeclaredAlready(scheme=scheme.id, year=request.year) from problem
    note_step(round_, RoundAct.DECLARED, by=by, details={"quota": request.quota, **cited})
    return round_


@transaction.atomic(durable=True)
def change_round_quota(round_id: UUID, *, by: Account, quota: int, reason: str) -> Round:
    """Change how many are admitted (调整名额), with its reason; both figures stay in the log.

    Raises:
        RoundFrozen: the inputs are frozen.
        InvalidInput: no reason or too much, or no number of places.
        MayNotRunRounds: not the bureau that runs it.
    """
    problems = [*_unfit_quota(quota), *_unsaid(reason)]
    if problems:
        raise InvalidInput.gather(problems)
    round_ = Round.objects.lock(round_id)
    require_round_desk(by, round_.division, on=clock.today())
    refuse_frozen_round(round_)
    told = {"before": round_.quota, "after": quota}
    round_.quota = quota
    round_.save(update_fields=["quota"])
    note_step(round_, RoundAct.QUOTA_CHANGED, by=by, note=reason, details=told)
    return round_


@transaction.atomic(durable=True)
def cancel_round(round_id: UUID, *, by: Account, reason: str) -> Round:
    """Take back a round in which nobody has applied (取消年度申报), saying why.

    Raises:
        HasApplicants: somebody has.
        RoundFrozen: it has come further than that.
        InvalidInput: no reason, or too much.
        MayNotRunRounds: not the bureau that runs it.
    """
    if problems := _unsaid(reason):
        raise InvalidInput.gather(problems)
    round_ = Round.objects.lock(round_id)
    require_round_desk(by, round_.division, on=clock.today())
    refuse_frozen_round(round_)
    if round_.applicants.exists():
        raise HasApplicants(round=str(round_.pk))
    advance(round_, RoundStage.CANCELLED)
    note_step(round_, RoundAct.CANCELLED, by=by, note=reason)
    return round_


def refuse_frozen_round(round_: Round) -> None:
    """Refuse to change what a frozen round rests on. Raises RoundFrozen."""
    if round_.stage != RoundStage.DECLARED:
        raise RoundFrozen(round=str(round_.pk), stage=round_.stage)


def advance(round_: Round, stage: RoundStage) -> None:
    """Bring a locked round to a stage."""
    round_.stage = stage
    round_.save(update_fields=["stage"])


def note_step(
    round_: Round,
    act: RoundAct,
    *,
    by: Account,
    note: str = "",
    details: dict[str, Any] | None = None,
) -> None:
    """Write down what was done to a round, in the transaction that does it."""
    RoundStep.objects.create(round=round_, act=act, note=note.strip(), details=details or {}, by=by)
    log.info("round_step", round=str(round_.pk), act=act.value, account=by.pk)


def _refuse_unfit(request: RoundRequest, scheme: Scheme, *, now: datetime) -> None:
    problems = [
        *_unfit_quota(request.quota),
        *_unfit_window(request, now=now),
        *_unfit_facts(request),
        *_unfit_terms(request),
        *_unlike_the_text(request, scheme),
    ]
    if problems:
        raise InvalidInput.gather(problems)


def _unfit_quota(quota: int) -> list[InvalidInput]:
    if 0 < quota <= MOST_PLACES:
        return []
    return [InvalidInput("名额应为正整数", field="quota")]


def _unsaid(reason: str) -> list[InvalidInput]:
    if 0 < len(reason.strip()) <= LONGEST_REASON:
        return []
    return [InvalidInput("请写明理由和依据，不超过 500 字", field="reason")]


def _unfit_window(request: RoundRequest, *, now: datetime) -> list[InvalidInput]:
    opens, closes = _window(request)
    problems = []
    if opens.year > now.year + 1:
        problems.append(InvalidInput("只能录入本年度和下一年度的申请期，请核对", field="opens_at"))
    elif opens.year != request.year:
        problems.append(InvalidInput("申请期应在该年度之内开始", field="opens_at"))
    if closes <= opens:
        problems.append(InvalidInput("截止时间应晚于开始时间", field="closes_at"))
    elif closes - opens > LONGEST_WINDOW:
        problems.append(InvalidInput("申请期超过一年，请核对截止时间", field="closes_at"))
    elif closes <= now:
        problems.append(InvalidInput("申请期已经过去，不能再录入", field="closes_at"))
    return problems


def _unfit_facts(request: RoundRequest) -> list[InvalidInput]:
    opens, closes = _window(request)
    problems = []
    if request.facts_until > closes.date():
        problems.append(InvalidInput("材料截止日不应晚于申请截止", field="facts_until"))
    elif opens.date() - request.facts_until > OLDEST_FACTS:
        problems.append(InvalidInput("材料截止日早于申请开始一年以上，请核对", field="facts_until"))
    if request.born_from is not None and request.born_from >= request.facts_until:
        problems.append(InvalidInput("最早出生日期有误", field="born_from"))
    return problems


def _window(request: RoundRequest) -> tuple[datetime, datetime]:
    return request.opens_at.astimezone(clock.ZONE), request.closes_at.astimezone(clock.ZONE)


def _unfit_terms(request: RoundRequest) -> list[InvalidInput]:
    problems = [
        InvalidInput("请按年度通告填写工作日数，通告没有规定的不能组织", field=name)
        for name in ("publicity_days", "objection_days")
        if not 0 < getattr(request, name) <= MOST_DAYS
    ]
    if request.bar_years is not None and not 0 < request.bar_years <= MOST_YEARS:
        problems.append(InvalidInput("通告没有规定限制年数的，请留空", field="bar_years"))
    if (request.bar_years is None) != (not request.bar_clause.strip()):
        problems.append(
            InvalidInput("限制年数须有通告的条款；没有规定的，两项都留空", field="bar_clause")
        )
    problems += [
        InvalidInput("请填写年度通告的文件和条款", field=name)
        for name in ("document", "clause")
        if not 0 < len(getattr(request, name).strip()) <= LONGEST_BASIS
    ]
    return problems


def _unlike_the_text(request: RoundRequest, scheme: Scheme) -> list[InvalidInput]:
    """Where the rules as loaded say the year's quota and days, the order cannot say otherwise."""
    said: dict[str, object] = {}
    if (quota := scheme.quotas.get(request.year)) is not None:
        said["quota"] = quota
    if (window := scheme.windows.get(request.year)) is not None:
        said |= {"opens_at": window.opens, "closes_at": window.closes}
        said |= {"facts_until": window.facts_until, "born_from": window.born_from}
    return [
        InvalidInput(f"与规则包载明的该年度规定不符（{value}），请核对", field=name)
        for name, value in said.items()
        if getattr(request, name) != value
    ]
