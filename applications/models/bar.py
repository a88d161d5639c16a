from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from registry.models.fields import recorded_at

from .rounds import Round


class BarQuerySet(models.QuerySet["Bar"]):
    def standing(self) -> "BarQuerySet":
        """Return the bars that were not lifted."""
        return self.filter(lifted_at=None)

    def over(self, numbers: Collection[str]) -> "BarQuerySet":
        """Return the bars of people by identity number."""
        return self.filter(number__in=list(numbers))


class Bar(models.Model):
    """That somebody may not apply by points for some years (限制申报), by the order of a round."""

    append_only = True
    changeable = ("lifted_at", "lifted_by_id", "lifted_reason")

    round = models.ForeignKey(Round, models.PROTECT, related_name="bars", verbose_name="积分年度")
    scheme = models.CharField("积分方案", max_length=40)
    number = models.CharField("公民身份号码", max_length=18)
    reason = models.CharField("限制理由", max_length=500)
    document = models.CharField("限制依据文件", max_length=200)
    clause = models.CharField("限制依据条款", max_length=200)
    since = models.DateField("限制起日")
    until = models.DateField("限制止日")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="bars_entered",
        verbose_name="办理人",
    )
    recorded_at = recorded_at()
    lifted_at = models.DateTimeField("解除时间", null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="bars_lifted",
        verbose_name="解除人",
    )
    lifted_reason = models.CharField("解除理由", max_length=500, blank=True)

    objects = BarQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "限制申报"
        indexes = [models.Index("number", name="bar_of_number")]
        constraints = [
            models.CheckConstraint(
                name="bar_has_a_basis",
                condition=~Q(reason="") & ~Q(document="") & ~Q(clause=""),
            ),
            models.CheckConstraint(
                name="bar_ends_after_it_begins", condition=Q(until__gt=F("since"))
            ),
            models.CheckConstraint(
                name="bar_lifted_with_a_reason",
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True, lifted_reason="")
                | Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lifted_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.until}"
