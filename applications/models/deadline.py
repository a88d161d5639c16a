from dataclasses import replace
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hukou.kernel.working_days import national
from hukou.law import Event, load_law

from .application import Application


class Step(models.TextChoices):
    """What must be done by a day (办理环节)."""

    ACCEPT = "accept", _("受理")
    SUPPLEMENT = "supplement", _("补正")
    DECIDE = "decide", _("审批")
    CARRY_OUT = "carry_out", _("办结登记")
    STATION = "station", _("派出所审核")
    COUNTY = "county_bureau", _("县级公安机关审核")
    SECOND = "second_officer", _("第二人复核")
    CARD = "card", _("发放居民身份证")


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def late(self, now: datetime) -> Self:
        """Return the deadlines that passed unmet, reported or not."""
        return self.filter(met_at=None, due_at__lte=now)

    def overdue(self, now: datetime) -> Self:
        """Return the late ones that somebody is still to be told of, the longest late first.

        That is the office above, then the one above that. One that could not be reported waits a
        while, so that it does not stand before the others.
        """
        first = Q(escalated_at=None, again_at=None)
        return self.late(now).filter(first | Q(again_at__lte=now)).order_by("due_at", "id")

    def near(self, *, until: datetime, now: datetime) -> Self:
        """Return the steps that must be done before `until` and that nobody was reminded of.

        One that nobody could be reminded of waits a while, as with `overdue`.
        """
        coming = self.filter(met_at=None, reminded_at=None, due_at__gt=now, due_at__lte=until)
        tried = models.Q(again_at=None) | models.Q(again_at__lte=now)
        return coming.filter(tried).order_by("due_at", "id")

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
    reminded_at = models.DateTimeField("提醒时间", null=True)
    escalated_at = models.DateTimeField("上报时间", null=True)
    reported_to = models.ForeignKey(
        "registry.Office",
        models.PROTECT,
        null=True,
        related_name="deadlines_reported",
        verbose_name="上报机关",
    )
    again_at = models.DateTimeField("再报时间", null=True)
    failures = models.PositiveSmallIntegerField("上报失败次数", db_default=0, default=0)
    last_error = models.CharField("最近的错误", max_length=200, blank=True, db_default="")
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
        """Return by when a step must be done that begins at `at`; not stored yet.

        Who decides an event has the term of that level; everything else has the national one. What
        is granted within a term that covers the issue is carried out in that same term.
        """
        law = load_law()
        if (stage := law.guards.stages.get(step)) is not None:
            due = stage.due(at.date(), national())
            return cls(application=application, step=step, due_at=due, basis=stage.basis)
        term, event = law.procedure.terms[step], law.events.get(application.event)
        if event is not None and step == Step.CARRY_OUT and event.level.covers_issue:
            decided = application.deadlines.filter(step=Step.DECIDE).latest("due_at")
            return cls(
                application=application, step=step, due_at=decided.due_at, basis=decided.basis
            )
        if step == Step.DECIDE and event is not None:
            term = replace(
                term,
                days=cls._days(application, event),
                basis=event.level.basis,
                counted=event.level.counted,
                counting=law.procedure.counting[event.level.counted],
            )
        due = term.due(at.date(), national())
        return cls(application=application, step=step, due_at=due, basis=term.cited)

    @staticmethod
    def _days(application: Application, event: Event) -> int:
        """Return the days of an event's level; a permit's place may give other ones (art. 9)."""
        permits, address = load_law().residence_permits, application.destination_address
        if event.id not in permits.registration.events or address is None:
            return event.level.decide_days
        return permits.at(address.division.code).issue_days.days
