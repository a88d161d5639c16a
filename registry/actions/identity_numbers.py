"""Another identity number for somebody (变更公民身份号码): the old one is never given again."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from psycopg.types.range import Range

from hukou.kernel.errors import InvalidInput
from registry.errors import LaterEventStands, constraints_explained
from registry.models import Account, EntryKind, HeldNumber, Household, Person

from .days import EventDay
from .homes import lock_home
from .newcomers import region_of
from .numbers import FIRST, allocate_number
from .recording import Pen
from .versions import ground, live_version, note_of_person

REGION_DIGITS: Final = 6


@transaction.atomic
@constraints_explained()
def change_identity_number(
    person: Person,
    *,
    on: date,
    by: Account | None,
    basis: Mapping[str, Any],
    reason: str,
    proof: str,
    approver: Account | None = None,
    application: UUID | None = None,
) -> HeldNumber:
    """Close the number somebody holds, and give them the next one of their birth date and sex.

    For numbers held twice, and for those that tell a wrong birth date or sex (GB 11643; 居民身份证
    法第三条). The county is that of the household's address; of somebody registered nowhere, that
    of the number before. The entry tells only the ids of both rows, never the numbers.

    Raises:
        InvalidInput: the sex is not known; no reason, no proof.
        LaterEventStands: the number held began on that day or later.
        NumbersExhausted, PersonHasDied, EventInFuture, EventBeforeBirth, NoSuchRecord, NoPosting
    """
    told = ground(reason=reason, proof=proof, approver=approver)
    home = lock_home(person)
    live = live_version(person)
    day = EventDay(on)
    day.is_for_the_living([live.person])
    day.has_come()
    day.is_after_birth_of([live.person_id])
    if live.sex not in FIRST:
        raise InvalidInput("编发公民身份号码须确定性别为男或女。", field="sex")
    held = live.person.held_numbers.filter(period__endswith=None).first()
    if held is not None and on <= held.period.lower:
        raise LaterEventStands(person=live.person_id, on=on.isoformat())
    region = _region(home, held, on=on)
    number = allocate_number(region, born=live.birth_date, sex=live.sex)
    if held is not None:
        held.period = Range(held.period.lower, on)
        held.save(update_fields=["period"])
    since = on if held is not None else live.birth_date
    given = HeldNumber.objects.create(
        person=live.person, number=number.text, period=Range(since, None)
    )
    pen = Pen(by=by, on=on, basis=basis, application=application)
    details = {**told, "from": held.pk if held else None, "to": given.pk}
    note_of_person(pen, live.person, EntryKind.NUMBER_CHANGED, details)
    pen.write()
    return given


def _region(home: Household | None, held: HeldNumber | None, *, on: date) -> str:
    if home is not None:
        return region_of(home, on=on)
    if held is not None:
        return held.number[:REGION_DIGITS]
    raise InvalidInput("此人没有户口，也没有公民身份号码，请办理补录户口。", field="person")
