"""Words for data quality on pages (数据质量用语)."""

from typing import Final

from django import template
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registry.models import (
    FindingStatus,
    NoticeKind,
    QualityCheck,
    QualityRule,
    Severity,
    Verdict,
    VisitResult,
)
from registry.queries import FindingView, Flag, Whole, Words, check_of

register = template.Library()

SIGNS: Final = {
    "name": _("姓名相同"),
    "former_name": _("一方的曾用名与另一方姓名相同"),
    "birth_date": _("出生日期相同"),
    "sex": _("性别相同"),
    "number": _("号码相近"),
    "kin": _("两户有同名成员"),
    "other_ethnicity": _("民族不同"),
}
CONTRADICTIONS: Final = {"birth_date": _("出生日期不符"), "sex": _("性别不符")}
TONES: Final = {"high": "tag tag-bad", "medium": "tag tag-warn", "low": "tag tag-line"}
STANDINGS: Final = {
    "open": "tag tag-run",
    "decided": "tag tag-ok",
    "dismissed": "tag tag-line",
    "cleared": "tag tag-line",
}


@register.filter
def check_kind(value: str) -> str:
    """Return what a rule checks (检查类别)."""
    return gettext(str(QualityCheck(value).label))


@register.filter
def severity_words(value: str) -> str:
    """Return how severe it is (严重程度)."""
    return gettext(str(Severity(value).label))


@register.filter
def severity_tag(value: str) -> str:
    return TONES[value]


@register.filter
def finding_status(value: str) -> str:
    """Return how a finding stands (疑点状态)."""
    return gettext(str(FindingStatus(value).label))


@register.filter
def finding_tag(value: str) -> str:
    return STANDINGS[value]


@register.filter
def verdict_words(value: str) -> str:
    """Return what was decided (裁定)."""
    return gettext(str(Verdict(value).label))


@register.filter
def notice_kind(value: str) -> str:
    """Return what another agency told (通报类别)."""
    return gettext(str(NoticeKind(value).label))


@register.filter
def signs(found: FindingView) -> list[str]:
    """Return the signs that a finding rests on, in words."""
    words = SIGNS if found.kind == QualityCheck.DUPLICATE_PERSON else CONTRADICTIONS
    told = found.evidence.get("signs", [])
    if found.kind == QualityCheck.VISIT_DIFFERS:
        return [gettext(str(VisitResult(sign).label)) for sign in told]
    return [str(words[sign]) for sign in told if sign in words]


@register.filter
def about(found: FindingView) -> str:
    """Return whom a finding is about: people, else a household, else who was told of."""
    names = "、".join(found.names) or found.told_name
    return names or "、".join(found.household_numbers)


@register.filter
def parameters_told(rule: QualityRule) -> list[str]:
    """Return the parameters of a rule as a reader takes them in."""
    told = []
    for parameter in check_of(rule.kind).parameters:
        value = rule.parameters.get(parameter.name)
        label = gettext(parameter.label)
        if isinstance(parameter, Whole):
            told.append(f"{label} {value} {gettext(parameter.unit) if parameter.unit else ''}")
        elif isinstance(parameter, Words):
            chosen = [gettext(parameter.choices[word]) for word in value or []]
            told.append(f"{label}：{'、'.join(chosen)}")
        elif isinstance(parameter, Flag):
            told.append(f"{label}：{gettext('是') if value else gettext('否')}")
    return told
