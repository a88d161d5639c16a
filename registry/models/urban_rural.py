from typing import Final

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q

from hukou.kernel.codes import Scheme, of

from .accounts import Account
from .fields import DatedQuerySet, has_a_start, period, recorded_at

CLASSES: Final = tuple(of(Scheme.URBAN_RURAL_CLASS).choices)
SPECIAL_AREA: Final = "123"
"""特殊区域: only with a reference of the statistics bureau."""


class UrbanRuralCode(models.Model):
    """Whether a village or community counts as urban or rural (城乡分类), for a period.

    It hangs on the code, as the statistics bureau publishes it: a village that is renamed, or
    whose township is, keeps its class without a new row.
    """

    division_code = models.CharField("村（社区）代码", max_length=15)
    urban_rural_class = models.CharField("城乡分类代码", max_length=3, choices=CLASSES)
    period = period("分类有效期间")
    source = models.CharField("来源文件", max_length=200)
    approver = models.CharField("批准机关", max_length=100)
    reference = models.CharField("国家统计局批复文号", max_length=100, blank=True)
    grounds = models.JSONField("认定情况", default=dict)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="urban_rural_codes", verbose_name="承办人"
    )
    recorded_at = recorded_at()

    objects = DatedQuerySet["UrbanRuralCode"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "城乡分类"
        constraints = [
            ExclusionConstraint(
                name="urban_rural_one_class_at_a_time",
                expressions=[
                    ("division_code", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            has_a_start("urban_rural_period_has_a_start"),
            models.CheckConstraint(
                name="urban_rural_class_is_a_code",
                condition=Q(urban_rural_class__in=[code for code, _ in CLASSES]),
            ),
            models.CheckConstraint(
                name="special_area_has_a_reference",
                condition=~Q(urban_rural_class=SPECIAL_AREA) | Q(reference__gt=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division_code} {self.urban_rural_class}"
