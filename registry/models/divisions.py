from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from .fields import DatedQuerySet, has_a_start, period


class DivisionLevel(models.TextChoices):
    """The steps of the administrative tree (行政区划级别)."""

    PROVINCE = "province", "省级"
    PREFECTURE = "prefecture", "地级"
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡级"
    VILLAGE = "village", "村级"


class DivisionQuerySet(DatedQuerySet["Division"]):
    def lock(self, *ids: int) -> "list[Division]":
        """Lock these divisions until the transaction ends, always in id order."""
        mine = self.filter(id__in=ids).order_by("id")
        return list(mine.select_for_update(of=("self",), no_key=True))


class Division(models.Model):
    """An administrative division (行政区划), for as long as it existed under this name.

    Codes are GB/T 2260 (6 digits) down to the county and statistical codes
    (9 and 12 digits) below. A merged or renamed division is closed, never deleted.
    """

    code = models.CharField("区划代码", max_length=15)
    name = models.CharField("名称", max_length=100)
    level = models.CharField("级别", max_length=12, choices=DivisionLevel)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="children", verbose_name="上级区划"
    )
    period = period("存续期间")
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="predecessors", verbose_name="承继区划"
    )

    objects = DivisionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "行政区划"
        constraints = [
            ExclusionConstraint(
                name="division_one_name_at_a_time",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            has_a_start("division_period_has_a_start"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
