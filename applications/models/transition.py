from django.conf import settings
from django.db import models

from applications.workflow import Action, Status

from .application import Application


class Transition(models.Model):
    """One step an application took (办理环节); never edited."""

    append_only = True

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="transitions", verbose_name="申请"
    )
    action = models.CharField("动作", max_length=20, choices=Action)
    before = models.CharField("原状态", max_length=20, choices=Status)
    after = models.CharField("新状态", max_length=20, choices=Status)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="transitions",
        verbose_name="办理人",
    )
    at = models.DateTimeField("时间")
    note = models.TextField("说明", blank=True)
    details = models.JSONField("内容", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "办理环节"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
