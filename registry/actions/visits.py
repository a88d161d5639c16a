"""Door-to-door checks (入户走访核查): planned by a station, ended or cancelled by it."""

from collections.abc import Collection
from datetime import date
from typing import Final

from django.db import transaction

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.errors import (
    ConflictsOutstanding,
    NoSuchVisitTask,
    NothingToVisit,
    PlansForOwnStation,
    TooManyStops,
    VisitTaskClosed,
    constraints_explained,
)
from registry.models import (
    Account,
    PostingRole,
    ReportStanding,
    VisitGround,
    VisitReport,
    VisitState,
    VisitStop,
    VisitTask,
)
from registry.queries import Scope, areas_of, lies_in, scope_of
from registry.queries.visits import PlannedStop, VisitArea, chosen_stops, route_key

from .people import office_of_actor

PLANNERS: Final = frozenset({PostingRole.OFFICER, PostingRole.CHIEF})
"""Who plans visits, closes them and chooses between results: officers of a station."""
MOST_STOPS: Final = 500
LONGEST_TITLE: Final = 100
LONGEST_UNCONFIRMED: Final = 3650  # days: ten years
LONGEST_REASON: Final = 300


@transaction.atomic
@constraints_explained()
def plan_visits(
    title: str,
    *,
    grounds: Collection[str],
    area: VisitArea,
    starts_on: date,
    due_on: date,
    by: Account,
    besides: Collection[PlannedStop] = (),
) -> VisitTask:
    """Plan a task of visits for the officer's station (制定走访任务), in order of its route.

    `grounds` say what the register chooses in `area`; `besides` are doors that somebody else
    asks for, which must lie in the station's area as well.

    Raises:
        PlansForOwnStation: no officer or chief of a station.
        InvalidInput: title, dates, grounds or area cannot be so; naming the field.
        NothingToVisit, TooManyStops
    """
    today = clock.today()
    scope = _planner(by)
    _refuse_unlikely(title, grounds, area, starts_on, due_on, today=today, scope=scope)
    chosen = [*chosen_stops(grounds, area, scope=scope, on=today), *_own(besides, scope)]
    stops = sorted(chosen, key=lambda stop: (route_key(stop.address), stop.subject))
    if not stops:
        raise NothingToVisit
    if len(stops) > MOST_STOPS:
        told = (
            f"所选范围有 {len(stops)} 处，一项任务最多 {MOST_STOPS} 处。"
            "请缩小到一个社区（村）或责任区。"
        )
        raise TooManyStops(told, stops=len(stops), most=MOST_STOPS)
    task = VisitTask.objects.create(
        office_id=office_of_actor(by),
        title=" ".join(title.split()),
        starts_on=starts_on,
        due_on=due_on,
        planned_by=by,
    )
    VisitStop.objects.bulk_create(
        _stop(task, place, stop) for place, stop in enumerate(stops, start=1)
    )
    return task


def _planner(by: Account) -> Scope:
    scope = scope_of(by, on=clock.today())
    if not scope.holds(PLANNERS):
        raise PlansForOwnStation
    return scope


def _refuse_unlikely(
    title: str,
    grounds: Collection[str],
    area: VisitArea,
    starts_on: date,
    due_on: date,
    *,
    today: date,
    scope: Scope,
) -> None:
    wrong: list[InvalidInput] = []
    if not 0 < len(" ".join(title.split())) <= LONGEST_TITLE:
        wrong.append(InvalidInput("请填写任务名称，100 字以内。", field="title"))
    if set(grounds) - {VisitGround.BEAT, VisitGround.FINDING, VisitGround.RESIDENCE}:
        wrong.append(InvalidInput("没有这种走访事由。", field="grounds"))
    if area.division and not lies_in(area.division, areas_of(scope)):
        wrong.append(InvalidInput("该社区（村）不在本派出所辖区。", field="division"))
    if not 0 <= area.unconfirmed <= LONGEST_UNCONFIRMED:
        wrong.append(InvalidInput("未核实天数应在 0 至 3650 之间。", field="unconfirmed"))
    if starts_on < today:
        wrong.append(InvalidInput("开始日期不能早于今天。", field="starts_on"))
    if due_on < starts_on:
        wrong.append(InvalidInput("完成期限不能早于开始日期。", field="due_on"))
    if wrong:
        raise InvalidInput.gather(wrong)


def _own(besides: Collection[PlannedStop], scope: Scope) -> Collection[PlannedStop]:
    """Return what somebody else asks to be visited, all of it in the station's area."""
    areas = areas_of(scope)
    for stop in besides:
        if stop.address is None or not lies_in(stop.address.division.code, areas):
            raise InvalidInput("要走访的地址不在本派出所辖区。", field="questions")
    return besides


def _stop(task: VisitTask, place: int, stop: PlannedStop) -> VisitStop:
    return VisitStop(
        task=task,
        sequence=place,
        ground=stop.ground,
        subject=stop.subject,
        address=stop.address,
        household_id=stop.household,
        person_id=stop.person,
        finding_id=stop.finding,
        residence_id=stop.residence,
        question=stop.question,
    )


@transaction.atomic
@constraints_explained()
def end_visits(task_id: int, *, reason: str, by: Account) -> VisitTask:
    """End a task (结束走访任务); where stops were not visited, for a reason.

    Raises:
        NoSuchVisitTask, PlansForOwnStation, VisitTaskClosed
        ConflictsOutstanding: two results of a stop are still to be compared.
        InvalidInput: `reason` is missing while stops are left.
    """
    task = held_task(task_id, by=by, scope=_planner(by))
    reports = VisitReport.objects.filter(stop__task=task)
    if reports.filter(standing=ReportStanding.CONFLICT).exists():
        raise ConflictsOutstanding
    answered = reports.filter(standing=ReportStanding.STANDS).count()
    if not reason.strip() and answered < task.stops.count():
        raise InvalidInput("还有没走访的地址，请填写结束事由。", field="reason")
    return _closed(task, VisitState.ENDED, reason, by=by)


@transaction.atomic
@constraints_explained()
def cancel_visits(task_id: int, *, reason: str, by: Account) -> VisitTask:
    """Cancel a task (取消走访任务): what was reported stays, nothing more comes in.

    Raises:
        NoSuchVisitTask, PlansForOwnStation, VisitTaskClosed
        InvalidInput: no reason.
    """
    task = held_task(task_id, by=by, scope=_planner(by))
    if not reason.strip():
        raise InvalidInput("请填写取消事由。", field="reason")
    return _closed(task, VisitState.CANCELLED, reason, by=by)


def _closed(task: VisitTask, state: VisitState, reason: str, *, by: Account) -> VisitTask:
    if task.state != VisitState.OPEN:
        raise VisitTaskClosed(task=task.pk, state=task.state)
    if len(reason.strip()) > LONGEST_REASON:
        raise InvalidInput("事由请控制在 300 字以内。", field="reason")
    task.state, task.closed_by, task.closed_at = state, by, clock.now()
    task.closing_reason = reason.strip()
    task.save(update_fields=["state", "closed_by", "closed_at", "closing_reason"])
    return task


def held_task(task_id: int, *, by: Account, scope: Scope | None = None) -> VisitTask:
    """Lock a task of the officer's station, and return it. Raises NoSuchVisitTask."""
    own = scope or scope_of(by, on=clock.today())
    task = VisitTask.objects.lock(task_id)
    if task is None or own.office_id != task.office_id:
        raise NoSuchVisitTask
    return task
