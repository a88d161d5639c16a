from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from hukou.kernel.clock import ZONE
from hukou.kernel.periods import HolidayCalendar
from hukou.kernel.working_days import national

from .application import Application


class Step(models.TextChoices):
    """What must be done by a day (办理环节)."""

    ACCEPT = "accept", _("受理")
    SUPPLEMENT = "supplement", _("补正")
    DECIDE = "decide", _("审批")
    CARRY_OUT = "carry_out", _("办结登记")


WORKING_DAYS: Final = "以工作日计算，不含法定节假日（行政许可法第八十二条，国务院办公厅放假安排）"
CALENDAR_DAYS: Final = "末日为法定休假日的顺延（民法典第二百零三条）"


@dataclass(frozen=True, slots=True)
class Term:
    """How long a step may take, and who says so."""

    days: int
    basis: str
    in_working_days: bool = True

    @property
    def cited(self) -> str:
        """Return who says so: how long, and how the days are counted."""
        return f"{self.basis}；{WORKING_DAYS if self.in_working_days else CALENDAR_DAYS}"

    def due(self, start: date, calendar: HolidayCalendar) -> datetime:
        """Return the midnight at which the last day of the term has passed."""
        add = calendar.add_working_days if self.in_working_days else calendar.add_days
        last = add(start, self.days)
        return datetime.combine(last + timedelta(days=1), time.min, ZONE)


TERMS: Final[Mapping[Step, Term]] = {
    Step.ACCEPT: Term(5, "行政许可法第三十二条第一款第（四）项"),
    Step.SUPPLEMENT: Term(30, "本机关办理规定（可调整）", in_working_days=False),
    Step.DECIDE: Term(20, "行政许可法第四十二条第一款"),
    Step.CARRY_OUT: Term(10, "行政许可法第四十四条"),
}


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def overdue(self, now: datetime) -> Self:
        """Return the deadlines that passed unmet and have not been escalated."""
        return self.filter(met_at=None, escalated_at=None, due_at__lte=now).order_by("due_at")

    def meet(self, *, at: datetime) -> int:
        """Mark what was still to be done as done."""
        return self.filter(met_at=None).update(met_at=at)

    def open(self, application: Application, step: Step, *, at: datetime) -> "Deadline":
        """Set by when the next step must be done."""
        deadline = Deadline.of(application, step, at=at)
        deadline.save(force_insert=True)
        return deadline


class Deadline(models.Model):
    """By when a step must be done (时限), one row each so that one bad row blocks no other."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="deadlines", verbose_name="申请"
    )
    step = models.CharField("环节", max_length=30, choices=Step)
    due_at = models.DateTimeField("到期时间")
    met_at = models.DateTimeField("完成时间", null=True)
    escalated_at = models.DateTimeField("上报时间", null=True)
    basis = models.CharField("依据", max_length=200, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "时限"
        constraints = [
            models.UniqueConstraint(
                "application",
                "step",
                name="deadline_one_open_per_step",
                condition=models.Q(met_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index("due_at", name="deadline_unmet", condition=models.Q(met_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.due_at}"

    @classmethod
    def of(cls, application: Application, step: Step, *, at: datetime) -> Self:
        """Return by when a step must be done that begins at `at`; not stored yet."""
        term = TERMS[step]
        due = term.due(at.date(), national())
        return cls(application=application, step=step, due_at=due, basis=term.cited)
