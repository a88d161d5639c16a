from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import BTreeIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from .accounts import Account
from .fields import DatedQuerySet, has_a_start, period, recorded_at
from .households import Household
from .people import Person


class RuralRightKind(models.TextChoices):
    """The three rural rights (三权)."""

    CONTRACTED_LAND = "contracted_land", "土地承包经营权"
    HOMESTEAD = "homestead", "宅基地使用权"
    COLLECTIVE_INCOME = "collective_income", "集体收益分配权"


class Certificate(models.TextChoices):
    """Whether a certificate of the right was issued (证书情况)."""

    HELD = "held", "已领证"
    NOT_ISSUED = "not_issued", "未颁证"
    UNKNOWN = "unknown", "不清楚"


class RightSource(models.TextChoices):
    """Where the register has it from (信息来源)."""

    DECLARED = "declared", "本人说明"
    CERTIFICATE = "certificate", "证书所载"
    SHARED = "shared", "部门共享"


class RuralRight(models.Model):
    """A note of a rural land right (三权备注): it stays with the person wherever they settle.

    For information only: no business asks for it, no judgement reads it. `household` is where the
    right is held by a family together; `division` is where the collective lies, whose rules say how
    the right may pass on. `known_on` is the day the information is of.
    """

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="rural_rights", verbose_name="人员"
    )
    right = models.CharField("权利种类", max_length=20, choices=RuralRightKind)
    certificate = models.CharField("证书情况", max_length=10, choices=Certificate)
    certificate_number = models.CharField("证书编号", max_length=60, blank=True)
    collective = models.CharField("集体经济组织名称", max_length=100, blank=True)
    division = models.CharField("集体所在地区划代码", max_length=12, blank=True)
    household = models.ForeignKey(
        Household,
        models.PROTECT,
        null=True,
        related_name="rural_rights",
        verbose_name="按户享有的户",
    )
    period = period("备注期间")
    known_on = models.DateField("情况日期")
    source = models.CharField("信息来源", max_length=12, choices=RightSource)
    noted_by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="rights_noted", verbose_name="备注人"
    )
    ended_because = models.CharField("终止原因", max_length=300, blank=True)
    recorded_at = recorded_at()

    objects = DatedQuerySet["RuralRight"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "三权备注"
        constraints = [
            ExclusionConstraint(
                name="rural_right_noted_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("right", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            has_a_start("rural_right_period_has_a_start"),
            models.CheckConstraint(
                name="rural_right_number_is_of_a_certificate",
                condition=Q(certificate_number="") | Q(certificate="held"),
            ),
            models.CheckConstraint(
                name="rural_right_ended_says_why",
                condition=Q(ended_because="") | Q(period__endswith__isnull=False),
            ),
        ]
        indexes = [
            BTreeIndex("person", Lower("period"), name="rural_right_person_from"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.right}"
