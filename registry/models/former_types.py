from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import Q

from .fields import has_a_start, period, recorded_at
from .imports import ImportRun
from .people import Person


class FormerKind(models.TextChoices):
    """The hukou types there once were (原户口性质); nobody has one today."""

    AGRICULTURAL = "agricultural", "农业"
    NON_AGRICULTURAL = "non_agricultural", "非农业"
    BLUE_STAMP = "blue_stamp", "蓝印"
    OWN_GRAIN = "own_grain", "自理口粮"
    OTHER = "other", "其他"


class FormerType(models.Model):
    """A hukou type somebody had before all became residents (原户口性质): closed history.

    Only the import of a legacy register writes it, through a function of the database's owner:
    whoever serves may read it and nothing else. `period` begins on the first day the old file
    vouches for, and ends on the day of the unification as it stood when it was imported.
    """

    append_only = True
    written_by_triggers = True

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="former_types", verbose_name="人员"
    )
    kind = models.CharField("原性质", max_length=20, choices=FormerKind)
    division_code = models.CharField("区划代码", max_length=12)
    period = period("性质期间")
    run = models.ForeignKey(
        ImportRun, models.PROTECT, related_name="former_types", verbose_name="所属批次"
    )
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "原户口性质"
        constraints = [
            ExclusionConstraint(
                name="former_type_one_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            has_a_start("former_type_has_a_start"),
            models.CheckConstraint(
                name="former_type_is_closed", condition=Q(period__endswith__isnull=False)
            ),
            models.CheckConstraint(
                name="former_type_is_a_kind", condition=Q(kind__in=FormerKind.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


class Unification(models.Model):
    """The day on which former types ended in an area (户口性质统一), as a dated row.

    `area` holds the leading digits of division codes, empty for the whole country; the nearest
    area that names the kind decides. Types are derived from it, so that a row changes everybody's
    answer from its day on, and rewrites nobody. A withdrawn row counts no more.
    """

    append_only = True
    changeable = ("withdrawn_at",)

    area = models.CharField("适用区划", max_length=12, blank=True)
    kinds = ArrayField(
        models.CharField(max_length=20, choices=FormerKind), verbose_name="终止的户口性质"
    )
    effective_from = models.DateField("施行日期")
    document = models.CharField("文件", max_length=200)
    clause = models.CharField("条款", max_length=100)
    recorded_at = recorded_at()
    withdrawn_at = models.DateTimeField("撤回时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "户口性质统一"
        constraints = [
            models.CheckConstraint(
                name="unification_area_is_a_code", condition=Q(area__regex=r"^[0-9]*$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.effective_from}"
