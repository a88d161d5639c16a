from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from registry.models import CardMatter
from registry.models.fields import DatedQuerySet, has_a_start, period, recorded_at


class Reach(models.TextChoices):
    """From how far people come whose cards a point accepts for (受理范围)."""

    TOWNSHIP = "township", _("跨乡（镇、街道）")
    COUNTY = "county", _("跨县（市、区）")
    PREFECTURE = "prefecture", _("跨市（州）")
    PROVINCE = "province", _("跨省")


class AcceptancePointQuerySet(DatedQuerySet["AcceptancePoint"]):
    """Points; one that was closed accepts no more, whatever its days."""

    def holding(self, on: date) -> Self:
        """Return those that accept on a day."""
        return self.on(on).filter(ended_at=None)

    def accepting(self, moment: datetime) -> Self:
        """Return those that accepted at a moment, whatever became of them since."""
        open_then = Q(ended_at=None) | Q(ended_at__gt=moment)
        return self.on(moment.astimezone(clock.ZONE).date()).filter(open_then)

    def lock(self, point_id: int) -> "AcceptancePoint":
        """Return a point, locked until the transaction ends. Raises NotFound."""
        found = self.select_for_update(of=("self",)).filter(id=point_id).first()
        if found is None:
            raise NotFound(point=point_id)
        return found


class AcceptancePoint(models.Model):
    """That a counter accepts identity-card applications for people from elsewhere (异地受理点).

    One row for one `reach` and one `matter`, by the document that says so: no text lets every
    counter do it. The home office signs the card all the same.
    """

    office = models.ForeignKey(
        "registry.Office",
        models.PROTECT,
        related_name="acceptance_points",
        verbose_name="受理点",
    )
    reach = models.CharField("受理范围", max_length=12, choices=Reach)
    matter = models.CharField("受理事项", max_length=10, choices=CardMatter)
    period = period("受理期间")
    document = models.CharField("设立依据文件", max_length=200)
    clause = models.CharField("设立依据条款", max_length=200)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="points_declared",
        verbose_name="设立人",
    )
    ended_at = models.DateTimeField("撤销时间", null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="points_ended",
        verbose_name="撤销人",
    )
    recorded_at = recorded_at()

    objects = AcceptancePointQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "居民身份证异地受理点"
        ordering = ("-id",)
        constraints = [
            ExclusionConstraint(
                name="acceptance_point_declared_once_at_a_time",
                expressions=[
                    (F("office"), RangeOperators.EQUAL),
                    (F("reach"), RangeOperators.EQUAL),
                    (F("matter"), RangeOperators.EQUAL),
                    (F("period"), RangeOperators.OVERLAPS),
                ],
                condition=Q(ended_at=None),
            ),
            has_a_start("acceptance_point_period_has_a_start"),
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.reach} {self.matter}"
