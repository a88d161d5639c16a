from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hukou.law.texts import FlagKind
from registry.models.fields import recorded_at

from .source_text import SourceText


class TextReading(models.Model):
    """A text read in as that of a regulation (原文读入); one file may hold several regulations."""

    append_only = True

    text = models.ForeignKey(
        SourceText, models.PROTECT, related_name="readings", verbose_name="原文"
    )
    regulation = models.CharField("规定", max_length=40, blank=True)
    encoding = models.CharField("编码", max_length=20)
    changes = models.PositiveIntegerField("清理处数")
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="texts_read",
        verbose_name="读入人",
    )
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "原文读入"
        constraints = [
            models.UniqueConstraint("text", "regulation", name="text_is_read_once"),
        ]

    def __str__(self) -> str:
        return f"{self.regulation} {self.text_id}"


class TextDoubt(models.Model):
    """A place of a text that a person must look at (原文存疑): bytes, and why."""

    append_only = True

    reading = models.ForeignKey(
        TextReading, models.PROTECT, related_name="doubts", verbose_name="读入"
    )
    kind = models.CharField(
        "存疑种类", max_length=30, choices=[(kind.value, kind.zh) for kind in FlagKind]
    )
    start = models.PositiveIntegerField("起始字节")
    end = models.PositiveIntegerField("结束字节")
    line = models.PositiveIntegerField("行号")
    excerpt = models.CharField("所在文字", max_length=100)
    reason = models.CharField("存疑理由", max_length=200)
    proposal = models.CharField("建议读法", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "原文存疑"
        constraints = [
            models.UniqueConstraint("reading", "kind", "start", "end", name="doubt_is_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.start}"


class AnswerKind(models.TextChoices):
    """What somebody decided about a doubt (答复)."""

    READING = "reading", _("采用此读法")
    AS_PRINTED = "as_printed", _("原文无误，照录")
    LEFT_OPEN = "left_open", _("留待查证")


class DoubtAnswer(models.Model):
    """What somebody takes a doubtful place to say, or that it stays open (存疑答复).

    Never changed: whoever thinks better of it answers again, and the last answer counts. The
    number keeps two people who answer at the same moment from overlooking each other.
    """

    append_only = True

    doubt = models.ForeignKey(
        TextDoubt, models.PROTECT, related_name="answers", verbose_name="存疑处"
    )
    number = models.PositiveSmallIntegerField("次序")
    answer = models.CharField("答复", max_length=20, choices=AnswerKind)
    words = models.CharField("读法或说明", max_length=300, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="doubts_answered",
        verbose_name="答复人",
    )
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "存疑答复"
        constraints = [
            models.UniqueConstraint("doubt", "number", name="doubt_answers_are_counted"),
            models.CheckConstraint(
                name="accepted_reading_has_words",
                condition=~models.Q(answer="reading", words=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.doubt_id} {self.answer}"
