"""Rural land rights in templates (三权用语)."""

from collections.abc import Mapping
from typing import Final

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hukou.law import Silence, load_law
from registry.models import Certificate, RightSource, RuralRightKind

register = template.Library()

TRANSFERS: Final[Mapping[str, Promise]] = {
    "own_collective": _("自愿有偿转让，限本集体经济组织内部"),
    "market": _("依法自愿有偿，可通过市场流转"),
    "unknown": _("当地文件没有写明"),
}
SILENCES: Final[Mapping[Silence, Promise]] = {
    Silence.EXPIRED: _("该文件现已失效"),
    Silence.UNDATED: _("该文件来源未载明施行日期"),
    Silence.NOT_YET: _("该文件尚未施行"),
    Silence.DRAFT: _("该文本是草案"),
}


@register.inclusion_tag("registry/components/rights_untouched.html")
def rights_untouched() -> dict[str, object]:
    """Say that the rights are untouched by settling, with the law that says so."""
    safeguards = load_law().safeguards
    return {
        "reason": safeguards.rights_reason,
        "cite": safeguards.rights_cite,
        "membership": safeguards.membership_reason,
        "membership_cite": safeguards.membership_cite,
    }


@register.filter
def right_name(value: str) -> str:
    """Return which of the three rights it is."""
    return gettext(str(RuralRightKind(value).label))


@register.filter
def certificate_words(value: str) -> str:
    """Return whether a certificate was issued."""
    return gettext(str(Certificate(value).label))


@register.filter
def right_source(value: str) -> str:
    """Return where the register has it from."""
    return gettext(str(RightSource(value).label))


@register.filter
def transfer_words(value: str) -> str:
    """Return to whom a right may pass on."""
    return str(TRANSFERS[value])


@register.filter
def silence_words(value: Silence | None) -> str:
    """Return why the text that says so is silent today; empty while it speaks."""
    return str(SILENCES.get(value, "")) if value else ""
