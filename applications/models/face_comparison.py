from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .application import Application
from .party import Party


class FaceOccasion(models.TextChoices):
    """When somebody's face is compared with their paper (比对场合)."""

    COUNTER = "counter", _("受理窗口")
    HANDING_OVER = "handing_over", _("领取证件")


class FaceStatus(models.TextChoices):
    """What came of asking the service (比对情况)."""

    ASKED = "asked", _("已发出")
    ADVISED = "advised", _("已答复")
    UNAVAILABLE = "unavailable", _("未取得建议")


class FaceFinding(models.TextChoices):
    """What the officer finds, who looked at the person (民警认定)."""

    SAME = "same", _("同一人")
    NOT_SAME = "not_same", _("不是同一人")
    CANNOT_TELL = "cannot_tell", _("不能判定")


class FaceComparison(models.Model):
    """Advice of a service on two pictures, and the officer's own finding beside it (人像比对).

    The pictures are not kept, only their digests. No condition of law, no assessment and no
    decision reads this row: a person looks, and a person finds.
    """

    append_only = True
    changeable = (
        "status", "similarity", "threshold", "model", "model_version", "receipt", "answered_at",
        "trouble", "finding", "reason", "found_by_id", "found_at",
    )  # fmt: skip

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="face_comparisons", verbose_name="申请"
    )
    party = models.ForeignKey(
        Party, models.PROTECT, related_name="face_comparisons", verbose_name="当事人"
    )
    occasion = models.CharField("比对场合", max_length=20, choices=FaceOccasion)
    consent = models.CharField("征得同意情况", max_length=200)
    paper_sha256 = models.CharField("证件照片摘要", max_length=64)
    visitor_sha256 = models.CharField("现场照片摘要", max_length=64)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="faces_asked",
        verbose_name="发起人",
    )
    asked_at = models.DateTimeField("发起时间")
    status = models.CharField(
        "比对情况", max_length=20, choices=FaceStatus, default=FaceStatus.ASKED
    )
    similarity = models.DecimalField("相似度", max_digits=5, decimal_places=4, null=True)
    threshold = models.DecimalField("服务方阈值", max_digits=5, decimal_places=4, null=True)
    model = models.CharField("模型", max_length=60, blank=True)
    model_version = models.CharField("模型版本", max_length=60, blank=True)
    receipt = models.CharField("回执", max_length=200, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True)
    trouble = models.CharField("未取得建议的原因", max_length=200, blank=True)
    finding = models.CharField("民警认定", max_length=20, choices=FaceFinding, blank=True)
    reason = models.CharField("认定理由", max_length=300, blank=True)
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="faces_found",
        verbose_name="认定人",
    )
    found_at = models.DateTimeField("认定时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "人像比对"
        constraints = [
            models.CheckConstraint(
                name="face_advice_is_whole",
                condition=~Q(status="advised")
                | Q(
                    similarity__range=(0, 1),
                    threshold__range=(0, 1),
                    answered_at__isnull=False,
                )
                & ~Q(model=""),
            ),
            models.CheckConstraint(
                name="face_finding_is_somebodys",
                condition=Q(finding="", found_by=None, found_at=None)
                | ~Q(finding="") & Q(found_by__isnull=False, found_at__isnull=False),
            ),
            # Against the advice, without any, or undecided: never without saying why.
            models.CheckConstraint(
                name="face_finding_against_advice_has_a_reason",
                condition=Q(finding="")
                | ~Q(reason="")
                | Q(status="advised", finding="same", similarity__gte=F("threshold"))
                | Q(status="advised", finding="not_same", similarity__lt=F("threshold")),
            ),
        ]
        ordering = ["asked_at", "id"]

    def __str__(self) -> str:
        return f"{self.application_id} {self.status}"

    @property
    def says_same(self) -> bool | None:
        """What the service takes them for; None without advice."""
        if self.similarity is None or self.threshold is None:
            return None
        return self.similarity >= self.threshold

    def agrees_with(self, finding: str) -> bool:
        """Whether a finding is what the service advised."""
        advised = {True: FaceFinding.SAME, False: FaceFinding.NOT_SAME, None: None}
        return finding == advised[self.says_same]
