"""Where a household came from and what became of it (关联户), by the entries that link them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from registry.models import EntryKind, Household

from .history import Event
from .scope import Scope

LINKING: Final = frozenset(
    {
        EntryKind.HOUSEHOLD_SPLIT.value,
        EntryKind.HOUSEHOLDS_MERGED.value,
        EntryKind.HOUSEHOLD_CHANGED.value,
    }
)


@dataclass(frozen=True, slots=True)
class Link:
    """Another household that members came from, or (`onward`) went to, by one event."""

    kind: str
    on: date
    onward: bool
    household_id: int
    number: str


def lineage_of(history: Sequence[Event], *, on: date, scope: Scope) -> list[Link]:
    """Return the households that a household's entries link it to until a day, in order.

    One statement; none where there are no links. Households out of scope are left out.
    """
    told = [
        (event, "into" in event.details, event.details.get("into") or event.details.get("from"))
        for event in history
        if event.kind in LINKING and event.on <= on
    ]
    keys = {key for _, _, key in told if isinstance(key, int)}
    if not keys:
        return []
    known = scope.households(Household.objects.filter(pk__in=keys))
    numbers = dict(known.values_list("pk", "number"))
    links = [
        Link(event.kind, event.on, onward, key, numbers[key])
        for event, onward, key in told
        if key in numbers
    ]
    return list(dict.fromkeys(links))
