"""Particulars that were wrong from the outset (更正登记事项)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from psycopg.types.range import Range

from hukou.kernel import clock
from registry.errors import EventBeforeBirth, households_kept_whole
from registry.models import Account, EntryKind, HeldNumber, Particulars, Person

from .ages import refuse_impossible_birth
from .correction_notices import notify_recipients
from .homes import lock_home
from .recording import Pen
from .versions import (
    CORRECTABLE,
    Items,
    ground,
    live_version,
    note_of_person,
    store,
)


@transaction.atomic
@households_kept_whole()
def correct_particulars(
    person: Person,
    corrections: Mapping[str, Any],
    *,
    by: Account | None,
    basis: Mapping[str, Any],
    reason: str,
    proof: str,
    approver: Account | None = None,
    application: UUID | None = None,
) -> Particulars:
    """Put right what was registered wrongly (更正, 户口登记条例第十七条), for as long as it was.

    `corrections` gives right values by column, of those in CORRECTABLE, and starts from the live
    record: earlier versions are corrected back to where the same wrong value began. What the
    register knew before is kept as row history, and whoever read it is told. A registration from
    the birth on begins with the corrected birth where that is later. The identity number stays:
    where it tells a wrong birth date or sex, `change_identity_number` gives another.

    Raises:
        InvalidInput: an item or a value that cannot be; no reason, no proof.
        NothingChanges, EventInFuture, NoSuchRecord, NoPosting
        EventBeforeBirth: something is registered before the corrected birth date.
        AgesImpossible: parents or children make that birth date impossible.
    """
    told = ground(reason=reason, proof=proof, approver=approver)
    lock_home(person)
    live = live_version(person)
    items = Items.of(live, corrections, allowed=CORRECTABLE)
    versions = list(live.person.particulars.order_by("-period"))
    since = min(row.recorded_at for row in versions)
    moved = {}
    if born := items.new.get("birth_date"):
        moved = _move_birth(live, versions[-1], born)
    details = {**told, **moved, "items": items.told(), "versions": _correct(versions, items)}
    pen = Pen(by=by, on=clock.today(), basis=basis, application=application)
    entry = note_of_person(pen, live.person, EntryKind.PARTICULARS_CORRECTED, details)
    pen.write()
    notify_recipients([live.person_id], entry=entry, since=since)
    return Particulars.objects.get(pk=live.pk)


def _correct(versions: Sequence[Particulars], items: Items) -> list[dict[str, Any]]:
    """Correct versions, the latest first, each item back to where its wrong value began."""
    wrong = set(items.new)
    corrected = []
    for row in versions:
        wrong = {item for item in wrong if getattr(row, item) == items.old[item]}
        if not wrong:
            break
        store(row, {item: items.new[item] for item in wrong})
        corrected.append({"since": row.period.lower.isoformat(), "items": sorted(wrong)})
    return corrected


def _move_birth(live: Particulars, first: Particulars, born: date) -> dict[str, Any]:
    """Let what began with the wrong birth begin with the right one; return what moved."""
    person, was = live.person, live.birth_date
    refuse_impossible_birth(person.pk, born=born)
    moved = {}
    cradle = person.residences.filter(period__startswith=was).first()
    if cradle is not None and was < born and (cradle.period.upper or born) >= born:
        moved = {"registered_from": {"old": was.isoformat(), "new": born.isoformat()}}
        cradle.period, cradle.arrived_on = Range(born, cradle.period.upper), born
        cradle.save(update_fields=["period", "arrived_on"])
    came = person.residences.order_by("period").first()
    days = [first.period.upper, came.period.lower if came else None, person.died_on]
    if any(day is not None and day < born for day in days) or first.period.upper == born:
        raise EventBeforeBirth(on=born.isoformat(), people=[person.pk])
    first.period = Range(born, first.period.upper)
    first.save(update_fields=["period"])
    for number in HeldNumber.objects.filter(person=person, period__startswith=was):
        number.period = Range(born, number.period.upper)
        number.save(update_fields=["period"])
    return moved
