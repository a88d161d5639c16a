from django.db import models

from .accounts import Account
from .divisions import Division
from .fields import recorded_at


class DivisionChangeKind(models.TextChoices):
    """What happened to divisions (区划变更类型)."""

    RENAMED = "renamed", "更名"
    MERGED = "merged", "合并"
    SPLIT = "split", "拆分"
    ABOLISHED = "abolished", "撤销"
    VILLAGE_TO_COMMUNITY = "village_to_community", "村改居"
    UNDONE = "undone", "撤回变更"


class DivisionChange(models.Model):
    """One change of the administrative tree (区划变更记录): on which day, by whose decision.

    A table and not only entries: an entry belongs to one office's people and households, and a
    change of the tree to none of them. The entry of the acting office names the change, so that
    the chain of digests covers it as well.
    """

    append_only = True

    kind = models.CharField("变更类型", max_length=30, choices=DivisionChangeKind)
    on = models.DateField("生效日期")
    source = models.CharField("来源文件", max_length=200)
    approver = models.CharField("批准机关", max_length=100)
    note = models.JSONField("变更内容", default=dict)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="division_changes", verbose_name="承办人"
    )
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="undone_by", verbose_name="撤回的变更"
    )
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "区划变更记录"

    def __str__(self) -> str:
        return f"{self.on} {self.kind}"


class DivisionStep(models.Model):
    """One division that a change ended, began, or both (区划变更明细)."""

    append_only = True

    change = models.ForeignKey(
        DivisionChange, models.PROTECT, related_name="steps", verbose_name="区划变更记录"
    )
    former = models.ForeignKey(
        Division, models.PROTECT, null=True, related_name="steps_after", verbose_name="原区划"
    )
    following = models.ForeignKey(
        Division, models.PROTECT, null=True, related_name="steps_before", verbose_name="后区划"
    )

    class Meta:
        verbose_name = verbose_name_plural = "区划变更明细"

    def __str__(self) -> str:
        return f"{self.former_id} → {self.following_id}"
