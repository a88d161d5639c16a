"""Deaths (死亡注销)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from hukou.kernel.errors import TryAgain
from registry.errors import LaterEventStands, PersonHasDied, households_kept_whole
from registry.models import Account, EntryKind, Person, Residence

from .days import EventDay
from .heads import Succession
from .homes import (
    filled_in,
    last_residence,
    lock_home,
    office_that_knows,
    residence_that_ends,
)
from .rearranging import Rearrangement
from .recording import Pen

ONE_DAY: Final = timedelta(days=1)
REASON: Final = "death"
ASKED: Final = {"declarant": "请填写申报人。", "certificate": "请填写死亡证明的编号或名称。"}
"""No death without either (户口登记条例第八条)."""


@transaction.atomic
@households_kept_whole()
def register_death(
    person: Person,
    *,
    on: date,
    by: Account | None,
    basis: Mapping[str, Any],
    declarant: str,
    certificate: str,
    new_head: Person | None = None,
    relations: Mapping[int, str] | None = None,
    own_income: Mapping[int, str] | None = None,
    application: UUID | None = None,
) -> Person:
    """Record that somebody died on `on`, and end their registration (死亡注销).

    The entry keeps who declared the death and the number of the certificate or other proof. A
    head's death needs `new_head` while others stay; `relations` gives, by person, what does not
    follow from the register, `own_income` on what ground a new head of 16 or 17 counts as of
    age. The last member's death closes a family household. Whoever is registered nowhere is
    recorded all the same, with the office that knew them last.

    Raises:
        InvalidInput: no declarant, or no proof.
        PersonHasDied: the death is on record already.
        LaterEventStands: something later is on record about the person.
        HeadIsMinor: a member of age could be head instead.
        EventInFuture, EventBeforeBirth, HeadLeavesWithoutSuccessor, RelationUnknown, NoPosting
    """
    proof = filled_in(ASKED, {"declarant": declarant, "certificate": certificate})
    household = lock_home(person)
    [person] = Person.objects.lock(person.pk)
    if person.died_on is not None:
        raise PersonHasDied(person=person.pk, on=person.died_on.isoformat())
    day = EventDay(on)
    day.has_come()
    day.is_after_birth_of([person.pk])
    pen = Pen(by=by, on=on, basis=basis, application=application)
    if household is None:
        _note_unregistered(person, pen, proof)
        pen.write()
    else:
        rows = list(household.residences.from_day(on).select_related("household").order_by("id"))
        change = _end(person, rows, pen, proof, own_income)
        Succession(change, household, rows).settle(
            new_head.pk if new_head else None, relations=relations
        )
        change.write()
    person.died_on = on
    person.save(update_fields=["died_on"])
    return person


def _end(
    person: Person,
    rows: Sequence[Residence],
    pen: Pen,
    proof: Mapping[str, str],
    own_income: Mapping[int, str] | None,
) -> Rearrangement:
    """Note the end of the residence on the day of the death.

    A registration lasts at least one day: whoever dies on the day of birth, or of arrival, is
    struck off on the next.
    """
    row = residence_that_ends(person, rows, on=pen.on)
    closes = max(pen.on, row.period.lower + ONE_DAY)
    change = Rearrangement(pen, on=closes, own_income=own_income)
    details = {"died_on": pen.on.isoformat(), **proof}
    change.leave(row, reason=REASON, kind=EntryKind.DEATH, details=details)
    return change


def _note_unregistered(person: Person, pen: Pen, proof: Mapping[str, str]) -> None:
    """Note the death of somebody registered nowhere, with the office that knew them last."""
    last = last_residence(person)
    if last is not None and last.period.upper is None:
        raise TryAgain  # somebody registered the person between the first look and the locks
    if last is not None and last.period.upper > pen.on:
        raise LaterEventStands(person=person.pk, on=pen.on.isoformat())
    pen.note(
        EntryKind.DEATH,
        office_id=office_that_knows(person, by=pen.by),
        person_id=person.pk,
        reason=REASON,
        details={"died_on": pen.on.isoformat(), **proof},
    )
