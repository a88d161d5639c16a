from typing import Final

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from .fields import DatedQuerySet, has_a_start, period, recorded_at
from .people import Person

READINGS: Final = ("name_pinyin", "name_initials", "name_pinyin_also", "name_initials_also")
"""The columns that typed pinyin or initials may begin."""


class Particulars(models.Model):
    """What is registered about a person (登记事项), for a period.

    Codes are those of GB/T 2261.1 (sex), 3304 (ethnic group), 2261.2 (marital
    status), 4658 (education). There is one hukou type, so there is no column for it.
    """

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="particulars", verbose_name="人员"
    )
    period = period("有效期间")
    name = models.CharField("姓名", max_length=100)
    name_norm = models.CharField("检索姓名", max_length=100)
    name_pinyin = models.CharField("姓名拼音", max_length=300, blank=True)
    name_initials = models.CharField("拼音首字母", max_length=100, blank=True)
    # 单 is shan as a surname and dan as a word: both find it. Empty where they are one.
    name_pinyin_also = models.CharField("常用读音", max_length=300, blank=True, db_default="")
    name_initials_also = models.CharField(
        "常用读音首字母", max_length=100, blank=True, db_default=""
    )
    name_bigrams = ArrayField(models.CharField(max_length=4), verbose_name="姓名双字", default=list)
    former_name = models.CharField("曾用名", max_length=100, blank=True)
    sex = models.CharField("性别", max_length=1)
    birth_date = models.DateField("出生日期")
    ethnicity = models.CharField("民族", max_length=2, default="01")
    birthplace = models.CharField("出生地", max_length=100, blank=True)
    native_place = models.CharField("籍贯", max_length=100, blank=True)
    marital_status = models.CharField("婚姻状况", max_length=2, blank=True)
    education = models.CharField("文化程度", max_length=2, blank=True)
    occupation = models.CharField("职业", max_length=50, blank=True)
    workplace = models.CharField("服务处所", max_length=100, blank=True)
    military_service = models.CharField("兵役状况", max_length=20, blank=True)
    blood_type = models.CharField("血型", max_length=2, blank=True)
    height_cm = models.PositiveSmallIntegerField("身高（厘米）", null=True)
    recorded_at = recorded_at()

    objects = DatedQuerySet["Particulars"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "登记事项"
        constraints = [
            ExclusionConstraint(
                name="particulars_one_version_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            has_a_start("particulars_period_has_a_start"),
            models.CheckConstraint(
                name="particulars_sex_is_a_code", condition=Q(sex__in=["0", "1", "2", "9"])
            ),
        ]
        indexes = [
            GinIndex("name_bigrams", name="particulars_name_bigrams"),
            # Prefixes are looked up whatever the collation of the database; whose they are stands
            # beside them, so that thousands of namesakes are found without reading their rows.
            *(
                models.Index(
                    fields=[key],
                    include=["person"],
                    opclasses=["varchar_pattern_ops"],
                    name=f"whose_{key}",
                )
                for key in ("name_norm", *READINGS)
            ),
        ]

    def __str__(self) -> str:
        return self.name
