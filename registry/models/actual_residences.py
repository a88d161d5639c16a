from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import BTreeIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from .accounts import Account
from .addresses import Address
from .fields import DatedQuerySet, has_a_start, period, recorded_at
from .people import Person


class ResidenceSource(models.TextChoices):
    """Where the register has it from that somebody lives there (采集来源)."""

    DECLARED = "declared", "本人申报"
    VISIT = "visit", "入户走访"
    HOST = "host", "房主或单位申报"
    SHARED = "shared", "部门共享"


class ActualResidence(models.Model):
    """Where somebody really lives (实际居住), apart from where they are registered.

    An address of the register, or in words a place outside it. `refreshed_on` is the last day
    on which somebody made sure, `registered_on` the day it was first told to an office (居住登记);
    None on rows older than the column, whose `recorded_at` says it.
    """

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="actual_residences", verbose_name="人员"
    )
    address = models.ForeignKey(
        Address,
        models.PROTECT,
        null=True,
        related_name="actual_residences",
        verbose_name="实际居住地址",
    )
    place = models.CharField("辖区外居住地", max_length=300, blank=True)
    period = period("实际居住期间")
    refreshed_on = models.DateField("核实日期")
    registered_on = models.DateField("居住登记日期", null=True)
    source = models.CharField("采集来源", max_length=10, choices=ResidenceSource)
    reported_by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="reported", verbose_name="采集人"
    )
    recorded_at = recorded_at()

    objects = DatedQuerySet["ActualResidence"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "实际居住"
        constraints = [
            ExclusionConstraint(
                name="actual_residence_one_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            has_a_start("actual_residence_period_has_a_start"),
            models.CheckConstraint(
                name="actual_residence_is_somewhere",
                condition=Q(address__isnull=False, place="") | Q(address=None, place__gt=""),
            ),
            models.CheckConstraint(
                name="actual_residence_refreshed_since_it_began",
                condition=Q(refreshed_on__gte=Lower("period")),
            ),
        ]
        indexes = [
            BTreeIndex("person", Lower("period"), name="actual_residence_person_from"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.address_id or self.place}"
