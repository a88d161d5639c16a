from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.models.fields import recorded_at

from .rounds import Round, RoundApplication, RoundStanding


class FrozenInput(models.Model):
    """What a list is made of, of one applicant (封存数据): facts, what is unknown, exact scores.

    `content` is canonical text, byte for byte what `digest` is of. A later version of it replaces
    it for later lists; the earlier list is made of the earlier one for good.
    """

    append_only = True

    applicant = models.ForeignKey(
        RoundApplication, models.PROTECT, related_name="inputs", verbose_name="所涉积分申请"
    )
    version = models.PositiveSmallIntegerField("名单版本")
    standing = models.CharField("参评情况", max_length=10, choices=RoundStanding)
    content = models.TextField("封存内容")
    digest = models.CharField("摘要", max_length=64)
    reason = models.CharField("封存理由", max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="inputs_frozen",
        verbose_name="办理人",
    )
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "封存数据"
        constraints = [
            models.UniqueConstraint("applicant", "version", name="input_frozen_once_for_a_list"),
            models.CheckConstraint(
                name="input_frozen_again_with_a_reason", condition=Q(version=1) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.applicant_id} v{self.version}"


class ListKind(models.TextChoices):
    """What a list is (名单种类)."""

    PROVISIONAL = "provisional", _("公示名单")
    FINAL = "final", _("正式名单")


class RoundListQuerySet(models.QuerySet["RoundList"]):
    def begun(self, on: date) -> "RoundListQuerySet":
        """Return the lists that have begun to be shown by a day; one dated ahead has not."""
        return self.filter(published_on__lte=on)


class RoundList(models.Model):
    """A list of a round (积分名单): made of the newest frozen inputs of its version or before.

    `digest` is that of the list's bytes, which can be made again at any time; `inputs` that of the
    inputs' own digests, `law` that of the scheme. It is shown and may be objected to for as long as
    the order of the round says, from the day it is published.
    """

    append_only = True
    changeable = ("published_on", "public_until", "objections_until", "published_by_id")

    round = models.ForeignKey(Round, models.PROTECT, related_name="lists", verbose_name="积分年度")
    version = models.PositiveSmallIntegerField("名单版本")
    kind = models.CharField("名单种类", max_length=12, choices=ListKind)
    quota = models.PositiveIntegerField("年度名额")
    law = models.CharField("方案摘要", max_length=64)
    inputs = models.CharField("封存数据摘要", max_length=64)
    digest = models.CharField("摘要", max_length=64)
    applicants = models.PositiveIntegerField("参评人数")
    ranked = models.PositiveIntegerField("排名人数")
    admitted = models.PositiveIntegerField("入围人数")
    line = models.CharField("分数线", max_length=80, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="round_lists_made",
        verbose_name="办理人",
    )
    recorded_at = recorded_at()
    published_on = models.DateField("公示起日", null=True)
    public_until = models.DateField("公示止日", null=True)
    objections_until = models.DateField("异议截止日", null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="round_lists_published",
        verbose_name="公示人",
    )

    objects = RoundListQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "积分名单"
        ordering = ("version",)
        constraints = [
            models.UniqueConstraint("round", "version", name="round_list_version"),
            models.UniqueConstraint(
                "round", name="round_has_one_final_list", condition=Q(kind=ListKind.FINAL)
            ),
            models.CheckConstraint(
                name="round_list_published_with_its_days",
                condition=Q(
                    published_on__isnull=True,
                    public_until__isnull=True,
                    objections_until__isnull=True,
                    published_by__isnull=True,
                )
                | Q(
                    published_on__isnull=False,
                    public_until__isnull=False,
                    objections_until__isnull=False,
                    published_by__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} v{self.version}"


class RoundRank(models.Model):
    """Somebody's line of a list (积分排名), exact: a share is told as a fraction (20/3).

    Whoever does not qualify, of whom it is unknown, or who has left, has no rank.
    """

    append_only = True

    round_list = models.ForeignKey(
        RoundList, models.PROTECT, related_name="ranks", verbose_name="积分名单"
    )
    applicant = models.ForeignKey(
        RoundApplication, models.PROTECT, related_name="ranks", verbose_name="所涉积分申请"
    )
    input = models.ForeignKey(
        FrozenInput, models.PROTECT, related_name="ranks", verbose_name="所据封存数据"
    )
    standing = models.CharField("参评情况", max_length=10, choices=RoundStanding)
    ranking_score = models.CharField("排名分", max_length=80)
    total = models.CharField("资格分", max_length=80)
    ties = models.JSONField("同分比较项", default=list)
    qualified = models.BooleanField("达到资格", null=True)
    rank = models.PositiveIntegerField("名次", null=True)
    is_admitted = models.BooleanField("入围", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "积分排名"
        constraints = [
            models.UniqueConstraint("round_list", "applicant", name="round_rank_once_in_a_list"),
            models.CheckConstraint(
                name="round_rank_only_of_who_qualifies",
                condition=Q(rank__isnull=True, is_admitted=False)
                | Q(rank__isnull=False, qualified=True, standing=RoundStanding.STANDS),
            ),
        ]
        indexes = [models.Index("round_list", "rank", name="round_rank_in_order")]

    def __str__(self) -> str:
        return f"{self.round_list_id} {self.rank or '—'}"
