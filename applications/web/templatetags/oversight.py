"""How pages of oversight say outcomes, shares and times (监督)."""

from datetime import timedelta

from django import template
from django.utils.translation import gettext

from applications.models import DecisionOutcome

register = template.Library()


@register.filter
def outcome_name(outcome: str) -> str:
    """Return what was decided, in words."""
    return str(DecisionOutcome(outcome).label)


@register.filter
def outcome_tone(outcome: str) -> str:
    """Return the tag of an outcome."""
    return f"tag tag-{'ok' if outcome == DecisionOutcome.APPROVED else 'bad'}"


@register.filter
def days(took: timedelta) -> str:
    """Return a length of time in days, to one place."""
    return gettext("%(n)s 天") % {"n": f"{took / timedelta(days=1):.1f}"}
