"""How pages say how a card stands (居住证卡状态)."""

from typing import Final

from django import template
from django.utils.translation import gettext_lazy as _

from hukou.law.permit_cards import CardStatus

register = template.Library()
STATUSES: Final = {
    CardStatus.NOT_YET: ("tag", _("尚未申请")),
    CardStatus.WAITING: ("tag tag-warn", _("待制卡")),
    CardStatus.MADE: ("tag tag-warn", _("待领取")),
    CardStatus.GOOD: ("tag tag-ok", _("在用")),
    CardStatus.LOST: ("tag tag-bad", _("已挂失")),
    CardStatus.SUSPENDED: ("tag tag-bad", _("中止使用")),
    CardStatus.REPLACED: ("tag", _("已换补")),
    CardStatus.WITHDRAWN: ("tag", _("已作废")),
    CardStatus.PERMIT_ENDED: ("tag", _("居住证已注销")),
}


@register.filter
def card_tag(status: CardStatus) -> str:
    """Return the tag of a card's status."""
    return STATUSES[status][0]


@register.filter
def card_words(status: CardStatus) -> str:
    """Return a card's status in words."""
    return str(STATUSES[status][1])
