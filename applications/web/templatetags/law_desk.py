"""What the law desk sees in templates: how grave, narrower or wider, kept or stopped."""

from collections.abc import Mapping
from typing import Final

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.models import LintVerdict, Measure
from applications.web.law_forms import MEASURES, VERDICTS
from hukou.law import Direction, Severity

register = template.Library()

SEVERITIES: Final[Mapping[Severity, tuple[Promise, str]]] = {
    Severity.BLOCKS: (_("不得启用"), "bad"),
    Severity.SERIOUS: (_("严重"), "bad"),
    Severity.WARNING: (_("注意"), "warn"),
    Severity.NOTE: (_("提示"), "line"),
}
DIRECTIONS: Final[Mapping[Direction, tuple[Promise, str]]] = {
    Direction.NARROWER: (_("收紧"), "warn"),
    Direction.WIDER: (_("放宽"), "ok"),
    Direction.ADDED: (_("新增"), "ok"),
    Direction.REMOVED: (_("不适用"), "warn"),
    Direction.CHANGED: (_("改变"), "line"),
}
TONES: Final[Mapping[Measure, str]] = {
    Measure.KEEP: "ok",
    Measure.AMEND: "warn",
    Measure.STOP: "bad",
}


WIDE: Final = frozenset({"reason", "document", "verdict", "measure"})
"""Fields that take a line of their own."""


@register.filter
def field_width(name: str) -> str:
    """Return the class of a field: long texts are as wide as the form."""
    return "wide" if name in WIDE else ""


@register.filter
def severity_words(severity: Severity) -> str:
    """Return how grave a finding is, in words."""
    return str(SEVERITIES[severity][0])


@register.filter
def severity_tag(severity: Severity) -> str:
    """Return the class of the tag for how grave a finding is."""
    return f"tag tag-{SEVERITIES[severity][1]}"


@register.filter
def verdict_words(verdict: str) -> str:
    """Return what a person said to a finding, in words."""
    return str(VERDICTS[LintVerdict(verdict)])


@register.filter
def direction_words(direction: Direction) -> str:
    """Return how a county departs from its city, in words."""
    return str(DIRECTIONS[direction][0])


@register.filter
def direction_tag(direction: Direction) -> str:
    """Return the class of the tag for how a county departs from its city."""
    return f"tag tag-{DIRECTIONS[direction][1]}"


@register.filter
def measure_words(measure: str) -> str:
    """Return what becomes of an old rule, in words."""
    return str(MEASURES[Measure(measure)])


@register.filter
def measure_tag(measure: str) -> str:
    """Return the class of the tag for what becomes of an old rule."""
    return f"tag tag-{TONES[Measure(measure)]}"
