from django.db import models

from .divisions import Division


class AddressKind(models.TextChoices):
    """What stands at the address (地址类别)."""

    DWELLING = "dwelling", "住宅"
    UNIT = "unit", "单位宿舍"
    PUBLIC_COLLECTIVE = "public_collective", "公共集体户地址"


class Address(models.Model):
    """A standard address (标准地址), down to the room (GA/T 2000.32 elements)."""

    division = models.ForeignKey(
        Division, models.PROTECT, related_name="addresses", verbose_name="村（居）委会"
    )
    street = models.CharField("街路巷", max_length=100, blank=True)
    plate = models.CharField("门牌号", max_length=50, blank=True)
    building = models.CharField("楼", max_length=50, blank=True)
    unit = models.CharField("单元", max_length=50, blank=True)
    room = models.CharField("室", max_length=50, blank=True)
    kind = models.CharField(
        "类别", max_length=20, choices=AddressKind, default=AddressKind.DWELLING
    )
    full_text = models.CharField("地址全文", max_length=300)

    class Meta:
        verbose_name = verbose_name_plural = "标准地址"
        constraints = [
            models.UniqueConstraint(
                "division", "street", "plate", "building", "unit", "room", name="address_is_unique"
            ),
        ]
        # The trigram index on full_text stands in a migration of its own.

    def __str__(self) -> str:
        return self.full_text
