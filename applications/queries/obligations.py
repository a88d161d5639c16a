"""What texts oblige offices to do, and how far each duty has come (任务清单、报告日历)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from django.db.models import QuerySet

from applications.errors import NoSuchDuty
from applications.models import (
    ObligationProgress,
    ObligationState,
    ObligationStep,
    SourceText,
)
from applications.queries.policy import Standing, standing
from hukou.kernel import clock
from hukou.kernel.division_code import within
from hukou.law import DutyStanding, Obligation, load_law
from registry.models import OFFICERS, Account, Office, Posting
from registry.queries import Scope

YEARS_SHOWN: Final = 20
NOBODY: Final = ""
"""The lead where a text names nobody."""
ORDER: Final = tuple(DutyStanding)

Key: TypeAlias = tuple[str, date | None]
Held: TypeAlias = dict[str, date | None]


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty on one of its due days, as it stands on a day."""

    obligation: Obligation
    due_on: date | None
    standing: DutyStanding
    progress: ObligationProgress | None

    @property
    def is_done(self) -> bool:
        return self.standing is DutyStanding.DONE

    @property
    def leads(self) -> tuple[str, ...]:
        return self.obligation.lead or (NOBODY,)


@dataclass(frozen=True, slots=True)
class Load:
    """How many duties a lead of one place has open and done, for the chart."""

    lead: str
    jurisdiction: str
    late: int
    open: int
    done: int

    @property
    def total(self) -> int:
        return self.late + self.open + self.done

    @property
    def before_done(self) -> int:
        """Where the bar of what is done begins."""
        return self.late + self.open


def find_duty(obligation: str, due_on: date | None) -> Obligation:
    """Return a duty of the law that is due on this day. Raises NoSuchDuty."""
    duty = load_law().obligations.by_id.get(obligation)
    if duty is None:
        raise NoSuchDuty
    if due_on is None:
        if duty.due.rhythm.recurs or duty.due.day is not None:
            raise NoSuchDuty
        return duty
    if due_on not in duty.dates(due_on.year, **_held(duty, standing())):
        raise NoSuchDuty
    return duty


def may_answer_for(office: Office, duty: Obligation) -> bool:
    """Whether an office lies where a text holds; by the division in its code (GA 380)."""
    return within(office.code[:6], duty.jurisdiction)


def list_duties(*, on: date, obligations: Iterable[Obligation] | None = None) -> list[Duty]:
    """Return every duty as it stands on a day, what is late first.

    What recurs is told by its last due day, while that is not done, and by the next one.
    """
    chosen = load_law().obligations.every if obligations is None else tuple(obligations)
    book, now = _book(chosen), standing()
    rows = [row for each in chosen for row in _now(each, book, on=on, held=_held(each, now))]
    return sorted(rows, key=lambda row: (ORDER.index(row.standing), row.due_on or date.max))


def history_of(obligation: Obligation, *, on: date, also: date | None = None) -> list[Duty]:
    """Return all due days of a duty, the latest first, with the next one and the one named."""
    book = _book([obligation])
    held = _held(obligation, standing())
    if obligation.due.rhythm.recurs:
        days = _days(obligation, range(on.year - YEARS_SHOWN, on.year + 2), held)
        coming = [day for day in days if day >= on][:1]
        shown = {*coming, *(day for day in days if day < on)} | ({also} if also else set())
    else:
        shown = {obligation.due.day} if obligation.due.day else set()
    rows: Sequence[date | None] = sorted(shown, reverse=True) or [None]
    return [_row(obligation, day, book, on, held) for day in rows]


def steps_of(duty: Duty) -> list[ObligationStep]:
    """Return what was recorded about a duty, the latest first; one statement."""
    if duty.progress is None:
        return []
    steps = duty.progress.steps.select_related("by", "office", "account", "evidence")
    return list(steps.defer("evidence__content").order_by("-id"))


def evidence_of(step_id: int) -> SourceText | None:
    """Return the document that a step shows."""
    return SourceText.objects.filter(pk__in=_evidence(step_id)).first()


def _evidence(step_id: int) -> "QuerySet[ObligationStep, int | None]":
    return ObligationStep.objects.filter(pk=step_id).values_list("evidence_id", flat=True)


