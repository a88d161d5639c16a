from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.errors import ChangedMeanwhile
from applications.workflow import Action, Status, next_status
from hukou.kernel.errors import NotFound
from registry.models import Account


class Kind(models.TextChoices):
    """The kinds of transaction (事项)."""

    SETTLEMENT = "settlement", _("落户申请")
    BIRTH = "birth", _("出生登记")
    ADOPTION = "adoption", _("收养登记")
    LATE = "late_registration", _("补录户口")
    DEPARTURE = "departure", _("迁往外地")
    DEATH = "death", _("死亡注销")
    CANCELLATION = "cancellation", _("注销户口")
    RESTORATION = "restoration", _("恢复户口")
    CHANGE = "change", _("变更登记事项")
    CORRECTION = "correction", _("更正登记事项")
    NUMBER = "number_change", _("变更公民身份号码")
    CARD = "identity_card", _("申领、换领、补领居民身份证")
    RESIDENCE_PERMIT = "residence_permit", _("居住证申领")


class ApplicationQuerySet(models.QuerySet["Application"]):
    def lock(self, application_id: UUID, *, revision: int | None = None) -> "Application":
        """Return the application, locked until the transaction ends.

        Raises NotFound, and ChangedMeanwhile when it is no longer at the `revision` the caller saw.
        """
        application = self.select_for_update(of=("self",)).filter(id=application_id).first()
        if application is None:
            raise NotFound(application=str(application_id))
        if revision not in (None, application.revision):
            raise ChangedMeanwhile(seen=revision, current=application.revision)
        return application


class Application(models.Model):
    """A request to change the register (申请)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField("受理号", max_length=40, unique=True)
    kind = models.CharField("事项", max_length=20, choices=Kind)
    status = models.CharField("状态", max_length=20, choices=Status, default=Status.DRAFT)
    regulation = models.CharField("依据规定", max_length=40, blank=True)
    channel = models.CharField("落户途径", max_length=20, blank=True)
    event = models.CharField("登记事项代码", max_length=20, blank=True)
    applied_on = models.DateField("申请日期")
    destination_household = models.ForeignKey(
        "registry.Household",
        models.PROTECT,
        null=True,
        related_name="applications",
        verbose_name="迁入户",
    )
    destination_address = models.ForeignKey(
        "registry.Address",
        models.PROTECT,
        null=True,
        related_name="applications",
        verbose_name="迁入地址",
    )
    request = models.JSONField("申请内容", default=dict)
    office = models.ForeignKey(
        "registry.Office", models.PROTECT, related_name="applications", verbose_name="办理机关"
    )
    received_at = models.ForeignKey(
        "registry.Office",
        models.PROTECT,
        null=True,
        related_name="applications_received",
        verbose_name="收件机关",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="applications_entered",
        verbose_name="录入人",
    )
    client = models.CharField("调用方", max_length=100, blank=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="applications_assigned",
        verbose_name="经办人",
    )
    revision = models.PositiveIntegerField("修订号", default=1)
    created_at = models.DateTimeField("录入时间")
    submitted_at = models.DateTimeField("提交时间", null=True)
    ended_at = models.DateTimeField("办结时间", null=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "申请"
        indexes = [
            models.Index("office", "status", "created_at", name="application_worklist"),
            models.Index("assigned_to", "status", name="application_mine"),
        ]

    def __str__(self) -> str:
        return self.number

    def take(
        self,
        action: Action,
        *,
        by: Account | None,
        at: datetime,
        note: str = "",
        details: Mapping[str, object] | None = None,
        also: Sequence[str] = (),
    ) -> None:
        """Move to the next status and log the step; the caller holds the lock.

        `also` names columns the caller set on this row, saved in the same UPDATE.
        Raises ActionNotAllowed, naming what is allowed.
        """
        before = Status(self.status)
        self.status = next_status(before, action)
        self.revision += 1
        self.save(update_fields=["status", "revision", *also])
        self.transitions.create(
            action=action,
            before=before,
            after=self.status,
            by=by,
            at=at,
            note=note,
            details=dict(details or {}),
        )
