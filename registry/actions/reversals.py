"""Entries that were wrong are reversed by new ones (冲销): both stay, what they did is undone."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from hukou.kernel import clock
from registry.errors import (
    AlreadyReversed,
    LaterEventStands,
    NoSuchRecord,
    NotReversible,
    households_kept_whole,
)
from registry.models import HEAD, Account, Entry, EntryKind, Household, Person
from registry.queries import children_of, entries_of_event
from registry.queries.events import HARMLESS, HOUSEHOLDS, PARTICULARS, RESIDENCES, REVERSIBLE

from .correction_notices import notify_recipients
from .homes import filled_in
from .recording import Pen
from .undoing import Undoing

ASKED: Final = {"reason": "请填写冲销的理由。"}


@transaction.atomic
@households_kept_whole()
def reverse_entry(
    entry: Entry,
    *,
    by: Account | None,
    basis: Mapping[str, Any],
    reason: str,
    approver: Account | None = None,
    application: UUID | None = None,
) -> list[Entry]:
    """Undo a wrong entry by a new one that names it (冲销), and return the new entries.

    Entries of one event fall together: both legs of a move, a death and the change of head it
    brought. Residences, particulars, numbers and deaths are as before the event; a number or a
    household that the event gave is never given again. Whoever read the people meanwhile is told
    (R10).

    Raises:
        AlreadyReversed, NotReversible
        LaterEventStands: a later event rests on it; `later` names the entry to reverse first.
        InvalidInput: no reason.
    """
    told = filled_in(ASKED, {"reason": reason})
    entries = _held(entry)
    _refuse_unless_last(entries)
    pen = Pen(by=by, on=clock.today(), basis=basis, application=application)
    reversals = [
        pen.note(
            EntryKind.REVERSED,
            office_id=each.office_id,
            person_id=each.person_id,
            household_id=each.household_id,
            details={
                **told,
                "kind": each.kind,
                "entry": each.pk,
                "approver": approver.pk if approver else None,
            },
            reverses=each,
        )
        for each in entries
    ]
    pen.write()
    Undoing(entries, {old.pk: new for old, new in zip(entries, reversals, strict=True)}).undo()
    people = {each.person_id for each in entries if each.person_id}
    since = min(each.recorded_at for each in entries)
    [named] = [each for each in reversals if each.reverses_id == entry.pk]
    notify_recipients(people, entry=named, since=since)
    return reversals


@transaction.atomic
def reverse_application(
    application: UUID, *, by: Account | None, basis: Mapping[str, Any], reason: str
) -> list[Entry]:
    """Undo whatever an application wrote (冲销), the latest event first; return the new entries.

    What was reversed before stays reversed; a residence permit that ended stays ended. Raises as
    `reverse_entry`: then nothing is undone.
    """
    written: list[Entry] = []
    mine = Entry.objects.filter(application=application, kind__in=REVERSIBLE)
    while (last := mine.standing().order_by("pk").last()) is not None:
        written += reverse_entry(last, by=by, basis=basis, reason=reason, application=application)
    return written


def _held(entry: Entry) -> list[Entry]:
    """Lock whom the event is about, and return its entries.

    Raises NoSuchRecord, NotReversible, AlreadyReversed.
    """
    found = Entry.objects.filter(pk=entry.pk).first()
    if found is None:
        raise NoSuchRecord
    entries = entries_of_event(found)
    Household.objects.lock(*{each.household_id for each in entries if each.household_id})
    Person.objects.lock(*{each.person_id for each in entries if each.person_id})
    kinds = {each.kind for each in entries}
    links = {EntryKind.HOUSEHOLD_CHANGED} if RESIDENCES & kinds else set()
    if kinds - REVERSIBLE - links:
        raise NotReversible(kinds=sorted(kinds - REVERSIBLE))
    if Entry.objects.filter(reverses__in=entries).exists():
        raise AlreadyReversed(entry=entry.pk)
    return entries


def _refuse_unless_last(entries: Sequence[Entry]) -> None:
    """Refuse where something recorded later rests on these entries.

    Of the same person, that is whatever changes the same again; of the same household, a change
    of the household itself, or anything at all where the event changed that.
    """
    last = entries[-1].pk
    people = {each.person_id for each in entries if each.person_id}
    households = {each.household_id for each in entries if each.household_id}
    later = Entry.objects.standing().filter(pk__gt=entries[0].pk)
    later = later.exclude(pk__in=[each.pk for each in entries]).exclude(kind__in=HARMLESS)
    taken_in = {each.person_id for each in entries if takes_in(each)}
    topics = {topic for each in entries for topic in topics_of(each)}
    shaken = {each.household_id for each in entries if _shakes(each)}
    for each in later.filter(person__in=people, pk__gt=last).order_by("id"):
        if each.person_id in taken_in or topics & topics_of(each):
            _refuse(each)
    for each in later.filter(household__in=households, pk__gt=last).order_by("id"):
        of_household = each.kind in HOUSEHOLDS and "residence" in topics
        if of_household or (each.household_id in shaken and "residence" in topics_of(each)):
            _refuse(each)
    for person in taken_in:
        if person is not None and (children := children_of(person)):
            raise LaterEventStands(people=sorted(children))


def _refuse(later: Entry) -> None:
    raise LaterEventStands(later=later.pk, kind=later.kind, on=later.event_on.isoformat())


def topics_of(entry: Entry) -> set[str]:
    """Return what an entry changes of a person; of an unknown kind, everything."""
    if entry.kind in PARTICULARS:
        return {"particulars"} | ({"residence"} if "registered_from" in entry.details else set())
    if entry.kind == EntryKind.NUMBER_CHANGED:
        return {"number"}
    return {"residence"} if entry.kind in RESIDENCES else {"residence", "particulars", "number"}


def takes_in(entry: Entry) -> bool:
    """Whether an entry made a person known to the register."""
    made = entry.kind in (EntryKind.BIRTH, EntryKind.ENROLLED)
    return made or bool(entry.details.get("taken_in"))


def _shakes(entry: Entry) -> bool:
    """Whether others' registrations in the household rest on an entry."""
    told = entry.details
    head = HEAD in (told.get("relation"), told.get("from"), told.get("to"))
    return entry.kind in HOUSEHOLDS or head
