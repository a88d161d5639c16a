from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from .addresses import Address
from .fields import (
    DatedQuerySet,
    annulled_by,
    has_a_start,
    has_a_start_unless_annulled,
    period,
    recorded_at,
)
from .offices import Office


class HouseholdKind(models.TextChoices):
    """The kinds of household (户别)."""

    FAMILY = "family", "家庭户"
    COLLECTIVE = "collective", "集体户"


class HouseholdQuerySet(DatedQuerySet["Household"]):
    def lock(self, *ids: int) -> "list[Household]":
        """Lock these households until the transaction ends, always in id order."""
        return list(self.filter(id__in=ids).order_by("id").select_for_update(of=("self",)))


class Household(models.Model):
    """A registered household (户)."""

    number = models.CharField("户号", max_length=20, unique=True)
    kind = models.CharField("户别", max_length=10, choices=HouseholdKind)
    name = models.CharField("集体户名称", max_length=100, blank=True)
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="households", verbose_name="户口登记机关"
    )
    # The first four digits of the division: what a larger register would partition by.
    prefecture = models.CharField("地级区划", max_length=4)
    period = period("立户期间")
    annulled_by = annulled_by()
    recorded_at = recorded_at()

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "户"
        constraints = [has_a_start_unless_annulled("household_period_has_a_start")]

    def __str__(self) -> str:
        return self.number


class HouseholdAddress(models.Model):
    """Where a household lives, for a period (户住址)."""

    household = models.ForeignKey(
        Household, models.PROTECT, related_name="addresses", verbose_name="户"
    )
    address = models.ForeignKey(
        Address, models.PROTECT, related_name="households", verbose_name="住址"
    )
    period = period("住址期间")
    recorded_at = recorded_at()

    objects = DatedQuerySet["HouseholdAddress"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "户住址"
        constraints = [
            ExclusionConstraint(
                name="household_one_address_at_a_time",
                expressions=[
                    ("household", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            has_a_start("household_address_period_has_a_start"),
        ]

    def __str__(self) -> str:
        return f"{self.household} {self.address}"
