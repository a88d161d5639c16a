from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q

from .accounts import Account
from .addresses import Address
from .fields import DatedQuerySet, has_a_start, period, recorded_at
from .offices import Office
from .people import Person


class PermitGround(models.TextChoices):
    """On what ground, beside half a year of residence, a permit is held (申领事由)."""

    JOB = "job", "合法稳定就业"
    DWELLING = "dwelling", "合法稳定住所"
    STUDY = "study", "连续就读"


class PermitEnd(models.TextChoices):
    """Why a permit ended (注销原因)."""

    SETTLED = "settled", "落户"
    LEFT = "left", "离开居住地"
    GROUND_LOST = "ground_lost", "不再符合申领条件"
    DIED = "died", "死亡"
    BY_MISTAKE = "by_mistake", "误发"


class ResidencePermitQuerySet(DatedQuerySet["ResidencePermit"]):
    def lock(self, permit_id: int) -> "ResidencePermit":
        """Lock one permit until the transaction ends. Raises DoesNotExist."""
        return self.select_for_update(of=("self",), no_key=True).get(pk=permit_id)


class ResidencePermit(models.Model):
    """A residence permit (居住证): who holds it, where, since when, on what ground.

    Only facts: whether it is valid, and how many years count, follows from its period and its
    endorsements by `hukou.law.permit_tenure`. `division_code` is the county it was issued in.
    """

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="residence_permits", verbose_name="人员"
    )
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="residence_permits", verbose_name="签发机关"
    )
    division_code = models.CharField("居住地区划代码", max_length=15)
    ground = models.CharField("申领事由", max_length=10, choices=PermitGround)
    period = period("持证期间")
    end_reason = models.CharField("注销原因", max_length=12, choices=PermitEnd, blank=True)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="permits_issued", verbose_name="承办人"
    )
    recorded_at = recorded_at()

    objects = ResidencePermitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "居住证"
        constraints = [
            ExclusionConstraint(
                name="residence_permit_one_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            has_a_start("residence_permit_period_has_a_start"),
            models.CheckConstraint(
                name="residence_permit_ended_says_why",
                condition=Q(end_reason="", period__endswith=None)
                | Q(end_reason__gt="", period__endswith__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.division_code}"


class PermitMove(models.Model):
    """A new home in the same city, written on a permit (住址变更签注)."""

    append_only = True

    permit = models.ForeignKey(
        ResidencePermit, models.PROTECT, related_name="moves", verbose_name="所签居住证"
    )
    on = models.DateField("迁居日期")
    address = models.ForeignKey(
        Address, models.PROTECT, related_name="permit_moves", verbose_name="居住地住址"
    )
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="permit_moves", verbose_name="承办人"
    )
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "居住证住址变更"
        constraints = [
            models.UniqueConstraint("permit", "on", name="permit_moved_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.permit_id} {self.on}"


class Endorsement(models.Model):
    """A yearly endorsement of a permit (签注): the day, and on what ground it is still held."""

    append_only = True

    permit = models.ForeignKey(
        ResidencePermit, models.PROTECT, related_name="endorsements", verbose_name="所签居住证"
    )
    on = models.DateField("签注日期")
    ground = models.CharField("签注事由", max_length=10, choices=PermitGround)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="endorsements", verbose_name="承办人"
    )
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "居住证签注"
        constraints = [
            models.UniqueConstraint("permit", "on", name="endorsement_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.permit_id} {self.on}"
