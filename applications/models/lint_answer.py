from django.conf import settings
from django.db import models

from registry.models.fields import recorded_at


class LintVerdict(models.TextChoices):
    """What a person says to what the lint asked (答复)."""

    ACCEPTED = "accepted", "情况属实，予以接受"
    TO_CHANGE = "to_change", "须修改文件"
    NO_FAULT = "no_fault", "不成问题"


class LintAnswer(models.Model):
    """A person's answer to a finding of the lint (条款检查答复); the last one counts.

    `finding` is the key of the finding, which stays while its rule, place and both clauses stay;
    `law_version` tells which reading of the text was answered.
    """

    append_only = True

    regulation = models.CharField("规定", max_length=40)
    finding = models.CharField("检查发现", max_length=32)
    rule = models.CharField("检查规则", max_length=60)
    law_version = models.CharField("规则版本", max_length=64)
    verdict = models.CharField("答复", max_length=20, choices=LintVerdict.choices)
    reason = models.CharField("答复理由", max_length=500)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="lint_answers",
        verbose_name="答复人",
    )
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "条款检查答复"
        ordering = ("id",)
        indexes = [models.Index(fields=["regulation", "finding"], name="lint_answer_of_finding")]
        constraints = [
            models.CheckConstraint(name="lint_answer_has_a_reason", condition=~models.Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.regulation} {self.rule} {self.verdict}"
