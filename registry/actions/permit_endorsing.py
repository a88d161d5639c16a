"""A permit is kept up (签注、补办、住址变更): in time, restored late, moved with its holder."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.law import load_law
from hukou.law.permit_tenure import PermitStanding, PermitStatus
from registry.errors import (
    EndorsedForAnotherDay,
    EndorsedTooEarly,
    LaterEventStands,
    MovedToAnotherCity,
    NoLongerEligible,
    PermitLapsed,
    PermitNotLapsed,
    constraints_explained,
)
from registry.models import (
    Account,
    Endorsement,
    EntryKind,
    PermitGround,
    PermitMove,
    ResidencePermit,
)
from registry.queries import division_on
from registry.queries.holders import CITY, home_of

from .days import EventDay
from .newcomer_residence import record_home
from .permit_holding import held_permit, last_act, note_permit


@transaction.atomic
@constraints_explained()
def endorse_residence_permit(
    permit_id: int, *, ground: str, on: date, by: Account, basis: Mapping[str, Any]
) -> Endorsement:
    """Endorse a permit in its month; one that lapsed is not endorsed, it is restored.

    Raises:
        InvalidInput: no such ground.
        NoSuchPermit, PermitHasEnded, PersonHasDied, OwnCase
        EndorsedForAnotherDay, EndorsedTooEarly, PermitLapsed, NoLongerEligible: with `cite`.
    """
    permit, standing = _endorsable(permit_id, ground=ground, on=on, by=by)
    if standing.status is PermitStatus.SUSPENDED:
        raise PermitLapsed(lapsed_on=standing.endorse_by.isoformat())
    if not standing.is_due:
        raise EndorsedTooEarly(
            opens_on=standing.endorse_from.isoformat(), due_on=standing.endorse_by.isoformat()
        )
    return _endorsed(permit, ground, "in_time", on=on, by=by, basis=basis)


@transaction.atomic
@constraints_explained()
def restore_residence_permit(
    permit_id: int, *, ground: str, on: date, by: Account, basis: Mapping[str, Any]
) -> Endorsement:
    """Restore a permit that lapsed (补办签注): its years are counted anew from this day (art. 10).

    Raises:
        InvalidInput: no such ground.
        NoSuchPermit, PermitHasEnded, PersonHasDied, OwnCase
        EndorsedForAnotherDay, PermitNotLapsed, NoLongerEligible: with `cite`.
    """
    permit, standing = _endorsable(permit_id, ground=ground, on=on, by=by)
    if standing.status is not PermitStatus.SUSPENDED:
        raise PermitNotLapsed(due_on=standing.endorse_by.isoformat())
    return _endorsed(permit, ground, "late", on=on, by=by, basis=basis)


def _endorsable(
    permit_id: int, *, ground: str, on: date, by: Account
) -> tuple[ResidencePermit, PermitStanding]:
    if ground not in PermitGround.values:
        raise InvalidInput("请选择签注事由：就业、住所或就读。", field="ground")
    if on != clock.today():
        raise EndorsedForAnotherDay(on=on.isoformat(), today=clock.today().isoformat())
    permit, standing = held_permit(permit_id, on=on, by=by)
    EventDay(on).is_for_the_living([permit.person])
    _refuse_who_left(permit, on=on)
    return permit, standing


def _refuse_who_left(permit: ResidencePermit, *, on: date) -> None:
    """Refuse to endorse whoever no longer lives in the city, where a text of the place says so."""
    rule = load_law().residence_permits.at(permit.division_code).endorsed_only_if_eligible
    if rule is None:
        return
    home = home_of(permit.person_id, on=on)
    if home is None or home.address is None or not _same_city(home.address.division.code, permit):
        raise NoLongerEligible(cite=rule.as_json())


def _same_city(code: str, permit: ResidencePermit) -> bool:
    return code[:CITY] == permit.division_code[:CITY]


def _endorsed(
    permit: ResidencePermit,
    ground: str,
    reason: str,
    *,
    on: date,
    by: Account,
    basis: Mapping[str, Any],
) -> Endorsement:
    made = Endorsement.objects.create(permit=permit, on=on, ground=PermitGround(ground), account=by)
    note_permit(permit, EntryKind.PERMIT_ENDORSED, reason, on=on, by=by, basis=basis)
    return made


@transaction.atomic
@constraints_explained()
def move_residence_permit(
    permit_id: int,
    *,
    division: str,
    elements: Mapping[str, str],
    on: date,
    by: Account,
    basis: Mapping[str, Any],
) -> PermitMove:
    """Record the holder's new home in the same city, and write it on the permit (住址变更).

    Its years go on: they are of the city. Whether it was told in the days a place gives, the entry
    says; no text makes anything else of it.

    Raises:
        InvalidInput: no such village, or no address.
        NoSuchPermit, PermitHasEnded, PersonHasDied, OwnCase, EventInFuture
        MovedToAnotherCity: the permit ends, and another is applied for there; with `cite`.
        AreaNotKeptHere: the address is of another office's area.
        LaterEventStands: something later is on record.
    """
    day = EventDay(on)
    day.has_come()
    permit, _standing = held_permit(permit_id, on=on, by=by)
    day.is_for_the_living([permit.person])
    place = division_on(division, on=clock.today()) if division else None
    if place is not None and not _same_city(place.code, permit):
        raise MovedToAnotherCity(division=place.code)
    if on < last_act(permit):
        raise LaterEventStands(person=permit.person_id, on=on.isoformat())
    home = record_home(
        permit.person, division=division, elements=elements, on=on, by=by, basis=basis
    )
    assert home.address is not None  # noqa: S101 - recorded at one
    moved = PermitMove.objects.create(permit=permit, on=on, address=home.address, account=by)
    within = load_law().residence_permits.at(permit.division_code).move
    late = within is not None and clock.today() > on + timedelta(days=within.days)
    note_permit(
        permit,
        EntryKind.PERMIT_MOVED,
        "late" if late else "in_time",
        on=on,
        by=by,
        basis=basis,
        details={"address": home.address_id},
    )
    return moved
