"""What was found at the doors comes in (走访结果): batch by batch, once, overwriting nothing."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction

from hukou.kernel import canonical, clock
from hukou.kernel.errors import InvalidInput
from registry.errors import (
    BatchCutShort,
    ComparesOwnReport,
    NoSuchVisitTask,
    NothingToCompare,
    PlansForOwnStation,
    VisitBatchReused,
    VisitTaskClosed,
    constraints_explained,
)
from registry.models import (
    STAFF,
    Account,
    ReportStanding,
    VisitBatch,
    VisitReport,
    VisitResult,
    VisitState,
    VisitTask,
)
from registry.queries import Scope, scope_of
from registry.queries.visits import people_at

from .quality_checks import open_visit_findings
from .visits import PLANNERS, held_task

LONGEST_NOTE: Final = 500
LONGEST_REASON: Final = 300
MOST_PICTURES: Final = 6
DIGEST: Final = re.compile(r"[0-9a-f]{64}")
AGAIN: Final = frozenset({VisitResult.NOBODY_HOME, VisitResult.REFUSED})
"""After these somebody goes again: a later day's result follows them, whoever brings it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """One result as a device kept it; `id` is the device's key, `pictures` are SHA-256 digests.

    `people` are those it is about, by key; left out, everybody registered at the stop.
    """

    id: UUID
    stop: int
    result: str
    visited_on: date
    note: str = ""
    people: tuple[int, ...] = ()
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GatheredBatch:
    """Results sent together; `count` is how many there must be, so that a cut is noticed."""

    id: UUID
    count: int
    results: tuple[Gathered, ...]

    @property
    def digest(self) -> str:
        """What the batch says, in one word: the same batch again has the same."""
        return canonical.digest([asdict(each) for each in self.results])


@dataclass(frozen=True, slots=True)
class TakenResults:
    """What became of a batch: its reports in the order they were sent."""

    reports: list[VisitReport]
    repeated: bool = False


@transaction.atomic
@constraints_explained()
def take_visit_results(task_id: int, batch: GatheredBatch, *, by: Account) -> TakenResults:
    """Take in what was gathered at the doors of a task (报送走访结果): all of it, or nothing.

    The same batch again changes nothing and is answered as before. A result for a stop that
    somebody else has answered is kept as a conflict for a person to compare. The register is not
    changed: what differs is opened as a finding.

    Raises:
        NoSuchVisitTask: there is none, or it is another station's.
        BatchCutShort, VisitBatchReused, VisitTaskClosed, AnsweredMeanwhile
        InvalidInput: one error per result and field, as `results.0.visited_on`.
    """
    scope = scope_of(by, on=clock.today())
    if not scope.holds(STAFF):
        raise NoSuchVisitTask
    task = held_task(task_id, by=by, scope=scope)
    before = VisitBatch.objects.filter(pk=batch.id).first()
    if before is not None:
        if (before.task_id, before.digest, before.sent_by_id) != (task.pk, batch.digest, by.pk):
            raise VisitBatchReused(batch=str(batch.id))
        return TakenResults(_kept(batch), repeated=True)
    if batch.count != len(batch.results) or not batch.results:
        came = len(batch.results)
        told = f"声明 {batch.count} 条，收到 {came} 条，未保存任何一条。请整批重新发送。"
        raise BatchCutShort(told, told=batch.count, received=came)
    if task.state == VisitState.CANCELLED:
        raise VisitTaskClosed(task=task.pk, state=task.state)
    stops = list(task.stops.values_list("pk", flat=True))
    about = people_at(stops, scope=scope, on=clock.today())
    _refuse_impossible(task, batch, stops=frozenset(stops), about=about)
    kept = VisitBatch.objects.create(pk=batch.id, task=task, digest=batch.digest, sent_by=by)
    reports = [_report(each, kept, about.get(each.stop, []), by=by) for each in batch.results]
    standing = [each for each in reports if each.standing == ReportStanding.STANDS]
    open_visit_findings({person for each in standing for person in each.people})
    return TakenResults(reports)


def _kept(batch: GatheredBatch) -> list[VisitReport]:
    rows = VisitReport.objects.in_bulk([each.id for each in batch.results])
    return [rows[each.id] for each in batch.results]


def _refuse_impossible(
    task: VisitTask,
    batch: GatheredBatch,
    *,
    stops: frozenset[int],
    about: Mapping[int, list[int]],
) -> None:
    latest = clock.today()
    if task.closed_at is not None:
        latest = min(latest, task.closed_at.astimezone(clock.ZONE).date())
    known = set(
        VisitReport.objects.filter(pk__in=[each.id for each in batch.results]).values_list(
            "pk", flat=True
        )
    )
    wrong: list[InvalidInput] = []
    seen: set[UUID] = set()
    for place, each in enumerate(batch.results):
        at = f"results.{place}"
        if each.id in known | seen:
            wrong.append(InvalidInput("这条结果的编号已经用过。", field=f"{at}.id"))
        seen.add(each.id)
        if each.stop not in stops:
            wrong.append(InvalidInput("该走访点不属于这项任务。", field=f"{at}.stop"))
            continue
        wrong.extend(_unlikely(each, at, since=task.starts_on, latest=latest))
        if set(each.people) - set(about.get(each.stop, [])):
            told = "所选人员不登记在该走访点。请重新下载任务后选择。"
            wrong.append(InvalidInput(told, field=f"{at}.people"))
    if wrong:
        raise InvalidInput.gather(wrong)


def _unlikely(each: Gathered, at: str, *, since: date, latest: date) -> Iterator[InvalidInput]:
    """Yield what is wrong with one result by itself."""
    if each.result not in VisitResult.values:
        yield InvalidInput("请选择走访情况。", field=f"{at}.result")
    if each.visited_on > latest:
        told = f"走访日期不能晚于 {latest.isoformat()}（今天或任务结束之日）。"
        yield InvalidInput(told, field=f"{at}.visited_on")
    if each.visited_on < since:
        told = f"走访日期不能早于任务开始日期 {since.isoformat()}。"
        yield InvalidInput(told, field=f"{at}.visited_on")
    if len(each.note) > LONGEST_NOTE:
        yield InvalidInput("情况说明请控制在 500 字以内。", field=f"{at}.note")
    pictures = each.pictures
    if len(pictures) > MOST_PICTURES or len(set(pictures)) < len(pictures):
        yield InvalidInput("每处最多 6 张照片，不能重复。", field=f"{at}.pictures")
    if not all(DIGEST.fullmatch(picture) for picture in pictures):
        yield InvalidInput("照片摘要应为 64 位小写十六进制数。", field=f"{at}.pictures")


def _report(told: Gathered, batch: VisitBatch, there: list[int], *, by: Account) -> VisitReport:
    """Keep one result; whether it stands depends on what stands for its stop already."""
    current = VisitReport.objects.standing_for(told.stop)
    standing = ReportStanding.STANDS
    if current is not None:
        if _follows(told, current, by=by):
            _mark(current, ReportStanding.FOLLOWED)
        else:
            standing = ReportStanding.CONFLICT
    return VisitReport.objects.create(
        pk=told.id,
        stop_id=told.stop,
        batch=batch,
        result=told.result,
        note=" ".join(told.note.split()),
        visited_on=told.visited_on,
        people=sorted(told.people) or there,
        pictures=list(told.pictures),
        reported_by=by,
        standing=standing,
    )


def _follows(told: Gathered, current: VisitReport, *, by: Account) -> bool:
    """Whether a result takes the place of the one that stands: a later visit, or one's own.

    What somebody else has chosen between two is not corrected by one of the two.
    """
    if current.result in AGAIN and told.visited_on > current.visited_on:
        return True
    own = current.reported_by_id == by.pk and current.compared_at is None
    return own and told.visited_on >= current.visited_on


def _mark(report: VisitReport, standing: ReportStanding) -> None:
    report.standing = standing
    report.save(update_fields=["standing"])


@transaction.atomic
@constraints_explained()
def compare_visit_reports(report_id: UUID, *, adopt: bool, reason: str, by: Account) -> VisitReport:
    """Choose between a conflicting report and the one that stands (比对走访结果).

    Raises:
        NoSuchVisitTask, PlansForOwnStation, NothingToCompare
        ComparesOwnReport: one of the two is the officer's own.
        InvalidInput: no reason.
    """
    scope = scope_of(by, on=clock.today())
    if not scope.holds(PLANNERS):
        raise PlansForOwnStation
    told, current = _pair(report_id, scope, by=by)
    if by.pk in (told.reported_by_id, current.reported_by_id):
        raise ComparesOwnReport
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        raise InvalidInput("请填写比对理由，300 字以内。", field="reason")
    chosen, other = (told, current) if adopt else (current, told)
    for report, standing in (
        (other, ReportStanding.SET_ASIDE),
        (chosen, ReportStanding.STANDS),
    ):
        report.standing, report.compared_by = standing, by
        report.compared_at, report.comparison = clock.now(), reason.strip()
        report.save(update_fields=["standing", "compared_by", "compared_at", "comparison"])
    open_visit_findings(chosen.people)
    return chosen


def _pair(report_id: UUID, scope: Scope, *, by: Account) -> tuple[VisitReport, VisitReport]:
    """Lock the task, and return the conflicting report and the one that stands."""
    task = VisitReport.objects.filter(pk=report_id).values_list("stop__task", flat=True).first()
    held_task(task or 0, by=by, scope=scope)
    told = VisitReport.objects.get(pk=report_id)
    if told.standing != ReportStanding.CONFLICT:
        raise NothingToCompare
    current = VisitReport.objects.standing_for(told.stop_id)
    if current is None:
        raise NothingToCompare
    return told, current
