from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.models.fields import recorded_at

LONGEST_ID: Final = 200  # characters


class Way(models.TextChoices):
    """How an agency's message reached us (接收方式)."""

    CALLBACK = "callback", _("签名回传")
    FILE = "file", _("文件交换")


class Received(models.TextChoices):
    """What became of a message (接收结果)."""

    TAKEN = "taken", _("已采用")
    REPEATED = "repeated", _("重复，未再采用")
    REFUSED = "refused", _("拒收")


class Problem(models.TextChoices):
    """Why a message was refused (拒收原因)."""

    FORGED = "forged", _("签名不符")
    STALE = "stale", _("签名时间相差超过五分钟")
    OTHER_CASE = "other_case", _("不是对该项核查的答复")
    REUSED = "reused", _("报文编号已用于其他内容")
    UNREADABLE = "unreadable", _("不是可读取的答复")
    IMPOSSIBLE = "impossible", _("答复内容不能采信")
    CUT_SHORT = "cut_short", _("文件不完整")
    ALTERED = "altered", _("文件内容与签名不符")
    MISCOUNTED = "miscounted", _("笔数与所问不符")
    UNASKED = "unasked", _("没有发出过该批次")
    OTHERWISE = "otherwise", _("与已有答复不同，年度排名不再接受")


class ReceivedMessage(models.Model):
    """What came back from an agency, believed or not (来件记录): one row each, never its content.

    `about` is the verification, or the batch, that it was sent for; a stranger may have made it
    up. A message is known again by its id and its digest, so that a repetition changes nothing.
    """

    append_only = True

    way = models.CharField("接收方式", max_length=10, choices=Way)
    agency = models.CharField("部门", max_length=40, blank=True)
    message_id = models.CharField("报文编号", max_length=LONGEST_ID, blank=True)
    digest = models.CharField("摘要", max_length=64)
    about = models.UUIDField("所涉核查", null=True)
    outcome = models.CharField("接收结果", max_length=10, choices=Received)
    problem = models.CharField("拒收原因", max_length=20, choices=Problem, blank=True)
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "来件记录"
        constraints = [
            models.UniqueConstraint(
                "agency",
                "message_id",
                name="message_taken_once",
                condition=Q(outcome=Received.TAKEN),
            ),
            models.CheckConstraint(
                name="refused_message_says_why",
                condition=Q(outcome=Received.REFUSED) ^ Q(problem=""),
            ),
        ]
        indexes = [
            models.Index(
                "recorded_at", name="message_refused", condition=Q(outcome=Received.REFUSED)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.problem} {self.agency}".strip()
