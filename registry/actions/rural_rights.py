"""Noting rural land rights (三权备注, L24): for information, and never asked for.

A note follows its holder: settling, moving or dying of a household changes nothing in it. Nobody
is asked to give a right up, so there is no verb for that here; `end_rural_right` records that a
right has passed on, or was noted by mistake, and says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction
from psycopg.types.range import Range

from hukou.kernel import division_code
from hukou.kernel.errors import InvalidInput
from registry.errors import LaterEventStands, NoSuchRecord, constraints_explained
from registry.models import (
    Account,
    Certificate,
    EntryKind,
    Household,
    Person,
    Residence,
    RightSource,
    RuralRight,
    RuralRightKind,
)

from .days import EventDay
from .impartial import refuse_own_case
from .people import office_of_actor
from .recording import Pen

LONGEST: Final = {"certificate_number": 60, "collective": 100, "because": 300}
TOLD: Final = ("certificate", "certificate_number", "collective", "division", "known_on", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class RightTold:
    """What is known of a right: its certificate, the collective, and where that lies."""

    certificate: str
    source: str
    certificate_number: str = ""
    collective: str = ""
    division: str = ""


@transaction.atomic
@constraints_explained()
def note_rural_right(
    person: Person,
    *,
    right: str,
    told: RightTold,
    on: date,
    by: Account,
    basis: Mapping[str, Any],
    household: Household | None = None,
) -> RuralRight:
    """Note that somebody has a right, as known on a day; what was noted before ends that day.

    `household` is given where the family holds the right together: one of which the person is or
    was a member.

    Raises:
        InvalidInput: naming the field.
        EventInFuture, EventBeforeBirth, PersonHasDied, NoPosting
        OwnCase: the holder's own note, or that of their kin.
        LaterEventStands: a note of this day or a later one stands; correct that one.
    """
    kind = RuralRightKind(right)
    _check(told)
    refuse_own_case(by, people=[person.pk], on=on)
    day = EventDay(on)
    day.is_for_the_living(Person.objects.lock(person.pk))
    day.has_come()
    day.is_after_birth_of([person.pk])
    if household is not None:
        _refuse_strangers(person, household)
    before = RuralRight.objects.filter(person=person.pk, right=kind, period__endswith=None).first()
    if before is not None and before.period.lower >= on:
        raise LaterEventStands(person=person.pk, on=before.period.lower.isoformat())
    if before is not None:
        before.period = Range(before.period.lower, on)
        before.save(update_fields=["period"])
    noted = RuralRight(
        person_id=person.pk,
        right=kind,
        household=household,
        period=Range(on, None),
        noted_by=by,
        **_columns(told, on),
    )
    noted.save(force_insert=True)
    _write(noted, "noted", on=on, by=by, basis=basis)
    return noted


@transaction.atomic
@constraints_explained()
def correct_rural_right(
    note: RuralRight, *, told: RightTold, on: date, by: Account, basis: Mapping[str, Any]
) -> RuralRight:
    """Correct what a note says, as known on a day; the row history keeps what it said before.

    Raises:
        NoSuchRecord, InvalidInput, EventInFuture, OwnCase
        LaterEventStands: the note has ended, or is of a later day.
    """
    _check(told)
    EventDay(on).has_come()
    refuse_own_case(by, people=[note.person_id], on=on)
    locked = _lock(note)
    if locked.period.upper is not None or locked.known_on > on:
        raise LaterEventStands(person=locked.person_id, on=locked.known_on.isoformat())
    for name, value in _columns(told, on).items():
        setattr(locked, name, value)
    locked.noted_by = by
    locked.save(update_fields=[*TOLD, "noted_by"])
    _write(locked, "corrected", on=on, by=by, basis=basis)
    return locked


@transaction.atomic
@constraints_explained()
def end_rural_right(
    note: RuralRight, *, because: str, on: date, by: Account, basis: Mapping[str, Any]
) -> RuralRight:
    """Record that a right is no longer the person's, and why (终止备注).

    Raises:
        NoSuchRecord, InvalidInput, EventInFuture, OwnCase
        LaterEventStands: it has ended already, or began on that day or later.
    """
    said = because.strip()
    if not said or len(said) > LONGEST["because"]:
        raise InvalidInput("请写明终止的原因，不超过 300 字。", field="because")
    EventDay(on).has_come()
    refuse_own_case(by, people=[note.person_id], on=on)
    locked = _lock(note)
    if locked.period.upper is not None or locked.period.lower >= on:
        raise LaterEventStands(person=locked.person_id, on=locked.period.lower.isoformat())
    locked.period, locked.ended_because = Range(locked.period.lower, on), said
    locked.save(update_fields=["period", "ended_because"])
    _write(locked, "ended", on=on, by=by, basis=basis)
    return locked


def _lock(note: RuralRight) -> RuralRight:
    Person.objects.lock(note.person_id)
    locked = RuralRight.objects.filter(pk=note.pk).first()
    if locked is None:
        raise NoSuchRecord(note=note.pk)
    return locked


def _columns(told: RightTold, on: date) -> dict[str, Any]:
    return {
        "certificate": told.certificate,
        "certificate_number": told.certificate_number.strip(),
        "collective": " ".join(told.collective.split()),
        "division": division_code.parse(told.division) if told.division.strip() else "",
        "known_on": on,
        "source": RightSource(told.source),
    }


def _check(told: RightTold) -> None:
    if told.certificate not in Certificate.values:
        raise InvalidInput("请选择证书情况。", field="certificate")
    number = told.certificate_number.strip()
    if number and told.certificate != Certificate.HELD:
        raise InvalidInput("没有领证的，不填证书编号。", field="certificate_number")
    if len(number) > LONGEST["certificate_number"]:
        raise InvalidInput("证书编号最多 60 字。", field="certificate_number")
    if len(told.collective.strip()) > LONGEST["collective"]:
        raise InvalidInput("名称最多 100 字。", field="collective")


def _refuse_strangers(person: Person, household: Household) -> None:
    if not Residence.objects.filter(person=person.pk, household=household.pk).exists():
        raise InvalidInput("此人没有登记在该户过。", field="household")


def _write(
    note: RuralRight, reason: str, *, on: date, by: Account, basis: Mapping[str, Any]
) -> None:
    home = Residence.objects.on(on).filter(person=note.person_id).select_related("household")
    registered = home.first()
    pen = Pen(by=by, on=on, basis=basis)
    pen.note(
        EntryKind.RURAL_RIGHT,
        office_id=registered.household.office_id if registered else office_of_actor(by),
        person_id=note.person_id,
        reason=reason,
        details={
            "right": note.right,
            "certificate": note.certificate,
            "since": note.period.lower.isoformat(),
            "household": note.household_id,
        },
    )
    pen.write()
