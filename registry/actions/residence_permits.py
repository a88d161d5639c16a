"""Residence permits (居住证): issued, endorsed every year, and ended; only dates are written."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from psycopg.types.range import Range

from hukou.kernel import clock, division_code
from hukou.kernel.errors import InvalidInput
from hukou.kernel.periods import add_months
from hukou.law.permit_tenure import DAY, HALF_A_YEAR, PermitStanding
from registry.errors import (
    EndorsedForAnotherDay,
    EndorsedTooEarly,
    HoldsPermitAlready,
    LaterEventStands,
    NoSuchPermit,
    NotResidentHalfAYear,
    PermitHasEnded,
    RegisteredInThisCity,
    constraints_explained,
)
from registry.models import (
    Account,
    Endorsement,
    EntryKind,
    Person,
    ResidencePermit,
)
from registry.models.residence_permits import PermitEnd, PermitGround
from registry.queries import areas_of, lies_in, register_facts, scope_of
from registry.queries.holders import CITY, home_of, standing_of

from .days import EventDay
from .impartial import refuse_own_case
from .people import office_of_actor
from .recording import Pen


@transaction.atomic
@constraints_explained()
def issue_residence_permit(
    person: Person, *, ground: str, on: date, by: Account, basis: Mapping[str, Any]
) -> ResidencePermit:
    """Issue a permit to somebody who has lived in the office's area for half a year by `on`.

    Raises:
        InvalidInput: no such ground.
        EventInFuture, EventBeforeBirth, PersonHasDied, OwnCase, NoPosting
        NotResidentHalfAYear, RegisteredInThisCity: with `cite`.
        HoldsPermitAlready
    """
    if ground not in PermitGround.values:
        raise InvalidInput("请选择申领事由：就业、住所或就读。", field="ground")
    refuse_own_case(by, people=[person.pk], on=on)
    day = EventDay(on)
    day.is_for_the_living(Person.objects.lock(person.pk))
    day.has_come()
    day.is_after_birth_of([person.pk])
    home = _home(person, on=on, by=by)
    registered = register_facts(person.pk, on=on).get("person.hukou_place")
    if registered is not None and registered[:CITY] == home[:CITY]:
        raise RegisteredInThisCity(person=person.pk, division=registered)
    if ResidencePermit.objects.filter(person=person, period__overlap=Range(on, None)).exists():
        raise HoldsPermitAlready(person=person.pk)
    issued = ResidencePermit.objects.create(
        person=person,
        office_id=office_of_actor(by),
        division_code=home,
        ground=PermitGround(ground),
        period=Range(on, None),
        account=by,
    )
    _note(issued, EntryKind.PERMIT_ISSUED, ground, on=on, by=by, basis=basis)
    return issued


def _home(person: Person, *, on: date, by: Account) -> str:
    """Return the county in which somebody has lived for half a year, inside the office's area."""
    found = home_of(person.pk, on=on)
    if found is None or found.address is None:
        raise NotResidentHalfAYear(person=person.pk)
    code = found.address.division.code
    if not lies_in(code, areas_of(scope_of(by, on=clock.today()))):
        raise NotResidentHalfAYear(person=person.pk)
    if add_months(found.period.lower, HALF_A_YEAR) > on:
        full = add_months(found.period.lower, HALF_A_YEAR)
        raise NotResidentHalfAYear(person=person.pk, full_on=full.isoformat())
    return division_code.county(code) or code


@transaction.atomic
@constraints_explained()
def endorse_residence_permit(
    permit_id: int, *, ground: str, on: date, by: Account, basis: Mapping[str, Any]
) -> Endorsement:
    """Endorse a permit today; a late endorsement restores it and counts the years anew.

    Raises:
        InvalidInput: no such ground.
        NoSuchPermit, PermitHasEnded, PersonHasDied, OwnCase
        EndorsedForAnotherDay, EndorsedTooEarly: with `cite`.
    """
    if ground not in PermitGround.values:
        raise InvalidInput("请选择签注事由：就业、住所或就读。", field="ground")
    if on != clock.today():
        raise EndorsedForAnotherDay(on=on.isoformat(), today=clock.today().isoformat())
    permit, standing = _held(permit_id, on=on, by=by)
    EventDay(on).is_for_the_living([permit.person])
    if not standing.is_due and not standing.restarts:
        raise EndorsedTooEarly(
            opens_on=standing.endorse_from.isoformat(), due_on=standing.endorse_by.isoformat()
        )
    made = Endorsement.objects.create(permit=permit, on=on, ground=PermitGround(ground), account=by)
    reason = "late" if standing.restarts else "in_time"
    _note(permit, EntryKind.PERMIT_ENDORSED, reason, on=on, by=by, basis=basis)
    return made


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
    permit, _standing = _held(permit_id, on=on, by=by)
    last = permit.endorsements.order_by("-on").values_list("on", flat=True).first()
    if on <= (last or permit.period.lower):
        raise LaterEventStands(person=permit.person_id, on=on.isoformat())
    permit.period = Range(permit.period.lower, on)
    permit.end_reason = PermitEnd(reason)
    permit.save(update_fields=["period", "end_reason"])
    _note(permit, EntryKind.PERMIT_ENDED, reason, on=on, by=by, basis=basis)
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
    for permit in ended:
        began: date = permit.period.lower
        permit.period = Range(began, max(on, began + DAY))
        permit.end_reason = PermitEnd.SETTLED
        permit.save(update_fields=["period", "end_reason"])
        pen.note(
            EntryKind.PERMIT_ENDED,
            office_id=office_id,
            person_id=permit.person_id,
            reason=PermitEnd.SETTLED,
            details={"permit": permit.pk, "division": permit.division_code},
        )
    if ended:
        pen.write()
    return ended


def _held(permit_id: int, *, on: date, by: Account) -> tuple[ResidencePermit, PermitStanding]:
    """Lock a permit of this officer's area that has not ended, and return how it stands."""
    scope = scope_of(by, on=clock.today())
    permit = scope.rows(ResidencePermit.objects.filter(pk=permit_id)).first()
    if permit is None:
        raise NoSuchPermit
    refuse_own_case(by, people=[permit.person_id], on=on)
    Person.objects.lock(permit.person_id)
    permit = ResidencePermit.objects.lock(permit_id)
    if permit.period.upper is not None:
        raise PermitHasEnded(permit=permit_id)
    return permit, standing_of(permit, on=on)


def _note(
    permit: ResidencePermit,
    kind: EntryKind,
    reason: str,
    *,
    on: date,
    by: Account,
    basis: Mapping[str, Any],
) -> None:
    pen = Pen(by=by, on=on, basis=basis)
    pen.note(
        kind,
        office_id=permit.office_id,
        person_id=permit.person_id,
        reason=reason,
        details={"permit": permit.pk, "division": permit.division_code},
    )
    pen.write()
