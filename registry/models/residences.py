from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import BTreeIndex
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.db.models.functions import Lower

from hukou.kernel.kinship import HEAD

from .entries import Entry
from .fields import DatedQuerySet, has_a_start, period, recorded_at
from .households import Household
from .people import Person


class ResidenceQuerySet(DatedQuerySet["Residence"]):
    def from_day(self, day: date) -> Self:
        """Return the residences in force on `day` or beginning later."""
        return self.filter(period__overlap=DateRange(day, None))


class Residence(models.Model):
    """One person's registration in one household, for a period (户口登记).

    Periods are half-open, `[from, to)`: the day a person moves out is the first
    day they are no longer registered there. A change of relationship closes one
    row and opens the next; `arrived_on` is carried over.
    """

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="residences", verbose_name="人员"
    )
    household = models.ForeignKey(
        Household, models.PROTECT, related_name="residences", verbose_name="户"
    )
    relation = models.CharField("与户主关系", max_length=2)
    period = period("登记期间")
    arrived_on = models.DateField("迁来本户日期")
    arrived_from = models.CharField("何地迁来", max_length=300, blank=True)
    reason_in = models.CharField("迁来原因", max_length=30)
    reason_out = models.CharField("迁出原因", max_length=30, blank=True)
    moved_to = models.CharField("迁往何地", max_length=300, blank=True)
    opened_by = models.ForeignKey(
        Entry, models.PROTECT, related_name="residences_opened", verbose_name="开始登记"
    )
    closed_by = models.ForeignKey(
        Entry, models.PROTECT, null=True, related_name="residences_closed", verbose_name="结束登记"
    )
    prefecture = models.CharField("地级区划", max_length=4)
    recorded_at = recorded_at()

    objects = ResidenceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "户口登记"
        constraints = [
            ExclusionConstraint(
                name="residence_one_household_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="residence_one_head_at_a_time",
                expressions=[
                    ("household", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(relation=HEAD),
            ),
            has_a_start("residence_period_has_a_start"),
            models.CheckConstraint(
                name="residence_arrived_before_it_began",
                condition=Q(arrived_on__lte=Lower("period")),
            ),
            models.CheckConstraint(
                name="residence_relation_is_a_code",
                condition=Q(relation__regex=r"^[0-9]{2}$"),
            ),
        ]
        indexes = [
            # Reads by person and day must not depend on the GiST index: the planner leaves it aside
            # where a number is bound as an int4.
            BTreeIndex("person", Lower("period"), name="residence_person_from"),
            BTreeIndex("household", Lower("period"), name="residence_household_from"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.household_id}"
