from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from .accounts import Account
from .entries import Entry
from .fields import recorded_at


class NoticeAnswer(models.TextChoices):
    """What a recipient did about a wrong value it had read (处理结果)."""

    REPAIRED = "repaired", "已更正"
    UNUSED = "unused", "未使用"


class CorrectionNotice(models.Model):
    """Somebody who had read what was wrong is told so (更正通知), once per correction.

    `entry` is the reversal or the correction; `people` are those of it whose data the account or
    the client had read while they were wrong. `recorded_at` is when it was told.
    """

    append_only = True
    changeable = ("acknowledged_at", "answer")

    entry = models.ForeignKey(
        Entry, models.PROTECT, related_name="correction_notices", verbose_name="更正依据"
    )
    account = models.ForeignKey(
        Account,
        models.PROTECT,
        null=True,
        related_name="correction_notices",
        verbose_name="账号",
    )
    client = models.CharField("调用方", max_length=100, blank=True)
    people = ArrayField(models.BigIntegerField(), verbose_name="涉及人员")
    recorded_at = recorded_at()
    acknowledged_at = models.DateTimeField("确认时间", null=True)
    answer = models.CharField("处理结果", max_length=10, choices=NoticeAnswer, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "更正通知"
        constraints = [
            models.UniqueConstraint(
                "entry", "account", "client", name="correction_told_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="correction_has_a_recipient",
                condition=Q(account__isnull=True) ^ Q(client=""),
            ),
            models.CheckConstraint(
                name="correction_answered_when_acknowledged",
                condition=Q(acknowledged_at__isnull=True, answer="")
                | Q(acknowledged_at__isnull=False, answer__in=NoticeAnswer.values),
            ),
        ]
        indexes = [models.Index("client", "id", name="correction_of_client")]

    def __str__(self) -> str:
        return f"{self.entry_id} → {self.client or self.account_id}"
