"""Identity cards (居民身份证) this register had made, and reports of lost and found ones.

Making is another body's: what is kept here is what it was asked to make, and what became of it.
"""

from collections.abc import Mapping
from typing import Any, Final

from django.db import models
from django.db.models import Q

from .accounts import Account
from .fields import recorded_at
from .offices import Office
from .people import Person


class CardMatter(models.TextChoices):
    """For what a card is made (办证类别)."""

    FIRST = "first", "申领"
    RENEW = "renew", "换领"
    REPLACE = "replace", "补领"


class CardState(models.TextChoices):
    """How far a card is (制发进度)."""

    SIGNED = "signed", "待送制"
    MAKING = "making", "制作中"
    WAITING = "waiting", "待领取"
    HANDED_OVER = "handed_over", "已领取"
    VOIDED = "voided", "已作废"


class CardStepKind(models.TextChoices):
    """What was done with a card (制发环节)."""

    SIGN = "sign", "签发"
    SEND = "send", "送制"
    RETURN = "return", "退回重制"
    ARRIVE = "arrive", "证件到达"
    REMIND = "remind", "催领"
    HAND_OVER = "hand_over", "发放"
    VOID = "void", "作废"


_S, _K = CardState, CardStepKind

CARD_STEPS: Final[Mapping[CardState, Mapping[CardStepKind, CardState]]] = {
    _S.SIGNED: {_K.SEND: _S.MAKING, _K.VOID: _S.VOIDED},
    _S.MAKING: {_K.ARRIVE: _S.WAITING, _K.RETURN: _S.SIGNED, _K.VOID: _S.VOIDED},
    _S.WAITING: {
        _K.REMIND: _S.WAITING,
        _K.HAND_OVER: _S.HANDED_OVER,
        _K.RETURN: _S.SIGNED,
        _K.VOID: _S.VOIDED,
    },
    _S.HANDED_OVER: {},
    _S.VOIDED: {},
}
"""Which step follows which; one that the maker or the counter finds wrong is made anew."""
UNDER_WAY: Final = tuple(state.value for state, steps in CARD_STEPS.items() if steps)


class IdentityCardQuerySet(models.QuerySet["IdentityCard"]):
    def lock(self, card_id: int) -> "IdentityCard":
        """Lock one card until the transaction ends. Raises DoesNotExist."""
        rows = self.select_for_update(of=("self",), no_key=True)
        return rows.select_related("office", "pickup").get(pk=card_id)


class IdentityCard(models.Model):
    """An identity card that was signed for (签发的居民身份证), from there until somebody has it.

    `office` signs it (the station of the registered place, for its county bureau); `pickup` is
    where the person chose to fetch it. `content` is what is printed on it, as the register stood
    when it was signed, or signed anew.
    """

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="identity_cards", verbose_name="持证人"
    )
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="identity_cards", verbose_name="户籍地机关"
    )
    pickup = models.ForeignKey(
        Office, models.PROTECT, related_name="cards_to_fetch", verbose_name="领取地点"
    )
    application = models.UUIDField("申请", unique=True)
    matter = models.CharField("办证类别", max_length=10, choices=CardMatter)
    state = models.CharField("制发进度", max_length=12, choices=CardState, default=CardState.SIGNED)
    content: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField("证面内容")
    signed_on = models.DateField("签发日期")
    state_at = models.DateTimeField("进度时间")
    recorded_at = recorded_at()

    objects = IdentityCardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "居民身份证"
        constraints = [
            models.UniqueConstraint(
                "person",
                name="identity_card_one_under_way",
                condition=Q(state__in=UNDER_WAY),
            ),
        ]
        indexes = [
            models.Index("pickup", "state", "state_at", name="identity_card_desk"),
            models.Index("office", "state", "state_at", name="identity_card_home"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.matter}"


class CardStep(models.Model):
    """One step of a card (制发记录); written once, never edited."""

    append_only = True

    card = models.ForeignKey(
        IdentityCard, models.PROTECT, related_name="steps", verbose_name="居民身份证"
    )
    kind = models.CharField("制发环节", max_length=10, choices=CardStepKind)
    on = models.DateField("办理日期")
    by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="card_steps", verbose_name="办理人"
    )
    note = models.CharField("说明", max_length=200, blank=True)
    details: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        "内容", default=dict
    )
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "制发记录"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                "card", name="identity_card_handed_over_once", condition=Q(kind="hand_over")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card_id} {self.kind}"


class CardNoticeKind(models.TextChoices):
    """Whether a card was reported lost or handed in (挂失、招领)."""

    LOST = "lost", "挂失"
    FOUND = "found", "招领"


class CardNotice(models.Model):
    """A card reported lost (挂失申报), or found and handed in (丢失招领), at any counter.

    A found card is closed when it is given back to its holder, or drawn in because a new one was
    handed over; a report of loss when the card turns up.
    """

    kind = models.CharField("通报类别", max_length=5, choices=CardNoticeKind)
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="card_notices", verbose_name="持证人"
    )
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="card_notices", verbose_name="接报机关"
    )
    happened_on = models.DateField("丢失（捡拾）日期")
    place = models.CharField("丢失（捡拾）地点", max_length=200, blank=True)
    told_by = models.CharField("申报人（捡拾人）", max_length=100)
    by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="card_notices", verbose_name="办理人"
    )
    application = models.UUIDField("申请", null=True)
    closed_on = models.DateField("了结日期", null=True)
    closed_by = models.ForeignKey(
        Account,
        models.PROTECT,
        null=True,
        related_name="card_notices_closed",
        verbose_name="了结人",
    )
    closing = models.CharField("了结说明", max_length=200, blank=True)
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "居民身份证挂失招领"
        constraints = [
            models.UniqueConstraint(
                "person", "kind", name="card_notice_one_open", condition=Q(closed_on=None)
            ),
            models.CheckConstraint(
                name="card_notice_closed_says_why",
                condition=Q(closed_on=None, closing="")
                | Q(closed_on__isnull=False, closing__gt=""),
            ),
        ]
        indexes = [models.Index(fields=["office", "-id"], name="card_notice_of_office")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"
