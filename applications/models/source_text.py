from django.conf import settings
from django.db import models

from registry.models.fields import recorded_at


class SourceText(models.Model):
    """A regulation's text as it was received (法规原文): every byte, with noise and all.

    Nothing of it is ever changed or cleaned in place: what is read, marked and repaired maps back
    to these bytes. The same bytes for the same regulation are one row, whoever hands them in again.
    """

    append_only = True

    regulation = models.CharField("规定", max_length=40, blank=True)
    name = models.CharField("名称", max_length=200)
    media_type = models.CharField("类型", max_length=100)
    content = models.BinaryField("原文字节")
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("摘要", max_length=64)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="texts_kept",
        verbose_name="收存人",
    )
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "法规原文"
        constraints = [
            models.UniqueConstraint("sha256", "regulation", name="source_text_is_kept_once"),
            models.CheckConstraint(name="source_text_is_not_empty", condition=models.Q(size__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.sha256[:8]}"
