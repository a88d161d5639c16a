"""Particulars that become others from a day on (变更登记事项)."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from psycopg.types.range import Range

from registry.errors import LaterEventStands, constraints_explained
from registry.models import Account, EntryKind, Particulars, Person

from .days import EventDay
from .recording import Pen
from .versions import CHANGEABLE, Items, ground, live_version, note_of_person, store


@transaction.atomic
@constraints_explained()
def change_particulars(
    person: Person,
    changes: Mapping[str, Any],
    *,
    on: date,
    by: Account | None,
    basis: Mapping[str, Any],
    reason: str,
    proof: str,
    approver: Account | None = None,
    application: UUID | None = None,
) -> Particulars:
    """Let particulars be others from this day on (变更, 户口登记条例第十七条); what was stays true.

    `changes` gives new values by column, of those in CHANGEABLE. A new name keeps the one before
    as the former name (曾用名), unless that is given. The entry tells item, old value, new value,
    reason, evidence and approver. Returns the version that begins.

    Raises:
        InvalidInput: an item that cannot change, or a value that cannot be; no reason, no proof.
        NothingChanges: the values are registered already.
        LaterEventStands: the particulars already change on a later day.
        PersonHasDied, EventInFuture, EventBeforeBirth, NoSuchRecord, NoPosting
    """
    told = ground(reason=reason, proof=proof, approver=approver)
    live = live_version(person)
    day = EventDay(on)
    day.is_for_the_living([live.person])
    day.has_come()
    day.is_after_birth_of([live.person_id])
    if on < live.period.lower:
        raise LaterEventStands(person=live.person_id, on=on.isoformat())
    items = Items.of(live, changes, allowed=CHANGEABLE)
    if "name" in items.new and "former_name" not in changes:
        items = Items(
            {**items.old, "former_name": live.former_name}, {**items.new, "former_name": live.name}
        )
    opens = on > live.period.lower
    pen = Pen(by=by, on=on, basis=basis, application=application)
    details = {**told, "opens": opens, "items": items.told()}
    note_of_person(pen, live.person, EntryKind.PARTICULARS_CHANGED, details)
    pen.write()
    version = _begin(live, on) if opens else live
    store(version, items.new)
    return version


def _begin(live: Particulars, on: date) -> Particulars:
    """Close a version on the day, and open one that says the same."""
    kept = {
        field.attname: getattr(live, field.attname)
        for field in Particulars._meta.concrete_fields
        if field.name not in ("id", "period", "recorded_at")
    }
    live.period = Range(live.period.lower, on)
    live.save(update_fields=["period"])
    return Particulars.objects.create(**kept, period=Range(on, None))
