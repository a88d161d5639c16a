from typing import Any, cast

from django.db import models

from hukou.kernel import canonical

from .fields import recorded_at
from .offices import Office


class Seal(models.Model):
    """A stretch of a journal as it stood when it was sealed (封存): a link of an office's chain.

    What must be written fast (readings above all) is not chained row by row, but sealed soon
    after: each seal names every row of one office since the last one, with a digest of each, and
    holds the digest of the seal before it. So a row that is changed, removed, put in later or put
    in another order shows, and which one it is. `high` is the key up to which the whole journal
    was sealed at that time. Rows without an office have a chain of their own.
    """

    append_only = True

    journal = models.CharField("日志", max_length=20)
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, related_name="seals", verbose_name="登记机关"
    )
    sequence = models.PositiveBigIntegerField("序号")
    high = models.BigIntegerField("封存至")
    rows = models.JSONField("逐行摘要")
    suite = models.CharField("摘要算法", max_length=10, default="sha256")
    previous_digest = models.CharField("前一摘要", max_length=64, blank=True)
    digest = models.CharField("摘要", max_length=64)
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "封存记录"
        constraints = [
            models.UniqueConstraint(
                fields=["journal", "office", "sequence"],
                name="seal_sequence_in_office",
                nulls_distinct=False,
            )
        ]
        indexes = [models.Index("journal", "high", name="seal_of_journal")]

    def __str__(self) -> str:
        return f"{self.journal} {self.office_id or '—'}/{self.sequence}"

    def compute_digest(self) -> str:
        """Return the digest this seal must have after the one before it."""
        told: dict[str, Any] = {
            "journal": self.journal,
            "office": self.office_id,
            "sequence": self.sequence,
            "high": self.high,
            "rows": self.rows,
            "suite": self.suite,
        }
        return canonical.chain(self.previous_digest, told, cast("canonical.Suite", self.suite))
