from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .application import Application
from .assessment import Assessment


class DecisionOutcome(models.TextChoices):
    """What was decided (决定)."""

    APPROVED = "approved", _("准予")
    REFUSED = "refused", _("不予")


class Decision(models.Model):
    """What an officer decided, on which assessment, under which clauses (决定)."""

    append_only = True

    application = models.OneToOneField(
        Application, models.PROTECT, related_name="decision", verbose_name="申请"
    )
    assessment = models.ForeignKey(
        Assessment, models.PROTECT, related_name="decisions", verbose_name="评定"
    )
    outcome = models.CharField("决定", max_length=10, choices=DecisionOutcome)
    clauses = models.JSONField("条款", default=list)
    parties = models.JSONField("准予人员", default=list)
    grounds = models.TextField("理由", blank=True)
    authority = models.JSONField("权限依据", default=dict)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="decisions",
        verbose_name="决定人",
    )
    decided_on = models.DateField("决定日期")
    decided_at = models.DateTimeField("决定时间")

    class Meta:
        verbose_name = verbose_name_plural = "决定"

    def __str__(self) -> str:
        return f"{self.application_id} {self.outcome}"
