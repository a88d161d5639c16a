from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from hukou.kernel.errors import NotFound
from registry.models.fields import DatedQuerySet, has_a_start, period, recorded_at

from .application import Kind


class ReceptionAgreementQuerySet(DatedQuerySet["ReceptionAgreement"]):
    """Agreements; one that was ended holds no more, whatever its days."""

    def holding(self, on: date) -> Self:
        """Return those that hold on a day."""
        return self.on(on).filter(ended_at=None)

    def lock(self, agreement_id: int) -> "ReceptionAgreement":
        """Return an agreement, locked until the transaction ends. Raises NotFound."""
        found = self.select_for_update(of=("self",)).filter(id=agreement_id).first()
        if found is None:
            raise NotFound(agreement=agreement_id)
        return found


class ReceptionAgreement(models.Model):
    """That a home office lets another counter accept applications for it (通办约定).

    It is for one `counter` and those below it, or for every counter; for one `kind`, or for every
    kind. Who decides does not change: that is the home office.
    """

    home = models.ForeignKey(
        "registry.Office",
        models.PROTECT,
        related_name="reception_agreements",
        verbose_name="户籍地机关",
    )
    counter = models.ForeignKey(
        "registry.Office",
        models.PROTECT,
        null=True,
        related_name="receptions_agreed",
        verbose_name="受理窗口",
    )
    kind = models.CharField("通办事项", max_length=20, choices=Kind, blank=True)
    period = period("约定期间")
    document = models.CharField("约定依据文件", max_length=200)
    clause = models.CharField("约定依据条款", max_length=200)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="receptions_agreed",
        verbose_name="约定人",
    )
    ended_at = models.DateTimeField("终止时间", null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="receptions_ended",
        verbose_name="终止人",
    )
    recorded_at = recorded_at()

    objects = ReceptionAgreementQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通办约定"
        ordering = ("-id",)
        constraints = [
            ExclusionConstraint(
                name="reception_agreed_once_at_a_time",
                expressions=[
                    (F("home"), RangeOperators.EQUAL),
                    (Coalesce(F("counter"), Value(0)), RangeOperators.EQUAL),
                    (F("kind"), RangeOperators.EQUAL),
                    (F("period"), RangeOperators.OVERLAPS),
                ],
                condition=Q(ended_at=None),
            ),
            has_a_start("reception_period_has_a_start"),
        ]

    def __str__(self) -> str:
        return f"{self.home_id} ← {self.counter_id}"
