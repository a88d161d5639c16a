from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q

from .accounts import Account
from .divisions import Division
from .fields import DatedQuerySet, has_a_start, period, recorded_at
from .households import Household


class CollectiveSort(models.TextChoices):
    """The sorts of collective household (集体户类型)."""

    UNIT = "unit", "单位集体户"
    SCHOOL = "school", "学校集体户"
    TALENT_MARKET = "talent_market", "人才市场集体户"
    PUBLIC = "public", "公共集体户"


class CollectiveHousehold(models.Model):
    """What only a collective household has (集体户资料): its sort, and whose it is.

    A unit's, a school's or a talent market's has the unified credit code of the unit; a public
    one belongs to a district. A trigger sees that the household is a collective one and the
    district a county-level division.
    """

    household = models.OneToOneField(
        Household, models.PROTECT, related_name="collective", verbose_name="户"
    )
    sort = models.CharField("集体户类型", max_length=20, choices=CollectiveSort)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    district = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        related_name="public_collectives",
        verbose_name="所属区县",
    )
    contact = models.CharField("联系人", max_length=50)
    phone = models.CharField("电话", max_length=30)
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "集体户资料"
        constraints = [
            models.CheckConstraint(
                name="public_collectives_alone_have_no_code",
                condition=Q(sort=CollectiveSort.PUBLIC, credit_code="")
                | (~Q(sort=CollectiveSort.PUBLIC) & ~Q(credit_code="")),
            ),
            models.CheckConstraint(
                name="public_collectives_alone_have_a_district",
                condition=Q(sort=CollectiveSort.PUBLIC, district__isnull=False)
                | (~Q(sort=CollectiveSort.PUBLIC) & Q(district__isnull=True)),
            ),
            # That the code's check character holds, by a function in a migration.
        ]

    def __str__(self) -> str:
        return f"{self.get_sort_display()} {self.household_id}"


class Keeper(models.Model):
    """Who manages a collective household day by day, for a period (集体户管理人).

    A member of the police staff by account, or somebody of the unit by name.
    """

    household = models.ForeignKey(
        Household, models.PROTECT, related_name="keepers", verbose_name="户"
    )
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="keeps", verbose_name="账号"
    )
    name = models.CharField("姓名", max_length=50)
    phone = models.CharField("电话", max_length=30, blank=True)
    period = period("值守期间")
    recorded_at = recorded_at()

    objects = DatedQuerySet["Keeper"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "集体户管理人"
        constraints = [
            ExclusionConstraint(
                name="keeper_once_at_a_time",
                expressions=[
                    ("household", RangeOperators.EQUAL),
                    ("account", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(account__isnull=False),
            ),
            ExclusionConstraint(
                name="keeper_named_once_at_a_time",
                expressions=[
                    ("household", RangeOperators.EQUAL),
                    ("name", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(account__isnull=True),
            ),
            has_a_start("keeper_period_has_a_start"),
            models.CheckConstraint(name="keeper_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return f"{self.name} @ {self.household_id}"
