"""Questions about the administrative tree (行政区划)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from registry.models import Division, DivisionLevel


def villages_of(townships: Iterable[str], *, on: date) -> dict[str, list[str]]:
    """Return the codes of villages and neighbourhoods on a day, in order, by township code."""
    villages = defaultdict(list)
    rows = (
        Division.objects.on(on)
        .filter(level=DivisionLevel.VILLAGE, parent__code__in=list(townships))
        .order_by("code")
        .values_list("parent__code", "code")
    )
    for township, code in rows:
        villages[township].append(code)
    return dict(villages)
