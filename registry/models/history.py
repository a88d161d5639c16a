from django.db import models
from django.db.models import F

from .fields import database_clock


class RowVersion(models.Model):
    """A row as it stood before a change or removal (历史版本), written by triggers only.

    Transaction time: the version was what the register knew from `recorded_at`
    of the row, or from `until` of the version before, up to `until`.
    """

    append_only = True
    written_by_triggers = True  # who serves only reads it

    table = models.CharField("表", max_length=63)
    row_id = models.BigIntegerField("行号")
    operation = models.CharField("操作", max_length=6)
    row = models.JSONField("内容")
    until = models.DateTimeField("截至", db_default=database_clock())

    class Meta:
        verbose_name = verbose_name_plural = "历史版本"
        indexes = [
            models.Index(F("table"), F("row_id"), F("until"), name="row_version_of_row"),
            # Expression indexes by person and household stand in a migration.
        ]

    def __str__(self) -> str:
        return f"{self.table}/{self.row_id}"
