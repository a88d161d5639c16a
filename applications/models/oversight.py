from collections.abc import Mapping
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.models import Office
from registry.models.fields import recorded_at

from .decision import Decision
from .delegation import DelegatedItem

ASSUMED: Final[Mapping[str, int]] = {"share": 10, "at_least": 5, "limit": 5}
"""What holds until an office sets a rule of its own. No text gives these figures: assumed."""


class SamplingRule(models.Model):
    """How much of what is delegated is looked at, and when a power falls back (抽查规则).

    Of the decisions by orders of `office`, `share` percent are drawn. An item falls back once more
    than `limit` percent of at least `at_least` reviewed decisions were wrong. The last rule holds.
    """

    append_only = True

    office = models.ForeignKey(
        "registry.Office", models.PROTECT, related_name="sampling_rules", verbose_name="制定机关"
    )
    share = models.PositiveSmallIntegerField("抽查比例（%）")
    at_least = models.PositiveSmallIntegerField("最少复核件数")
    limit = models.PositiveSmallIntegerField("差错率上限（%）")
    reason = models.CharField("制定理由", max_length=300)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="sampling_rules",
        verbose_name="制定人",
    )
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "抽查规则"
        constraints = [
            models.CheckConstraint(
                name="sampling_rule_share_is_a_percentage",
                condition=Q(share__gte=1, share__lte=100),
            ),
            models.CheckConstraint(
                name="sampling_rule_limit_is_a_percentage", condition=Q(limit__lte=100)
            ),
            models.CheckConstraint(
                name="sampling_rule_looks_at_some", condition=Q(at_least__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.share}%"


class ReviewFinding(models.TextChoices):
    """What a review of a decision came to (复核结论)."""

    SOUND = "sound", _("决定正确")
    WRONG = "wrong", _("决定有误")


class DecisionReviewQuerySet(models.QuerySet["DecisionReview"]):
    def lock(self, review_id: int) -> "DecisionReview | None":
        """Return the review, locked until the transaction ends."""
        return self.select_for_update(of=("self",)).filter(pk=review_id).first()

    def count_alone(self, delegated_id: int) -> DelegatedItem:
        """Be the only one to count an item's reviews until this transaction ends.

        Otherwise two reviews at once would each count without the other, past the limit or not.
        """
        return DelegatedItem.objects.select_for_update(of=("self",)).get(pk=delegated_id)

    def draw_alone(self, office_id: int) -> None:
        """Be the only one to draw an office's decisions: two at once would draw the share twice."""
        Office.objects.select_for_update(no_key=True).get(pk=office_id)


class DecisionReview(models.Model):
    """A delegated decision drawn to be looked at again, and what came of it (抽查复核)."""

    append_only = True
    changeable = ("finding", "note", "reviewed_by_id", "reviewed_at")

    decision = models.OneToOneField(
        Decision, models.PROTECT, related_name="review", verbose_name="被抽查的决定"
    )
    delegated_item = models.ForeignKey(
        DelegatedItem, models.PROTECT, related_name="reviews", verbose_name="所依授权"
    )
    weight = models.PositiveSmallIntegerField("风险权重")
    signs = models.JSONField("风险提示", default=list)
    drawn_at = models.DateTimeField("抽取时间")
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="reviews_drawn",
        verbose_name="抽取人",
    )
    finding = models.CharField("复核结论", max_length=10, choices=ReviewFinding, blank=True)
    note = models.CharField("复核意见", max_length=500, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="reviews_made",
        verbose_name="复核人",
    )
    reviewed_at = models.DateTimeField("复核时间", null=True)

    objects = DecisionReviewQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "抽查复核"
        indexes = [
            models.Index(
                "drawn_at", name="decision_review_waiting", condition=Q(reviewed_at__isnull=True)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="decision_review_is_whole",
                condition=Q(finding="", reviewed_by=None, reviewed_at=None)
                | Q(
                    finding__in=["sound", "wrong"],
                    reviewed_by__isnull=False,
                    reviewed_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="decision_review_says_what_is_wrong",
                condition=~Q(finding="wrong") | ~Q(note=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.finding}"


class PullBack(models.Model):
    """That a delegated item fell back by rule, with the figures it fell by (自动收回记录)."""

    append_only = True
    changeable = ("acknowledged_by_id", "acknowledged_at")

    delegated_item = models.OneToOneField(
        DelegatedItem, models.PROTECT, related_name="pull_back", verbose_name="收回的授权"
    )
    rule = models.ForeignKey(
        SamplingRule, models.PROTECT, null=True, related_name="+", verbose_name="适用的抽查规则"
    )
    reviewed = models.PositiveIntegerField("已复核件数")
    wrong = models.PositiveIntegerField("有误件数")
    limit = models.PositiveSmallIntegerField("适用上限（%）")
    at = models.DateTimeField("自动收回时间")
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="知悉人",
    )
    acknowledged_at = models.DateTimeField("知悉时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "自动收回记录"

    def __str__(self) -> str:
        return f"{self.delegated_item_id} {self.at:%Y-%m-%d}"

    @property
    def rate(self) -> float:
        """The share of the reviewed decisions that were wrong, in percent."""
        return 100 * self.wrong / self.reviewed


def exceeds(*, wrong: int, reviewed: int, limit: int, at_least: int) -> bool:
    """Whether more than `limit` percent of at least so many were wrong; the limit is not past."""
    return reviewed >= at_least and 100 * wrong > limit * reviewed
