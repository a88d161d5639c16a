"""A round in templates (年度用语): what its acts are called, and what became of a line."""

from collections.abc import Mapping
from typing import Final

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.models import RoundRank, RoundStanding
from applications.queries.rounds.figures import ListedRow
from hukou.web.forms import CounterForm

register = template.Library()

ACTS: Final[Mapping[str, Promise]] = {
    "freeze": _("封存数据、生成名单"),
    "publish": _("公示名单"),
    "recalculate": _("重新核算"),
    "finalise": _("公布正式名单"),
}
IN, OUT, UNRANKED = _("入围"), _("未入围"), _("未参加排名")


@register.filter
def act_words(act: str) -> str:
    """Return what an act is called on its button."""
    return str(ACTS[act])


@register.filter
def at(forms: Mapping[str, CounterForm], act: str) -> CounterForm | None:
    """Return the form of an act, where it has one."""
    return forms.get(act)


@register.filter
def line_words(row: ListedRow | RoundRank) -> str:
    """Return what became of somebody's line."""
    if row.standing != RoundStanding.STANDS:
        return str(RoundStanding(row.standing).label)
    if row.rank is None:
        return str(UNRANKED)
    return str(IN if row.is_admitted else OUT)


@register.filter
def line_tag(row: ListedRow | RoundRank) -> str:
    """Return the class of the tag for what became of somebody's line."""
    if row.standing != RoundStanding.STANDS:
        return "tag tag-bad"
    if row.rank is None:
        return "tag tag-warn"
    return "tag tag-ok" if row.is_admitted else "tag tag-plain"
