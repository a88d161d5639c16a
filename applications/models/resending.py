from django.conf import settings
from django.db import models
from django.db.models import Q

from registry.models.fields import recorded_at

from .verification import Verification


class Resending(models.Model):
    """A question that found no usable answer, sent again by hand (重新发出): by whom, and why."""

    append_only = True

    verification = models.ForeignKey(
        Verification, models.PROTECT, related_name="resendings", verbose_name="核查"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="resendings", verbose_name="登记人"
    )
    reason = models.CharField("重发理由", max_length=200)
    last_error = models.CharField("最近的错误", max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField("次数")
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "重发记录"
        constraints = [
            models.CheckConstraint(name="resending_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.verification_id} {self.reason}"
