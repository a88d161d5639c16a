from typing import Final
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hukou.kernel.errors import NotFound
from registry.models.fields import recorded_at

from .application import Application


class RoundStage(models.TextChoices):
    """How far a round has come (年度进度)."""

    DECLARED = "declared", _("申报与核查")
    FROZEN = "frozen", _("数据已封存")
    PUBLISHED = "published", _("名单已公示")
    FINAL = "final", _("名单已公布")
    CANCELLED = "cancelled", _("已取消")


OVER: Final = (RoundStage.FINAL, RoundStage.CANCELLED)
"""The stages in which a round holds no file any more."""


class RoundQuerySet(models.QuerySet["Round"]):
    def lock(self, round_id: UUID) -> "Round":
        """Return the round, locked until the transaction ends: for whoever changes it.

        Whoever holds it locks no application any more: who enters a file holds both, the file
        first. Raises NotFound.
        """
        return self._one(self.select_for_update(of=("self",)), round_id)

    def hold(self, round_id: UUID) -> "Round":
        """Return the round, which nobody changes until the transaction ends; many may hold it.

        Raises NotFound.
        """
        table = self.model._meta.db_table
        held = f"select id from {table} where id = %s for share"  # noqa: S608 - our own table
        list(self.raw(held, [round_id]))
        return self._one(self.all(), round_id)

    def live(self) -> "RoundQuerySet":
        """Return the rounds that were not cancelled."""
        return self.exclude(stage=RoundStage.CANCELLED)

    def _one(self, rows: "RoundQuerySet", round_id: UUID) -> "Round":
        found = rows.filter(id=round_id).first()
        if found is None:
            raise NotFound(round=str(round_id))
        return found


class Round(models.Model):
    """A year in which people settle by points (积分年度), as an order declared it.

    How long a list is shown, how long it may be objected to, and how long false papers bar, stand
    in no text of a scheme: they are those of the declared order, or there are none.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    scheme = models.CharField("积分方案", max_length=40)
    division = models.CharField("实施地区代码", max_length=15)
    office = models.ForeignKey(
        "registry.Office", models.PROTECT, related_name="rounds", verbose_name="组织机关"
    )
    year = models.PositiveSmallIntegerField("年度")
    quota = models.PositiveIntegerField("年度名额")
    opens_at = models.DateTimeField("申请开始时间")
    closes_at = models.DateTimeField("申请截止时间")
    facts_until = models.DateField("材料截止日")
    born_from = models.DateField("最早出生日期", null=True)
    publicity_days = models.PositiveSmallIntegerField("公示工作日数")
    objection_days = models.PositiveSmallIntegerField("异议工作日数")
    bar_years = models.PositiveSmallIntegerField("弄虚作假限制年数", null=True)
    bar_clause = models.CharField("弄虚作假限制条款", max_length=200, blank=True, db_default="")
    document = models.CharField("年度通告", max_length=200)
    clause = models.CharField("年度通告条款", max_length=200)
    stage = models.CharField(
        "年度进度", max_length=10, choices=RoundStage, default=RoundStage.DECLARED
    )
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="rounds_declared",
        verbose_name="录入人",
    )
    recorded_at = recorded_at()

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "积分年度"
        ordering = ("-year", "scheme")
        constraints = [
            models.UniqueConstraint(
                "scheme",
                "year",
                name="round_once_a_year",
                condition=~Q(stage=RoundStage.CANCELLED),
            ),
            models.CheckConstraint(
                name="round_has_an_order", condition=~Q(document="") & ~Q(clause="")
            ),
            models.CheckConstraint(
                name="round_opens_before_it_closes", condition=Q(closes_at__gt=F("opens_at"))
            ),
            models.CheckConstraint(
                name="round_is_shown_and_objected_to",
                condition=Q(publicity_days__gt=0, objection_days__gt=0, quota__gt=0),
            ),
            models.CheckConstraint(
                name="round_bars_by_a_clause",
                condition=Q(bar_years__isnull=True, bar_clause="")
                | Q(bar_years__isnull=False) & ~Q(bar_clause=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.year}"

    @property
    def cite(self) -> dict[str, str]:
        """The order that declared it, as clauses are cited."""
        return {"document": self.document, "clause": self.clause}

    @property
    def is_over(self) -> bool:
        """Whether it holds no file any more."""
        return self.stage in OVER


class RoundAct(models.TextChoices):
    """What was done to a round (年度办理动作)."""

    DECLARED = "declared", _("录入年度通告")
    QUOTA_CHANGED = "quota_changed", _("调整名额")
    CANCELLED = "cancelled", _("取消年度申报")
    FROZEN = "frozen", _("封存数据")
    PUBLISHED = "published", _("公示名单")
    RECALCULATED = "recalculated", _("重新核算")
    FINAL = "final", _("公布名单")
    VOIDED = "voided", _("取消资格")
    ABSENT = "absent", _("未到场视为放弃")
    BAR_LIFTED = "bar_lifted", _("解除限制")


class RoundStep(models.Model):
    """One thing done to a round (积分年度记录): who, when, why; never edited."""

    append_only = True

    round = models.ForeignKey(Round, models.PROTECT, related_name="steps", verbose_name="积分年度")
    act = models.CharField("年度办理动作", max_length=20, choices=RoundAct)
    note = models.CharField("说明", max_length=500, blank=True)
    details = models.JSONField("内容", default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="round_steps",
        verbose_name="办理人",
    )
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "积分年度记录"
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                name="round_step_says_why",
                condition=~Q(act__in=["quota_changed", "cancelled", "recalculated"])
                | Q(note__gt=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.recorded_at}"


class RoundStanding(models.TextChoices):
    """How somebody stands in a round (参评情况)."""

    STANDS = "stands", _("参加排名")
    WITHDRAWN = "withdrawn", _("已撤回")
    ABSENT = "absent", _("现场核验未到场，视为放弃")
    VOID = "void", _("弄虚作假，取消资格")


class RoundApplicationQuerySet(models.QuerySet["RoundApplication"]):
    def standing(self) -> "RoundApplicationQuerySet":
        """Return those who have not left."""
        return self.filter(left_at=None)

    def unreleased(self) -> "RoundApplicationQuerySet":
        """Return those whose files a round that is over still holds."""
        return self.filter(released_at=None, round__stage__in=OVER)


class RoundApplication(models.Model):
    """Somebody's application in a round (积分申请), one in a round for a person.

    `number` is the identity number by which newcomers and residents alike are known; whoever left
    before the inputs were frozen may apply again.
    """

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="applicants", verbose_name="积分年度"
    )
    application = models.OneToOneField(
        Application, models.PROTECT, related_name="in_round", verbose_name="申请"
    )
    number = models.CharField("公民身份号码", max_length=18)
    applied_at = models.DateTimeField("提交时间")
    left_at = models.DateTimeField("退出时间", null=True)
    left_as = models.CharField("退出情形", max_length=10, choices=RoundStanding, blank=True)
    left_note = models.CharField("退出理由", max_length=500, blank=True)
    released_at = models.DateTimeField("移交办理时间", null=True)

    objects = RoundApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "积分申请"
        constraints = [
            models.UniqueConstraint(
                "round",
                "number",
                name="round_applied_to_once",
                condition=Q(left_at__isnull=True),
            ),
            models.CheckConstraint(
                name="round_left_as_something",
                condition=Q(left_at__isnull=True, left_as="")
                | Q(left_at__isnull=False, left_as__in=["withdrawn", "absent", "void"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.pk}"
