"""Fields and expressions that several of the register's tables share."""

from datetime import date, datetime
from typing import Any, Self, TypeVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

Row = TypeVar("Row", bound=models.Model)


class DatedQuerySet(models.QuerySet[Row]):
    """Rows that are true for a `period`."""

    def on(self, day: date) -> Self:
        """Return the rows in force on `day`."""
        return self.filter(period__contains=day)


def database_clock() -> models.Func:
    """Return the database's clock at this very row, so that versions order as locks did."""
    return models.Func(function="clock_timestamp", output_field=models.DateTimeField())


def recorded_at() -> "models.DateTimeField[datetime, datetime]":
    """Return the record date (登记时间) column: when the register came to know the row."""
    return models.DateTimeField("登记时间", db_default=database_clock(), editable=False)


def period(verbose_name: str) -> "DateRangeField":
    """Return a half-open period column, `[from, to)`; an open end means until further notice."""
    return DateRangeField(verbose_name)


def has_a_start(name: str) -> models.CheckConstraint:
    """Return the constraint that a period is not empty and begins on a day."""
    return models.CheckConstraint(
        name=name,
        condition=Q(period__isempty=False, period__startswith__isnull=False),
    )


def annulled_by() -> "models.ForeignKey[Any, Any]":
    """Return the column of the reversal that says this row was never true.

    Its period is empty then; the row stays, because what it names is never given again.
    """
    return models.ForeignKey(
        "registry.Entry",
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name="撤销登记",
    )


def has_a_start_unless_annulled(name: str) -> models.CheckConstraint:
    """Return the constraint that a period begins on a day, or is empty by a reversal."""
    return models.CheckConstraint(
        name=name,
        condition=Q(
            annulled_by__isnull=True, period__isempty=False, period__startswith__isnull=False
        )
        | Q(annulled_by__isnull=False, period__isempty=True),
    )
