from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from registry.models.fields import recorded_at


class QuestionBatch(models.Model):
    """Questions that go to an agency in one file (核查批次), and whether its answers came.

    Written with the questions it holds; the file follows, and is written again as it was should
    the worker be killed in between. `digest` is that of the file of answers, which comes once.
    """

    append_only = True
    changeable = ("written_at", "answered_at", "digest")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.CharField("部门", max_length=40)
    questions = ArrayField(models.UUIDField(), verbose_name="所问核查")
    recorded_at = recorded_at()
    written_at = models.DateTimeField("写出时间", null=True)
    answered_at = models.DateTimeField("答复时间", null=True)
    digest = models.CharField("摘要", max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "核查批次"
        constraints = [
            models.CheckConstraint(
                name="batch_is_answered_by_a_file",
                condition=Q(answered_at__isnull=True) ^ ~Q(digest=""),
            ),
            models.CheckConstraint(name="batch_asks_something", condition=Q(questions__len__gt=0)),
        ]
        indexes = [
            models.Index("agency", name="batch_unanswered", condition=Q(answered_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.pk}"
