from datetime import date
from typing import Final

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q, Value

from .divisions import Division
from .fields import DatedQuerySet
from .offices import Office

SINCE_ALWAYS: Final = date(1949, 10, 1)
"""From when an address is valid whose first day nobody wrote down."""

ELEMENTS: Final[tuple[str, ...]] = (
    "group_no",
    "street",
    "estate",
    "plate",
    "building",
    "unit",
    "room",
    "detail",
)
"""What tells one address of a village or community from another, in the order it is written."""


def since_always() -> models.Func:
    """Return the period that the database gives an address without one."""
    return models.Func(
        Value(SINCE_ALWAYS), Value(None), function="daterange", output_field=DateRangeField()
    )


class AddressKind(models.TextChoices):
    """What stands at the address (地址类别)."""

    DWELLING = "dwelling", "住宅"
    UNIT = "unit", "单位宿舍"
    COLLECTIVE = "collective", "集体户地址"
    PUBLIC_COLLECTIVE = "public_collective", "公共集体户地址"
    NOMINAL = "nominal", "空挂地址"


class AddressQuerySet(DatedQuerySet["Address"]):
    def lock(self, *ids: int) -> "list[Address]":
        """Lock these addresses until the transaction ends, always in id order."""
        return list(self.filter(id__in=ids).order_by("id").select_for_update(of=("self",)))


class Address(models.Model):
    """A standard address (标准地址), down to the room (GA/T 2000.32 elements).

    A plate that is renumbered closes its addresses and opens new ones: what a household's
    booklet said stays what it said, and `successor` leads to the plate of today. `full_text`
    is composed by rule and never typed.
    """

    division = models.ForeignKey(
        Division, models.PROTECT, related_name="addresses", verbose_name="村（居）委会"
    )
    group_no = models.CharField("组", max_length=50, blank=True)
    street = models.CharField("街路巷", max_length=100, blank=True)
    estate = models.CharField("小区", max_length=100, blank=True)
    plate = models.CharField("门牌号", max_length=50, blank=True)
    building = models.CharField("楼", max_length=50, blank=True)
    unit = models.CharField("单元", max_length=50, blank=True)
    room = models.CharField("室", max_length=50, blank=True)
    detail = models.CharField("详细地址", max_length=100, blank=True)
    plate_id = models.CharField("门牌编码", max_length=40, blank=True)
    police_station = models.ForeignKey(
        Office, models.PROTECT, null=True, related_name="addresses", verbose_name="管辖派出所"
    )
    beat = models.CharField("责任区", max_length=20, blank=True)
    kind = models.CharField(
        "类别", max_length=20, choices=AddressKind, default=AddressKind.DWELLING
    )
    full_text = models.CharField("地址全文", max_length=300)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="predecessors", verbose_name="承继地址"
    )
    period = DateRangeField("有效期间", db_default=since_always())

    objects = AddressQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "标准地址"
        constraints = [
            models.UniqueConstraint(
                fields=["division", *ELEMENTS],
                condition=Q(period__upper_inf=True),
                name="address_is_unique",
            ),
            # Empty where a renumbering was undone: such an address was valid on no day.
            models.CheckConstraint(
                name="address_period_has_a_start",
                condition=Q(period__isempty=True) | Q(period__startswith__isnull=False),
            ),
        ]
        # The trigram index on full_text stands in a migration of its own.

    def __str__(self) -> str:
        return self.full_text

    @property
    def own_text(self) -> str:
        """The address inside its village or community: 3组劳动路12号501室."""
        return "".join(getattr(self, name) for name in ELEMENTS)
