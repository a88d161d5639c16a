"""Places and where people live, in words (地址、区划), in the language of the page."""

from typing import Final

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hukou.kernel.codes import Scheme
from registry.models import DivisionChangeKind, ResidenceSource
from registry.web.templatetags.register import code_name

register = template.Library()

WHEREABOUTS: Final[dict[str, tuple[Promise, str]]] = {
    "together": (_("人户一致"), "tag-ok"),
    "apart_within": (_("社区内异址"), "tag-run"),
    "apart": (_("人户分离"), "tag-warn"),
    "unregistered": (_("当日无户口登记"), "tag-warn"),
    "unknown": (_("未采集"), ""),
}


@register.filter
def whereabouts_name(value: str) -> str:
    """Return how home and hukou agree, in words."""
    return str(WHEREABOUTS[value][0])


@register.filter
def whereabouts_tone(value: str) -> str:
    """Return the class of the tag that says so."""
    return WHEREABOUTS[value][1]


@register.filter
def residence_source(value: str) -> str:
    """Return where the register has an actual residence from (采集来源)."""
    return gettext(str(ResidenceSource(value).label))


@register.filter
def division_change_kind(value: str) -> str:
    """Return what happened to divisions (区划变更类型)."""
    return gettext(str(DivisionChangeKind(value).label))


@register.filter
def urban_rural_name(code: str) -> str:
    """Return a class with its code (城乡分类); nothing where none is recorded."""
    return f"{code} {code_name(Scheme.URBAN_RURAL_CLASS, code)}" if code else "—"
