from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from hukou.kernel.identity_number import mask

from .fields import annulled_by, has_a_start_unless_annulled, period, recorded_at


class PersonQuerySet(models.QuerySet["Person"]):
    def lock(self, *ids: int) -> "list[Person]":
        """Lock these people until the transaction ends, always in id order."""
        return list(self.filter(id__in=ids).order_by("id").select_for_update(of=("self",)))


class Person(models.Model):
    """A person the register knows (人员): the unit of record, under a key that means nothing."""

    # Nobody is registered after it: a trigger on residences and on this column sees to that.
    died_on = models.DateField("死亡日期", null=True)
    # Two records of one human being: this one leads to the one that is kept, and is registered
    # nowhere; the same trigger sees to that.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="merged", verbose_name="并入人员"
    )
    recorded_at = recorded_at()

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "人员"
        constraints = [
            models.CheckConstraint(
                name="nobody_is_merged_into_themselves",
                condition=~models.Q(merged_into=models.F("id")),
            ),
        ]

    def __str__(self) -> str:
        return f"人员{self.pk}"


class HeldNumber(models.Model):
    """An identity number a person holds or once held (公民身份号码, GB 11643).

    Unique over everyone who ever held one: a number is never given again.
    """

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="held_numbers", verbose_name="人员"
    )
    number = models.CharField("公民身份号码", max_length=18, unique=True)
    period = period("使用期间")
    annulled_by = annulled_by()
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "公民身份号码"
        constraints = [
            # The check character (ISO 7064 MOD 11-2) is a CHECK of its own, in SQL.
            ExclusionConstraint(
                name="held_number_one_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            has_a_start_unless_annulled("held_number_period_has_a_start"),
        ]

    def __str__(self) -> str:
        return mask(self.number)


class IdentityNumberSeriesQuerySet(models.QuerySet["IdentityNumberSeries"]):
    def lock(self, region: str, born: date, sex: str) -> "IdentityNumberSeries":
        """Lock one series until the transaction ends."""
        return self.select_for_update().get(region=region, birth_date=born, sex=sex)


class IdentityNumberSeries(models.Model):
    """How far the numbers of a county, birth date and sex have been given out (号码编发).

    The row is the lock of an allocation: two births at once wait for each other here.
    """

    region = models.CharField("区划代码", max_length=6)
    birth_date = models.DateField("出生日期")
    sex = models.CharField("性别", max_length=1)
    last = models.PositiveSmallIntegerField("末顺序码", default=0)

    objects = IdentityNumberSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "号码编发"
        constraints = [
            models.UniqueConstraint("region", "birth_date", "sex", name="number_series_is_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.birth_date} {self.sex}"