def owners_for(obligation: Obligation, *, scope: Scope) -> tuple[list[Office], list[Account]]:
    """Return the offices that may answer for a duty, and who is posted there today.

    An approver chooses among the offices below; an administrator, whose scope holds none, among
    all of the place.
    """
    offices = [each for each in Office.objects.order_by("code") if may_answer_for(each, obligation)]
    if not scope.sees_nobody:
        offices = [each for each in offices if scope.keeps(each.pk)]
    posted = Posting.objects.on(clock.today()).filter(office__in=offices, role__in=OFFICERS)
    accounts = Account.objects.filter(pk__in=posted.values("account"), is_active=True)
    return offices, list(accounts.order_by("name", "username"))


def calendar_of(year: int, *, on: date) -> list[Duty]:
    """Return what is due in a year, in the order of days; what names no day is not placed."""
    law, now = load_law(), standing()
    book = _book(law.obligations.every)
    rows = [
        _row(each, day, book, on, held)
        for each in law.obligations.every
        for held in [_held(each, now)]
        for day in each.dates(year, **held)
    ]
    return sorted(rows, key=lambda row: (row.due_on or date.max, row.obligation.id))


def loads(duties: Iterable[Duty]) -> list[Load]:
    """Return how much each lead has late, open and done, the most first; drafts count for none."""
    counted: Counter[tuple[str, str, str]] = Counter()
    for duty in duties:
        kind = _COUNTED.get(duty.standing)
        if kind:
            place = duty.obligation.jurisdiction
            counted.update((lead, place, kind) for lead in duty.leads)
    found = [
        Load(lead, place, *(counted[lead, place, kind] for kind in ("late", "open", "done")))
        for lead, place in {(lead, place) for lead, place, _ in counted}
    ]
    return sorted(found, key=lambda load: (-load.late, -load.total, load.jurisdiction, load.lead))


_COUNTED: Final[Mapping[DutyStanding, str]] = {
    DutyStanding.OVERDUE: "late",
    DutyStanding.SOON: "open",
    DutyStanding.OPEN: "open",
    DutyStanding.UNDATED: "open",
    DutyStanding.DOUBTFUL: "open",
    DutyStanding.DONE: "done",
}


def _book(obligations: Iterable[Obligation]) -> dict[Key, ObligationProgress]:
    rows = ObligationProgress.objects.filter(obligation__in=[each.id for each in obligations])
    found = rows.select_related("office", "account")
    return {(row.obligation, row.due_on): row for row in found}


def _now(
    obligation: Obligation,
    book: Mapping[Key, ObligationProgress],
    *,
    on: date,
    held: Held,
) -> list[Duty]:
    if not obligation.due.rhythm.recurs:
        day = obligation.due.day
        return [_row(obligation, day, book, on, held)]
    days = _days(obligation, range(on.year - 1, on.year + 2), held)
    last = [day for day in days if day < on][-1:]
    coming = [day for day in days if day >= on][:1]
    rows = [_row(obligation, day, book, on, held) for day in (*last, *coming)]
    late = [row for row in rows if row.due_on not in coming and not row.is_done]
    is_binding = rows and rows[0].standing is not DutyStanding.DRAFT
    kept = [*(late if is_binding else []), *(row for row in rows if row.due_on in coming)]
    return kept or [_row(obligation, None, book, on, held)]


def _held(obligation: Obligation, now: Standing) -> Held:
    """Return from when to when the text of a duty holds, as far as its words do not say it."""
    text = obligation.regulation.id
    return {"activated_on": now.days.get(text), "ended_on": now.ended.get(text)}


def _days(obligation: Obligation, years: Iterable[int], held: Held) -> list[date]:
    return [day for year in years for day in obligation.dates(year, **held)]


def _row(
    obligation: Obligation,
    due_on: date | None,
    book: Mapping[Key, ObligationProgress],
    on: date,
    held: Held,
) -> Duty:
    progress = book.get((obligation.id, due_on))
    standing = obligation.standing(
        due_on,
        on=on,
        is_done=progress is not None and progress.state == ObligationState.DONE,
        **held,
    )
    return Duty(obligation, due_on, standing, progress)
