from datetime import date
from typing import Any, Final

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from hukou.kernel import card_serial

from .accounts import Account
from .fields import recorded_at
from .residence_permits import ResidencePermit

NUMBERS: Final = "permit_card_number_seq"
"""The sequence that numbers cards: no number twice, though one may be left out."""


class CardReason(models.TextChoices):
    """Why a card is made (制卡事由)."""

    FIRST = "first", "首次申领"
    DAMAGED = "damaged", "损坏换领"
    CHANGED = "changed", "登载内容变更换领"
    LOST = "lost", "丢失补领"


class CardEnd(models.TextChoices):
    """Why a card ended while its permit went on (卡终止原因)."""

    REPLACED = "replaced", "已换补"
    SPOILT = "spoilt", "制作废卡"
    CALLED_OFF = "called_off", "撤回申请"


class PermitCardQuerySet(models.QuerySet["PermitCard"]):
    def waiting(self) -> "PermitCardQuerySet":
        """Return the cards that were asked for and not yet handed over."""
        return self.filter(handed_over_on=None, ended_on=None)

    def working(self) -> "PermitCardQuerySet":
        """Return the cards in their holders' hands that no other card has replaced."""
        return self.filter(handed_over_on__isnull=False, ended_on=None)


class PermitCard(models.Model):
    """A card of a residence permit (居住证卡): asked for, made, handed over, and given up again.

    Only days: whether it is good follows from them, from its reports of loss and from its permit,
    by `hukou.law.permit_cards`. `face` is what it states, frozen when it was made; `hukou_address`
    what its holder told of their home, where the register does not know it. While its permit is
    locked nobody else writes to it.
    """

    permit = models.ForeignKey(
        ResidencePermit, models.PROTECT, related_name="cards", verbose_name="所属居住证"
    )
    number = models.PositiveBigIntegerField("卡序号", null=True, unique=True)
    reason = models.CharField("制卡事由", max_length=10, choices=CardReason)
    hukou_address = models.CharField("申报的常住户口所在地住址", max_length=200, blank=True)
    ordered_on = models.DateField("申请制卡日期")
    made_on = models.DateField("制卡日期", null=True)
    handed_over_on = models.DateField("领卡日期", null=True)
    ended_on = models.DateField("卡终止日期", null=True)
    end_reason = models.CharField("卡终止原因", max_length=12, choices=CardEnd, blank=True)
    taken_back_on = models.DateField("收回日期", null=True)
    destroyed_on = models.DateField("销毁日期", null=True)
    face = models.JSONField("登载内容", null=True)
    template = models.CharField("证件模板", max_length=60, blank=True)
    template_digest = models.CharField("模板摘要", max_length=64, blank=True)
    digest = models.CharField("摘要", max_length=64, blank=True)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="permit_cards", verbose_name="承办人"
    )
    recorded_at = recorded_at()

    objects = PermitCardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "居住证卡"
        constraints = [
            ExclusionConstraint(
                name="permit_card_works_one_at_a_time",
                expressions=[
                    ("permit", RangeOperators.EQUAL),
                    (
                        models.Func(
                            F("handed_over_on"),
                            F("ended_on"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(handed_over_on__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["permit"],
                condition=Q(handed_over_on=None, ended_on=None),
                name="permit_card_waits_one_at_a_time",
            ),
            models.CheckConstraint(
                name="permit_card_days_in_order",
                condition=(Q(made_on=None) | Q(made_on__gte=F("ordered_on")))
                & (Q(handed_over_on=None) | Q(handed_over_on__gte=F("made_on")))
                & (Q(ended_on=None) | Q(ended_on__gte=F("ordered_on")))
                & (Q(ended_on=None) | Q(handed_over_on=None) | Q(ended_on__gte=F("handed_over_on")))
                & (Q(destroyed_on=None) | Q(made_on__lte=F("destroyed_on"))),
            ),
            models.CheckConstraint(
                name="permit_card_made_has_all",
                condition=Q(
                    made_on=None, number=None, face=None, handed_over_on=None, destroyed_on=None
                )
                | Q(made_on__isnull=False, number__isnull=False, face__isnull=False),
            ),
            models.CheckConstraint(
                name="permit_card_ended_says_why",
                condition=Q(ended_on=None, end_reason="")
                | Q(ended_on__isnull=False, handed_over_on__isnull=False, end_reason="replaced")
                | Q(
                    ended_on__isnull=False,
                    handed_over_on=None,
                    end_reason__in=["spoilt", "called_off"],
                ),
            ),
            models.CheckConstraint(
                name="permit_card_taken_back_was_held",
                condition=Q(taken_back_on=None) | Q(handed_over_on__lte=F("taken_back_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.serial or f"{self.permit_id} {self.reason}"

    @property
    def serial(self) -> str:
        """What stands on the card; empty until it is made."""
        if self.number is None:
            return ""
        return card_serial.compose(self.permit.division_code, self.number)

    @property
    def latest(self) -> date:
        """Return the last day of this card that is on file, leaving out reports of loss."""
        days = (self.made_on, self.handed_over_on, self.ended_on, self.taken_back_on)
        return max(filter(None, days), default=self.ordered_on)

    @property
    def content(self) -> dict[str, Any]:
        """Return what is printed. A card that is not made states nothing."""
        return self.face or {}

    @property
    def issued_on(self) -> date:
        """The day it states as its issue."""
        return self.made_on or self.ordered_on


class CardLoss(models.Model):
    """A report that a card is lost (居住证挂失), until it is taken back or the card replaced."""

    card = models.ForeignKey(
        PermitCard, models.PROTECT, related_name="losses", verbose_name="挂失的卡"
    )
    lost_on = models.DateField("挂失日期")
    found_on = models.DateField("解除挂失日期", null=True)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="card_losses", verbose_name="承办人"
    )
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "居住证挂失"
        constraints = [
            models.UniqueConstraint(
                fields=["card"],
                condition=Q(found_on=None),
                name="card_loss_reported_once_at_a_time",
            ),
            models.CheckConstraint(
                name="card_loss_found_after_it_was_lost",
                condition=Q(found_on=None) | Q(found_on__gte=F("lost_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card_id} {self.lost_on}"
