"""Duties in templates (任务用语): how one stands, and what was recorded about it."""

from collections.abc import Mapping
from typing import Final

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.models import ObligationAct, ObligationState
from hukou.law import DutyStanding

register = template.Library()

WORDS: Final[Mapping[DutyStanding, Promise]] = {
    DutyStanding.OVERDUE: _("逾期"),
    DutyStanding.SOON: _("30 天内到期"),
    DutyStanding.OPEN: _("未到期"),
    DutyStanding.UNDATED: _("未定期限"),
    DutyStanding.DOUBTFUL: _("期限存疑"),
    DutyStanding.DRAFT: _("草案，不计期限"),
    DutyStanding.ENDED: _("文件已失效"),
    DutyStanding.DONE: _("已完成"),
}
TONES: Final[Mapping[DutyStanding, str]] = {
    DutyStanding.OVERDUE: "bad",
    DutyStanding.SOON: "warn",
    DutyStanding.OPEN: "run",
    DutyStanding.UNDATED: "plain",
    DutyStanding.DOUBTFUL: "plain",
    DutyStanding.DRAFT: "line",
    DutyStanding.ENDED: "line",
    DutyStanding.DONE: "ok",
}


@register.filter
def duty_words(standing: DutyStanding) -> str:
    """Return how a duty stands, in words."""
    return str(WORDS[standing])


@register.filter
def duty_tag(standing: DutyStanding) -> str:
    """Return the class of the tag for how a duty stands."""
    return f"tag tag-{TONES[standing]}"


@register.filter
def duty_state(state: str) -> str:
    """Return how far a duty has come (任务进展)."""
    return gettext(str(ObligationState(state).label))


@register.filter
def duty_act(act: str) -> str:
    """Return what was recorded about a duty (登记动作)."""
    return gettext(str(ObligationAct(act).label))
