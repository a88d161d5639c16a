from typing import Final

from django.conf import settings
from django.db import connection, models
from django.db.models import F, Q

from registry.models.fields import recorded_at

LOCK: Final = (0x4C, 31)
"""The advisory lock between decisions, which share it, and clean-up measures, which do not."""


class Measure(models.TextChoices):
    """What becomes of an old rule (清理意见): 继续有效、修改、停止执行."""

    KEEP = "keep", "继续有效"
    AMEND = "amend", "修改"
    STOP = "stop", "停止执行"


class OldRule(models.Model):
    """An old local rule in the clean-up register (旧规定), of one place (six digits, GB/T 2260).

    Without a clause it is the whole document.
    """

    append_only = True

    jurisdiction = models.CharField("适用地区代码", max_length=6)
    area = models.CharField("适用地区", max_length=100)
    document = models.CharField("文件名称", max_length=200)
    number = models.CharField("文号", max_length=100, blank=True)
    clause = models.CharField("条款", max_length=200, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="old_rules",
        verbose_name="录入人",
    )
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "旧规定"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                "jurisdiction", "document", "clause", name="old_rule_is_entered_once"
            ),
            models.CheckConstraint(
                name="old_rule_holds_in_a_place", condition=Q(jurisdiction__regex=r"^[0-9]{6}$")
            ),
            models.CheckConstraint(name="old_rule_names_a_document", condition=~Q(document="")),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.clause}".strip()


class CleanUpQuerySet(models.QuerySet["CleanUp"]):
    """The measures taken on old rules."""

    def hold(self) -> None:
        """Keep measures from being taken until this transaction ends; several may hold at once."""
        self._lock("select pg_advisory_xact_lock_shared(%s, %s)")

    def take(self) -> None:
        """Wait until nobody decides any more, and let nobody decide until this transaction ends."""
        self._lock("select pg_advisory_xact_lock(%s, %s)")

    def _lock(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, LOCK)


class CleanUp(models.Model):
    """What was decided about an old rule (清理意见), by which organ, and from when it holds.

    The last one recorded of those that hold on a day counts on that day.
    """

    append_only = True

    old_rule = models.ForeignKey(
        OldRule, models.PROTECT, related_name="measures", verbose_name="旧规定"
    )
    measure = models.CharField("处置意见", max_length=10, choices=Measure.choices)
    reason = models.CharField("清理理由", max_length=500)
    decided_by = models.CharField("决定机关", max_length=100)
    decided_on = models.DateField("决定日期")
    effective_from = models.DateField("生效日期")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="clean_ups",
        verbose_name="录入人",
    )
    recorded_at = recorded_at()

    objects = CleanUpQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "清理意见"
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                name="clean_up_says_why_and_who", condition=~Q(reason="") & ~Q(decided_by="")
            ),
            models.CheckConstraint(
                name="clean_up_never_reaches_back",
                condition=Q(effective_from__gte=F("decided_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_rule_id} {self.measure} {self.effective_from}"
