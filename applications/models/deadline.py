from datetime import datetime
from typing import Self

from django.db import models

from .application import Application


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def overdue(self, now: datetime) -> Self:
        """Return the deadlines that passed unmet and have not been escalated."""
        return self.filter(met_at=None, escalated_at=None, due_at__lte=now).order_by("due_at")


class Deadline(models.Model):
    """By when a step must be done (时限), one row each so that one bad row blocks no other."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="deadlines", verbose_name="申请"
    )
    step = models.CharField("环节", max_length=30)
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
