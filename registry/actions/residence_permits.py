"""Residence permits (居住证): issued and ended; only dates are written."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from psycopg.types.range import Range

from hukou.kernel import clock, division_code
from hukou.kernel.errors import InvalidInput
from registry.errors import LaterEventStands, NotResidentHalfAYear, constraints_explained
from registry.models import Account, EntryKind, PermitEnd, PermitGround, Person, ResidencePermit
from registry.queries import areas_of, lies_in, scope_of
from registry.queries.holders import CITY, refuse_no_need, stay_of

from .days import EventDay
from .impartial import refuse_own_case
from .people import office_of_actor
from .permit_holding import end_for, held_permit, last_act, note_permit
from .recording import Pen


@transaction.atomic
@constraints_explained()
def issue_residence_permit(
    person: Person,
    *,
    ground: str,
    on: date,
    by: Account,
    basis: Mapping[str, Any],
    application: UUID | None = None,
    waived: bool = False,
) -> ResidencePermit:
    """Issue a permit to somebody who has lived in the office's area for half a year by `on`.

    From when the half year counts, the place's text says; `waived` where it asks none of them. A
    permit of the city they left ends with it: its holder lives there no longer (art. 2).

    Raises:
        InvalidInput: no such ground.
        EventInFuture, EventBeforeBirth, PersonHasDied, OwnCase, NoPosting
        NotResidentHalfAYear, RegisteredInThisCity: with `cite`.
        HoldsPermitAlready: one of this city.
    """
    if ground not in PermitGround.values:
        raise InvalidInput("请选择申领事由：就业、住所或就读。", field="ground")
    refuse_own_case(by, people=[person.pk], on=on)
    day = EventDay(on)
    day.is_for_the_living(Person.objects.lock(person.pk))
    day.has_come()
    day.is_after_birth_of([person.pk])
    home = _home(person, on=on, by=by, waived=waived)
    refuse_no_need(person.pk, division=home, on=on)
    office_id = office_of_actor(by)
    elsewhere = ResidencePermit.objects.filter(person=person, period__endswith=None)
    left = list(elsewhere.select_for_update(of=("self",), no_key=True))
    pen = Pen(by=by, on=on, basis=basis, application=application)
    end_for(left, PermitEnd.LEFT, pen=pen, office_id=office_id, on=on)
    issued = ResidencePermit.objects.create(
        person=person,
        office_id=office_id,
        division_code=home,
        ground=PermitGround(ground),
        period=Range(on, None),
        account=by,
    )
    pen.note(
        EntryKind.PERMIT_ISSUED,
        office_id=office_id,
        person_id=person.pk,
        reason=ground,
        details={"permit": issued.pk, "division": home},
    )
    pen.write()
    return issued


def _home(person: Person, *, on: date, by: Account, waived: bool) -> str:
    """Return the county in which somebody has lived for half a year, inside the office's area."""
    stay = stay_of(person.pk, on=on)
    if stay is None or not lies_in(stay.division, areas_of(scope_of(by, on=clock.today()))):
        raise NotResidentHalfAYear(person=person.pk)
    if stay.full_on > on and not waived:
        raise NotResidentHalfAYear(person=person.pk, full_on=stay.full_on.isoformat())
    return division_code.county(stay.division) or stay.division


@transaction.atomic
@constraints_explained()
def end_residence_permit(
    permit_id: int, *, reason: str, on: date, by: Account, basis: Mapping[str, Any]
) -> ResidencePermit:
    """End a permit: `on` is the first day it is no longer held.

    Raises:
        InvalidInput: no such reason.
        NoSuchPermit, PermitHasEnded, OwnCase, EventInFuture
        LaterEventStands: it was issued or endorsed on that day or later.
    """
    if reason not in PermitEnd.values:
        raise InvalidInput("请选择注销原因。", field="reason")
    EventDay(on).has_come()
    permit, _standing = held_permit(permit_id, on=on, by=by)
    if on <= last_act(permit):
        raise LaterEventStands(person=permit.person_id, on=on.isoformat())
    permit.period = Range(permit.period.lower, on)
    permit.end_reason = PermitEnd(reason)
    permit.save(update_fields=["period", "end_reason"])
    note_permit(permit, EntryKind.PERMIT_ENDED, reason, on=on, by=by, basis=basis)
    return permit


@transaction.atomic
@constraints_explained()
def end_permits_of_settled(
    people: Collection[int],
    *,
    division: str,
    office_id: int,
    on: date,
    by: Account,
    basis: Mapping[str, Any],
    application: UUID | None = None,
) -> list[ResidencePermit]:
    """End the permits, of the city of `division`, of those who settled in it on a day (art. 15).

    Call it with the people locked, in the transaction that moves them in: the entries go to the
    chain of the office that moved them, which holds it already.
    """
    open_ones = ResidencePermit.objects.filter(person__in=people, period__endswith=None)
    here = open_ones.filter(division_code__startswith=division[:CITY]).order_by("pk")
    ended = list(here.select_for_update(of=("self",), no_key=True))
    pen = Pen(by=by, on=on, basis=basis, application=application)
    end_for(ended, PermitEnd.SETTLED, pen=pen, office_id=office_id, on=on)
    if ended:
        pen.write()
    return ended
