from collections.abc import Collection
from typing import Final

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import connection, models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from registry.models import PostingRole
from registry.models.fields import DatedQuerySet, has_a_start, period, recorded_at

LOCK: Final = (0x4C, 32)
"""The advisory lock under which orders are entered one at a time."""


class DelegateRole(models.TextChoices):
    """To which post an order gives a power (受权岗位). Auxiliary staff are none of them."""

    OFFICER = PostingRole.OFFICER.value, _("户籍民警")
    CHIEF = PostingRole.CHIEF.value, _("所长")


class DelegationOrderQuerySet(models.QuerySet["DelegationOrder"]):
    def alone(self) -> None:
        """Be the only one to enter an order until this transaction ends."""
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s, %s)", LOCK)


class DelegationOrder(models.Model):
    """A paper by which an office hands powers of its own down (授权书): its number and its basis.

    `office` is the office whose powers they are.
    """

    append_only = True

    number = models.CharField("授权书文号", max_length=100)
    office = models.ForeignKey(
        "registry.Office", models.PROTECT, related_name="delegation_orders", verbose_name="授权机关"
    )
    document = models.CharField("授权依据文件", max_length=200)
    clause = models.CharField("授权依据条款", max_length=200)
    note = models.CharField("授权说明", max_length=500, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="delegation_orders",
        verbose_name="录入人",
    )
    recorded_at = recorded_at()

    objects = DelegationOrderQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "授权书"
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint("office", "number", name="delegation_order_has_its_number"),
            models.CheckConstraint(
                name="delegation_order_has_a_basis",
                condition=~Q(number="") & ~Q(document="") & ~Q(clause=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class DelegatedItemQuerySet(DatedQuerySet["DelegatedItem"]):
    """The items that orders name."""

    def hold(self, item: str, office_ids: Collection[int]) -> None:
        """Let nobody revoke this item at these offices until this transaction ends; many may hold.

        Whoever decides by an order holds it, so that a revocation comes before or after.
        """
        table = self.model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(
                f"select id from {table} where item = %s and office_id = any(%s)"  # noqa: S608
                " and revoked_at is null order by id for share",
                [item, sorted(office_ids)],
            )


class DelegatedItem(models.Model):
    """One item that an order hands down (授权事项), where, to whom, and for how long.

    It holds at `office` and below it, for everybody in the post `to_role` there, or only for
    `account`. A revocation counts from its second; nothing takes it back but another order.
    """

    append_only = True
    changeable = ("revoked_at", "revoked_by_id", "revocation_reason")  # so the row can be locked

    order = models.ForeignKey(
        DelegationOrder, models.PROTECT, related_name="items", verbose_name="授权书"
    )
    item = models.CharField("审批事项", max_length=60)
    office = models.ForeignKey(
        "registry.Office", models.PROTECT, related_name="delegated_items", verbose_name="适用机关"
    )
    to_role = models.CharField("受权岗位", max_length=30, choices=DelegateRole)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="delegated_items",
        verbose_name="受权人",
    )
    period = period("授权期间")
    revoked_at = models.DateTimeField("收回时间", null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="revoked_items",
        verbose_name="收回人",
    )
    revocation_reason = models.CharField("收回理由", max_length=500, blank=True)
    recorded_at = recorded_at()

    objects = DelegatedItemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "授权事项"
        ordering = ("id",)
        indexes = [models.Index("item", "office", name="delegated_item_at_office")]
        constraints = [
            ExclusionConstraint(
                name="delegated_item_once_at_a_time",
                expressions=[
                    ("item", RangeOperators.EQUAL),
                    ("office", RangeOperators.EQUAL),
                    ("to_role", RangeOperators.EQUAL),
                    (Coalesce("account", Value(0)), RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(revoked_at__isnull=True),
            ),
            has_a_start("delegated_item_period_has_a_start"),
            models.CheckConstraint(
                name="delegated_item_never_to_auxiliaries",
                condition=Q(to_role__in=[PostingRole.OFFICER.value, PostingRole.CHIEF.value]),
            ),
            models.CheckConstraint(
                name="delegated_item_revoked_with_a_reason",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True, revocation_reason="")
                | Q(revoked_at__isnull=False) & ~Q(revocation_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.item}"
