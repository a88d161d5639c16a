"""What one event wrote (登记事件): entries that were written together stand and fall together."""

from collections.abc import Collection
from datetime import date
from typing import Final

from django.db.models import Q

from registry.models import Entry, EntryKind

PARTICULARS: Final = frozenset({EntryKind.PARTICULARS_CHANGED, EntryKind.PARTICULARS_CORRECTED})
HOUSEHOLDS: Final = frozenset(
    {
        EntryKind.HOUSEHOLD_OPENED,
        EntryKind.HOUSEHOLD_CLOSED,
        EntryKind.HOUSEHOLD_SPLIT,
        EntryKind.HOUSEHOLDS_MERGED,
        EntryKind.HEAD_CHANGED,
    }
)
"""What everybody's registration in a household rests on."""
RESIDENCES: Final = HOUSEHOLDS | {
    EntryKind.BIRTH,
    EntryKind.ADOPTION,
    EntryKind.DEATH,
    EntryKind.CANCELLED,
    EntryKind.RESTORED,
    EntryKind.REGISTERED_LATE,
    EntryKind.MOVE_IN,
    EntryKind.MOVE_OUT,
    EntryKind.RELATION_CHANGED,
}
REVERSIBLE: Final = RESIDENCES | PARTICULARS | {EntryKind.NUMBER_CHANGED, EntryKind.ENROLLED}
CARDS: Final = frozenset(
    {
        EntryKind.CARD_ORDERED,
        EntryKind.CARD_MADE,
        EntryKind.CARD_HANDED_OVER,
        EntryKind.CARD_LOST,
        EntryKind.CARD_FOUND,
        EntryKind.CARD_WITHDRAWN,
        EntryKind.CARD_TAKEN_BACK,
        EntryKind.CARD_DESTROYED,
    }
)
HARMLESS: Final = CARDS | frozenset(
    {
        EntryKind.KEEPER_NAMED,
        EntryKind.ACTUAL_RESIDENCE,
        EntryKind.RURAL_RIGHT,
        EntryKind.PERMIT_ISSUED,
        EntryKind.PERMIT_ENDORSED,
        EntryKind.PERMIT_MOVED,
        EntryKind.PERMIT_ENDED,
        EntryKind.IDENTITY_CARD_SIGNED,
    }
)
"""What never rests on another entry."""
LINK: Final = "move"
"""The key in the details of entries that several steps of one event share."""


def entries_of_event(entry: Entry) -> list[Entry]:
    """Return every entry of the event an entry belongs to, oldest first.

    One action writes its entries under one `event`; a larger one (a split: a household opened, a
    family moved, a note to both) links its steps by a key in their details.
    """
    found = {entry.pk: entry}
    fresh = [entry]
    while fresh:
        more = Entry.objects.filter(_with(fresh)).exclude(pk__in=found)
        fresh = list(more)
        found.update((each.pk, each) for each in fresh)
    return sorted(found.values(), key=lambda each: each.pk)


def _with(entries: Collection[Entry]) -> Q:
    """Return what an entry written with one of these has in common with it."""
    together = Q(event__in={each.event for each in entries if each.event})
    keys = {each.details[LINK] for each in entries if LINK in each.details}
    people = {each.person_id for each in entries if each.person_id}
    households = {each.household_id for each in entries if each.household_id}
    linked = Q(details__move__in=sorted(keys)) & (
        Q(person__in=people) | Q(household__in=households)
    )
    return together | linked if keys else together


def effective_on(entry: Entry) -> date:
    """Return the day from which an entry changes residences."""
    told = entry.details.get("effective_on") or entry.details.get("registered_from")
    if isinstance(told, str):
        return date.fromisoformat(told)
    return entry.event_on


def opens(entry: Entry) -> bool:
    """Whether an entry registers its person in its household."""
    told = entry.household_id is not None and entry.person_id is not None
    return told and "relation" in entry.details


LEAVING: Final = frozenset(
    {EntryKind.MOVE_OUT, EntryKind.DEATH, EntryKind.CANCELLED, EntryKind.ADOPTION}
)


def closes(entry: Entry) -> bool:
    """Whether an entry ends the registration of its person in its household."""
    told = entry.household_id is not None and entry.person_id is not None
    stays = "stays" in entry.details or opens(entry)
    return told and entry.kind in LEAVING and not stays
