from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from .fields import recorded_at
from .people import Person


class Disclosure(models.Model):
    """A reading of somebody's data (查询日志): who, whom, which fields, what for."""

    append_only = True

    account = models.ForeignKey(
        "registry.Account",
        models.PROTECT,
        null=True,
        related_name="disclosures",
        verbose_name="账号",
    )
    office = models.ForeignKey(
        "registry.Office",
        models.PROTECT,
        null=True,
        db_index=False,  # seals walk by key
        related_name="+",
        verbose_name="登记机关",
    )
    client = models.CharField("调用方", max_length=100, blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="disclosures", verbose_name="人员"
    )
    people = ArrayField(models.BigIntegerField(), verbose_name="涉及人员", default=list)
    household = models.ForeignKey(
        "registry.Household",
        models.PROTECT,
        null=True,
        related_name="disclosures",
        verbose_name="户",
    )
    kind = models.CharField("方式", max_length=20)
    fields = ArrayField(models.CharField(max_length=40), verbose_name="字段", default=list)
    purpose = models.CharField("用途", max_length=200, blank=True)
    application = models.UUIDField("申请", null=True)
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "查询日志"
        indexes = [
            models.Index("person", "recorded_at", name="disclosure_of_person"),
            # Readings come in order: a block range finds a stretch of time, and costs nothing.
            BrinIndex("recorded_at", name="disclosure_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.recorded_at}"
