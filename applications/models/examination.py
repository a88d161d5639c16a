from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .application import Application
from .assessment import Assessment


class Stage(models.TextChoices):
    """Who is heard before a decision (审核环节); which of them, the law says."""

    STATION = "station", _("派出所审核")
    COUNTY = "county_bureau", _("县级公安机关审核")
    SECOND = "second_officer", _("第二人复核")


class Examination(models.Model):
    """What somebody said of an assessment before it was decided (审核意见); never edited."""

    append_only = True

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="examinations", verbose_name="申请"
    )
    assessment = models.ForeignKey(
        Assessment, models.PROTECT, related_name="examinations", verbose_name="评定"
    )
    stage = models.CharField("审核环节", max_length=20, choices=Stage)
    agrees = models.BooleanField("同意")
    grounds = models.TextField("理由", blank=True)
    authority = models.JSONField("权限依据", default=dict)
    examined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="examinations",
        verbose_name="审核人",
    )
    examined_at = models.DateTimeField("审核时间")

    class Meta:
        verbose_name = verbose_name_plural = "审核意见"
        constraints = [
            models.UniqueConstraint("assessment", "stage", name="examination_once_per_assessment"),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.application_id} {self.stage}"
