"""Readings in plain words (查询用语): for the person they are about, and for whoever audits."""

from collections.abc import Mapping, Sequence
from typing import Final

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from registry.queries import Reading

register = template.Library()

ANOMALIES: Final[Mapping[str, tuple[Promise, Promise]]] = {
    "relatives": (_("查询本人或亲属"), _("查询人与被查询人有户内亲属或亲子关系")),
    "without_a_case": (
        _("没有业务依据的查询"),
        _("前后三十天内，该机关没有此人的登记或在办业务"),
    ),
    "unusual": (_("查询量异常"), _("一天查询的人数超过本机关日常的三倍，且不少于五十人")),
}
WAYS: Final[Mapping[str, Promise]] = {
    "person": _("打开人员页面"),
    "household": _("打开户页面"),
    "reveal": _("查看完整号码"),
    "search": _("查询列表"),
    "case": _("打开案卷"),
    "applications": _("查看在办业务"),
    "event": _("办理登记事项"),
    "document": _("查看或打印证件"),
    "readings": _("查阅被查询记录"),
    "resident": _("接口查询人员"),
    "finding": _("核对数据疑点"),
    "findings": _("核对数据疑点"),
    "living_apart": _("人户分离列表"),
    "round_list": _("积分名单"),
    "rehearsal": _("预演户变动"),
}
FIELDS: Final[Mapping[str, Promise]] = {
    "name": _("姓名"),
    "sex": _("性别"),
    "birth_date": _("出生日期"),
    "ethnicity": _("民族"),
    "identity_number": _("公民身份号码"),
    "number": _("公民身份号码"),
    "address": _("住址"),
    "household": _("所在户"),
    "household_number": _("户号"),
    "members": _("同户人员"),
    "relation": _("与户主关系"),
    "former_type": _("原户口性质"),
    "actual_residence": _("实际居住地"),
    "marital_status": _("婚姻状况"),
    "education": _("文化程度"),
    "workplace": _("服务处所"),
    "applications": _("在办业务"),
    "disclosures": _("被查询记录"),
}
PURPOSES: Final[Mapping[str, Promise]] = {
    "counter page": _("窗口办理"),
    "counter list": _("窗口办理"),
    "counter search": _("窗口查询"),
}
A_LIST: Final = 20
"""So many people at once are a list; fewer are a household or a case."""


@register.filter
def anomaly_name(kind: str) -> str:
    """Return what a list of anomalies is called."""
    return str(ANOMALIES[kind][0])


@register.filter
def anomaly_rule(kind: str) -> str:
    """Return the rule by which it was drawn up."""
    return str(ANOMALIES[kind][1])


@register.filter
def way(reading: Reading) -> str:
    """Return how somebody's data came to be seen."""
    told = str(WAYS.get(reading.kind, _("其他查阅")))
    if reading.together < A_LIST:
        return told
    among = ngettext("同列 %(n)s 人", "with %(n)s people", reading.together)
    return f"{told}（{among % {'n': reading.together}}）"


@register.filter
def told_fields(fields: Sequence[str]) -> str:
    """Return what was seen: what has a word of its own, then that there was more."""
    named = [str(FIELDS[name]) for name in FIELDS if name in fields]
    words = "、".join(dict.fromkeys(named))
    if len(named) == len(fields) and words:
        return words
    more = gettext("其他登记事项")
    return f"{words}、{more}" if words else more


@register.filter
def told_purpose(reading: Reading) -> str:
    """Return what it was for: a case, or what was stated."""
    if reading.application is not None:
        return gettext("办理申请")
    return str(PURPOSES.get(reading.purpose, reading.purpose)) or "—"
