from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hukou.kernel.errors import NotFound

from .document import Document
from .round_lists import RoundList
from .rounds import RoundApplication


class ObjectionSource(models.TextChoices):
    """Who objects (异议人)."""

    APPLICANT = "applicant", _("申请人本人")
    OTHER = "other", _("其他人")
    AGENCY = "agency", _("有关部门")


class ObjectionOutcome(models.TextChoices):
    """What came of an objection (异议处理结果)."""

    UPHELD = "upheld", _("异议成立")
    DISMISSED = "dismissed", _("异议不成立")


class ObjectionQuerySet(models.QuerySet["Objection"]):
    def open(self) -> "ObjectionQuerySet":
        """Return those that nobody has answered yet."""
        return self.filter(outcome="")

    def lock(self, objection_id: int) -> "Objection":
        """Return the objection, locked until the transaction ends. Raises NotFound."""
        found = self.select_for_update(of=("self",)).filter(id=objection_id).first()
        if found is None:
            raise NotFound(objection=objection_id)
        return found


class Objection(models.Model):
    """What somebody says against a published list (异议), about one applicant, and the answer."""

    append_only = True
    changeable = ("outcome", "grounds", "clauses", "decided_by_id", "decided_at")

    round_list = models.ForeignKey(
        RoundList, models.PROTECT, related_name="objections", verbose_name="积分名单"
    )
    applicant = models.ForeignKey(
        RoundApplication, models.PROTECT, related_name="objections", verbose_name="所涉积分申请"
    )
    source = models.CharField("异议人", max_length=10, choices=ObjectionSource)
    told_by = models.CharField("异议人姓名", max_length=100, blank=True)
    text = models.CharField("异议内容", max_length=1000)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, related_name="objections", verbose_name="异议材料"
    )
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="objections_received",
        verbose_name="接收人",
    )
    received_at = models.DateTimeField("接收时间")
    outcome = models.CharField("异议处理结果", max_length=10, choices=ObjectionOutcome, blank=True)
    grounds = models.CharField("处理理由", max_length=1000, blank=True)
    clauses = models.JSONField("条款", default=list)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="objections_decided",
        verbose_name="决定人",
    )
    decided_at = models.DateTimeField("决定时间", null=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "异议"
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(name="objection_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="objection_answered_with_a_reason",
                condition=Q(
                    outcome="", grounds="", decided_by__isnull=True, decided_at__isnull=True
                )
                | ~Q(outcome="")
                & ~Q(grounds="")
                & Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_list_id} {self.outcome or 'open'}"
