"""How pages of benefits say kinds, services, amounts and shares (居住证便利)."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Final

from django import template
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from hukou.law import BenefitKind, load_law
from hukou.law.points.formulas import told as _told

register = template.Library()
KINDS: Final = {
    BenefitKind.RIGHT: _("权利"),
    BenefitKind.SERVICE: _("基本公共服务"),
    BenefitKind.CONVENIENCE: _("办事便利"),
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
    return gettext("、").join(service_name(each) for each in services)


@register.filter
def in_own_words(thing: object) -> str:
    """Return the name of a ladder or a rung in the language of the page."""
    zh = (get_language() or "").startswith("zh")
    return str(getattr(thing, "name" if zh else "name_en"))


@register.filter
def amount(number: Fraction | int) -> str:
    """Return points or months as people write them."""
    return _told(number)


@register.filter
def share_width(share: Decimal | None) -> str:
    """Return the length of a bar for a share in percent."""
    return "0" if share is None else f"{share}"
