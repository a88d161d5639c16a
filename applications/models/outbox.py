from typing import Self
from uuid import uuid4

from django.db import models

from .application import Application


class OutboxEventQuerySet(models.QuerySet["OutboxEvent"]):
    def tell(self, type_: str, application: Application, **data: object) -> "OutboxEvent":
        """Write that something happened to an application: ids and status, nothing personal."""
        event = OutboxEvent.about(type_, application, **data)
        event.save(force_insert=True)
        return event


class OutboxEvent(models.Model):
    """Something other agencies will be told (待发事件), written with what it tells.

    Carries ids and status only (no personal data); the receiver reads the rest
    with its own right. `id` is the cursor of the feed.
    """

    append_only = True

    key = models.UUIDField("事件标识", default=uuid4, unique=True)
    type = models.CharField("类型", max_length=80)
    subject = models.CharField("主体", max_length=80)
    data = models.JSONField("内容", default=dict)
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    objects = OutboxEventQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "待发事件"
        indexes = [models.Index("subject", "id", name="outbox_subject")]

    def __str__(self) -> str:
        return f"{self.type} {self.subject}"

    @classmethod
    def about(cls, type_: str, application: Application, **data: object) -> Self:
        """Return what is told of an application as it stands; not stored yet."""
        told = {
            "application": str(application.id),
            "kind": application.kind,
            "status": application.status,
            "office": application.office_id,
        }
        return cls(type=type_, subject=f"application/{application.id}", data={**told, **data})
