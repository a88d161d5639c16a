from django.db import models

from .divisions import Division


class OfficeLevel(models.TextChoices):
    """The level of a police organ (公安机关层级)."""

    CITY = "city", "市公安局"
    COUNTY = "county", "县级公安局"
    STATION = "station", "派出所"


class Office(models.Model):
    """A police organ that keeps part of the register (户口登记机关).

    Codes follow GA 380-2002, 12 digits. What an office may see is its own part
    and that of the offices below it.
    """

    code = models.CharField("机构代码", max_length=12, unique=True)
    name = models.CharField("名称", max_length=100)
    level = models.CharField("层级", max_length=10, choices=OfficeLevel)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="children", verbose_name="上级机关"
    )
    areas = models.ManyToManyField(Division, related_name="offices", verbose_name="辖区")
    phone = models.CharField("电话", max_length=30, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "户口登记机关"

    def __str__(self) -> str:
        return self.name
