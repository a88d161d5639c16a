"""How pages of benefits say kinds, services and shares (居住证便利)."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from applications.queries.tenure_clock import Line
from hukou.law import BenefitKind, load_law
from hukou.law.permit_tenure import PermitStatus
from hukou.web import fact_words

register = template.Library()
LINES: Final = {
    Line.PERMIT: _("居住证"),
    Line.RESIDENCE: _("实际居住"),
    Line.INSURANCE: _("社会保险"),
    Line.LEASE: _("租赁"),
}
STATUSES: Final = {
    PermitStatus.NOT_YET: ("tag", _("尚未签发")),
    PermitStatus.VALID: ("tag tag-ok", _("有效")),
    PermitStatus.SUSPENDED: ("tag tag-bad", _("中止使用")),
    PermitStatus.ENDED: ("tag", _("已注销")),
}
FOUND: Final = {
    "met": ("tag tag-ok", _("符合")),
    "review": ("tag tag-warn", _("须民警审查")),
    "missing": ("tag tag-line", _("还缺事实")),
    "met_on": ("tag tag-warn", _("到期符合")),
    "refused": ("tag tag-bad", _("不符合")),
}
KINDS: Final = {
    BenefitKind.RIGHT: _("权利"),
    BenefitKind.SERVICE: _("基本公共服务"),
    BenefitKind.CONVENIENCE: _("办事便利"),
    BenefitKind.CARD: _("居住证卡的用途"),
}


@register.filter
def benefit_kind(kind: BenefitKind) -> str:
    """Return what a kind of benefit is called."""
    return str(KINDS[kind])


@register.filter
def service_name(service: str) -> str:
    """Return what a service is called, in the language of the page."""
    known = load_law().benefits.services[service]
    return known.name if (get_language() or "").startswith("zh") else known.name_en


@register.filter
def service_names(services: Iterable[str]) -> str:
    """Return what several services are called."""
    return fact_words.between().join(service_name(each) for each in services)


@register.filter
def in_own_words(thing: object) -> str:
    """Return the name of a ladder or a rung in the language of the page."""
    zh = (get_language() or "").startswith("zh")
    return str(getattr(thing, "name" if zh else "name_en"))


@register.filter
def share_width(share: Decimal | None) -> str:
    """Return the length of a bar for a share in percent."""
    return "0" if share is None else f"{share}"


@register.filter
def line_name(line: Line) -> str:
    """Return what a line of the tenure clock is called."""
    return str(LINES[line])


@register.filter
def permit_tag(status: PermitStatus) -> str:
    """Return the tag of a permit's status."""
    return STATUSES[status][0]


@register.filter
def permit_words(status: PermitStatus) -> str:
    """Return a permit's status in words."""
    return str(STATUSES[status][1])


@register.filter
def found_tag(state: str) -> str:
    """Return the tag of how a channel stands."""
    return FOUND[state][0]


@register.filter
def found_words(state: str) -> str:
    """Return how a channel stands, in words."""
    return str(FOUND[state][1])
