"""Points in templates (积分用语): numbers as people write them, and how well they are known."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hukou.law.points.factors import Known
from hukou.law.points.formulas import told
from hukou.law.points.scheme import Sheet

register = template.Library()

KNOWN: Final[Mapping[Known, tuple[Promise, str]]] = {
    Known.CONFIRMED: (_("已核实"), "ok"),
    Known.SECONDARY: (_("转载，未核实"), "warn"),
    Known.DISPUTED: (_("来源不一"), "bad"),
    Known.KNOWLEDGE: (_("未核实"), "warn"),
}


@register.filter
def points(number: Fraction | None) -> str:
    """Return points as people write them: exact where a decimal can be, else to four places."""
    return "—" if number is None else told(number)


@register.filter
def known_words(known: Known) -> str:
    """Return how well a value is known, in words."""
    return str(KNOWN[known][0])


@register.filter
def known_tag(known: Known) -> str:
    """Return the class of the tag for how well a value is known."""
    return f"tag tag-{KNOWN[known][1]}"


@register.filter
def standing_words(sheet: Sheet) -> str:
    """Return whether somebody may apply, in words; what nobody told is no refusal."""
    if sheet.qualified:
        return gettext("符合申请条件")
    return gettext("尚有未核实的条件") if sheet.qualified is None else gettext("按已填情况未达到")


@register.filter
def standing_tag(sheet: Sheet) -> str:
    """Return the class of the tag for whether somebody may apply."""
    tone = {True: "ok", None: "warn", False: "bad"}[sheet.qualified]
    return f"tag tag-{tone}"
