from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from registry.models.fields import recorded_at

from .source_text import SourceText


class ObligationState(models.TextChoices):
    """How far a duty has come (任务进展)."""

    OPEN = "open", "未办"
    UNDER_WAY = "under_way", "办理中"
    DONE = "done", "已完成"


class ObligationProgressQuerySet(models.QuerySet["ObligationProgress"]):
    def hold(self, obligation: str, due_on: date | None) -> "ObligationProgress":
        """Lock the row of a duty and its due day until the transaction ends; begun if it is new."""
        self.bulk_create(
            [ObligationProgress(obligation=obligation, due_on=due_on)], ignore_conflicts=True
        )
        mine = self.filter(obligation=obligation, due_on=due_on)
        return mine.select_for_update(of=("self",)).get()


class ObligationProgress(models.Model):
    """How far one duty of a text has come, for one due day (任务进展台账).

    `obligation` is its id in the packs. What recurs has a row for each due day; what has no day has
    one without. The steps that led here stand in `ObligationStep` and are never edited.
    """

    obligation = models.CharField("任务代号", max_length=60)
    due_on = models.DateField("到期日", null=True)
    state = models.CharField(
        "任务进展", max_length=10, choices=ObligationState, default=ObligationState.OPEN
    )
    office = models.ForeignKey(
        "registry.Office",
        models.PROTECT,
        null=True,
        related_name="obligations",
        verbose_name="负责机关",
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="obligations",
        verbose_name="负责人",
    )
    adopted_on = models.DateField("出台（报送）日期", null=True)

    objects = ObligationProgressQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任务台账"
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "due_on"],
                nulls_distinct=False,
                name="obligation_has_one_row_for_a_due_day",
            ),
            models.CheckConstraint(
                name="obligation_done_has_its_day",
                condition=Q(state="done", adopted_on__isnull=False)
                | (~Q(state="done") & Q(adopted_on__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.obligation} {self.due_on or ''}"


class ObligationAct(models.TextChoices):
    """What was recorded about a duty (登记动作)."""

    ASSIGNED = "assigned", "指定负责机关"
    REPORTED = "reported", "登记进展"
    COMPLETED = "completed", "登记完成"
    REOPENED = "reopened", "重新打开"


class ObligationStep(models.Model):
    """One thing recorded about a duty (任务记录): who, when, on what evidence; never edited."""

    append_only = True

    progress = models.ForeignKey(
        ObligationProgress, models.PROTECT, related_name="steps", verbose_name="任务台账"
    )
    act = models.CharField("登记动作", max_length=10, choices=ObligationAct)
    note = models.CharField("说明", max_length=1000, blank=True)
    official_number = models.CharField("文号", max_length=100, blank=True)
    adopted_on = models.DateField("出台（报送）日期", null=True)
    evidence = models.ForeignKey(
        SourceText, models.PROTECT, null=True, related_name="+", verbose_name="依据文件"
    )
    office = models.ForeignKey(
        "registry.Office", models.PROTECT, null=True, related_name="+", verbose_name="负责机关"
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="负责人",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="obligation_steps",
        verbose_name="登记人",
    )
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "任务记录"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="obligation_step_shows_evidence",
                condition=~Q(act="completed")
                | (
                    Q(adopted_on__isnull=False)
                    & (Q(official_number__gt="") | Q(evidence__isnull=False))
                ),
            ),
            models.CheckConstraint(
                name="obligation_step_says_why",
                condition=~Q(act__in=["reported", "reopened"]) | Q(note__gt=""),
            ),
            models.CheckConstraint(
                name="obligation_step_names_an_owner",
                condition=~Q(act="assigned") | Q(office__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.recorded_at}"
