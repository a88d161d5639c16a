from django.conf import settings
from django.db import models

from .application import Application


class Assessment(models.Model):
    """The facts, the findings and the law version, frozen together (评定)."""

    append_only = True

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="assessments", verbose_name="申请"
    )
    sequence = models.PositiveSmallIntegerField("次序")
    regulation = models.CharField("依据规定", max_length=40)
    channel = models.CharField("落户途径", max_length=20, blank=True)
    law_version = models.CharField("规则版本", max_length=64)
    judged_on = models.DateField("评定日期")
    facts = models.JSONField("事实")
    judgement = models.JSONField("评定结果")
    outcome = models.CharField("结论", max_length=20)
    digest = models.CharField("摘要", max_length=64)
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="assessments_made",
        verbose_name="评定人",
    )
    assessed_at = models.DateTimeField("评定时间")

    class Meta:
        verbose_name = verbose_name_plural = "评定"
        constraints = [
            models.UniqueConstraint("application", "sequence", name="assessment_sequence"),
        ]
        ordering = ["sequence"]

    def __str__(self) -> str:
        return f"{self.application_id} {self.outcome}"
