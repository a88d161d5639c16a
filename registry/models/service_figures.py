from django.db import models
from django.db.models import F, Q

from .accounts import Account
from .fields import recorded_at


class ServedGroup(models.TextChoices):
    """Whose share of a service is told (人群)."""

    HOLDERS = "holders", "居住证持有人"
    RESIDENTS = "residents", "本地户籍人口"


class ServiceFigure(models.Model):
    """How many of those entitled had a service in a year (服务享有情况), as its department told.

    Written once: what is told later about the same year, place, service and group counts instead,
    and what was told before stays. No person is named.
    """

    append_only = True

    division_code = models.CharField("区划代码", max_length=15)
    year = models.PositiveSmallIntegerField("年度")
    service = models.CharField("服务事项", max_length=40)
    group = models.CharField("人群", max_length=10, choices=ServedGroup)
    served = models.PositiveIntegerField("享有人数")
    entitled = models.PositiveIntegerField("应享人数")
    reporter = models.CharField("报送部门", max_length=100)
    document = models.CharField("依据材料", max_length=200)
    account = models.ForeignKey(
        Account, models.PROTECT, related_name="service_figures", verbose_name="承办人"
    )
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "服务享有情况"
        constraints = [
            models.CheckConstraint(
                name="service_figure_serves_no_more_than_entitled",
                condition=Q(served__lte=F("entitled"), entitled__gt=0),
            ),
        ]
        indexes = [
            models.Index(
                fields=["division_code", "year", "service", "group", "-id"],
                name="service_figure_latest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division_code} {self.year} {self.service} {self.group}"
