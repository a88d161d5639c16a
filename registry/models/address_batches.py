from django.db import models

from .accounts import Account
from .addresses import Address
from .fields import recorded_at


class AddressBatch(models.Model):
    """One renumbering of plates or renaming of streets (门牌变更批次).

    Its key stands in the entry of every household it reached. A batch is never changed; it is
    undone by another that names it in `undoes`.
    """

    append_only = True

    key = models.UUIDField("批次号", unique=True)
    on = models.DateField("变更日期")
    basis = models.JSONField("依据", default=dict)
    households = models.PositiveIntegerField("涉及户数", default=0)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="address_batches", verbose_name="承办人"
    )
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="undone_by", verbose_name="撤销的批次"
    )
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "门牌变更批次"

    def __str__(self) -> str:
        return str(self.key)


class RenumberedAddress(models.Model):
    """One address of a batch (门牌变更明细): what it was, and what has taken its place."""

    append_only = True

    batch = models.ForeignKey(
        AddressBatch, models.PROTECT, related_name="addresses", verbose_name="门牌变更批次"
    )
    former = models.ForeignKey(
        Address, models.PROTECT, related_name="renumbered", verbose_name="原地址"
    )
    following = models.ForeignKey(
        Address, models.PROTECT, related_name="renumbered_from", verbose_name="新地址"
    )

    class Meta:
        verbose_name = verbose_name_plural = "门牌变更明细"
        constraints = [
            models.UniqueConstraint("batch", "former", name="renumbered_once_in_a_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.former_id} → {self.following_id}"
