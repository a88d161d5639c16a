from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class Work(models.TextChoices):
    """What a worker does by itself, and may fail at (自动办理事项)."""

    ASSESS = "assess", _("自动评定")
    COMPARE = "compare", _("政策比较")


class SetbackQuerySet(models.QuerySet["Setback"]):
    def waiting(self, work: Work, *, now: datetime) -> Self:
        """Return what no sweep takes yet."""
        return self.filter(work=work, again_at__gt=now)


class Setback(models.Model):
    """Work that a worker could not do (办理受阻), and when it is tried again.

    `subject` is the id of the application or the comparison. The row goes when the work is done.
    """

    work = models.CharField("自动事项", max_length=20, choices=Work)
    subject = models.UUIDField("受阻对象")
    failures = models.PositiveSmallIntegerField("失败次数", default=0)
    last_error = models.CharField("最近的错误", max_length=200, blank=True)
    again_at = models.DateTimeField("再试时间")

    objects = SetbackQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "办理受阻"
        constraints = [
            models.UniqueConstraint("work", "subject", name="setback_once_for_a_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.work} {self.subject}"
