"""Codes of the register in words (代码), in the language of the page."""

from typing import Final

from django import template
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registry.models import HouseholdKind

register = template.Library()

SEXES: Final = {"1": _("男"), "2": _("女"), "0": _("未知"), "9": _("未说明")}


@register.filter
def sex_name(code: str) -> str:
    """Return a sex by its GB/T 2261.1 code."""
    return str(SEXES.get(code, code))


@register.filter
def household_kind(value: str) -> str:
    """Return the kind of a household (户别)."""
    return gettext(HouseholdKind(value).label) if value else ""


@register.filter
def ethnic_name(code: str) -> str:
    """Return an ethnic group by its GB/T 3304 code."""
    return code
