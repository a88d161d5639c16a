"""How pages of oversight say outcomes, shares and times (监督)."""

from datetime import timedelta
from typing import Final

from django import template
from django.utils.translation import gettext

from applications.models import DecisionOutcome, Step
from applications.queries.risks import HIGH, SIGNS, Sign
from applications.queries.workload import Desk

register = template.Library()
WIDTH: Final = 120
"""Units of the longest bar."""


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


@register.filter
def step_name(step: str) -> str:
    """Return what a step of the procedure is called."""
    return str(Step(step).label)


@register.filter
def percent(share: float | None) -> str:
    """Return a share of a hundred to one place; a dash where there is nothing."""
    return "—" if share is None else f"{share:.1f}%"


@register.filter
def percent_of(part: float | None) -> str:
    """Return a share of one as a percentage."""
    return percent(None if part is None else part * 100)


@register.inclusion_tag("applications/components/load_bar.html")
def load_bar(desk: Desk, most: int) -> dict[str, object]:
    """Draw the files of a desk: overdue, soon due and the rest, to the scale of the fullest one."""
    scale = WIDTH / most if most else 0
    late, soon, rest = (n * scale for n in (desk.overdue, desk.soon, desk.in_time))
    return {
        "desk": desk,
        "width": WIDTH,
        "parts": [
            ("bad", 0, round(late, 1)),
            ("warn", round(late, 1), round(soon, 1)),
            ("plain", round(late + soon, 1), round(rest, 1)),
        ],
    }


@register.filter
def sign_words(sign: Sign | str) -> str:
    """Return a sign of risk in words; lists that were stored hold its code."""
    known = sign if isinstance(sign, Sign) else SIGNS[sign]
    return gettext(known.zh)


@register.filter
def sign_tone(sign: Sign | str) -> str:
    """Return the tag of a sign of risk, by its weight."""
    known = sign if isinstance(sign, Sign) else SIGNS[sign]
    if known.weight >= HIGH:
        return "tag tag-bad"
    return "tag tag-warn" if known.weight > 1 else "tag"
