"""Where people really live (实际居住登记), whatever their hukou says."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from psycopg.types.range import Range

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.errors import LaterEventStands, constraints_explained
from registry.models import (
    Account,
    ActualResidence,
    Address,
    EntryKind,
    Person,
    Residence,
    ResidenceSource,
)

from .addresses import hold_valid
from .days import EventDay
from .people import office_of_actor
from .recording import Pen


@transaction.atomic
@constraints_explained()
def record_actual_residence(
    person: Person,
    *,
    address: Address | None = None,
    place: str = "",
    on: date,
    refreshed_on: date | None = None,
    source: str,
    by: Account,
    basis: Mapping[str, Any],
) -> ActualResidence:
    """Record that somebody lives at an address, or at a place outside the register, since a day.

    `refreshed_on` is the day somebody made sure, `on` where it is left out. The same place again
    only refreshes it; another one ends what was recorded before. The registration of hukou is
    not touched. The entry goes to the office that keeps the person's registration, to the
    officer's own where there is none.

    Raises:
        InvalidInput: neither an address nor a place, both, or refreshed before it began.
        EventInFuture, EventBeforeBirth, PersonHasDied, AddressNotThen, NoPosting
        LaterEventStands: a later residence is recorded.
    """
    place = " ".join(place.split())
    if (address is None) is not bool(place):
        raise InvalidInput("请填写实际居住地址，或填写辖区外居住地，二者只填一项。", field="place")
    refreshed_on = refreshed_on or on
    if refreshed_on < on:
        raise InvalidInput("核实日期不能早于开始居住的日期。", field="refreshed_on")
    day = EventDay(on)
    day.is_for_the_living(Person.objects.lock(person.pk))
    day.has_come()
    EventDay(refreshed_on).has_come()
    day.is_after_birth_of([person.pk])
    if address is not None:
        hold_valid(address, on=on)
    told = ActualResidence(
        person=person,
        address=address,
        place=place,
        period=Range(on, None),
        refreshed_on=refreshed_on,
        source=ResidenceSource(source),
        reported_by=by,
        registered_on=clock.today(),
    )
    recorded = _recorded(told)
    _note(recorded, by=by, basis=basis)
    return recorded


def _recorded(told: ActualResidence) -> ActualResidence:
    on: date = told.period.lower
    rows = ActualResidence.objects.filter(person=told.person_id, period__overlap=Range(on, None))
    current = rows.order_by("-period").first()
    if current is not None and current.period.lower > on:
        raise LaterEventStands(person=told.person_id, on=on.isoformat())
    if current is None:
        told.save(force_insert=True)
        return told
    if _same_place(current, told) or current.period.lower == on:
        return _told_anew(current, told)
    if current.refreshed_on > on:
        raise LaterEventStands(person=told.person_id, on=current.refreshed_on.isoformat())
    current.period = Range(current.period.lower, on)
    current.save(update_fields=["period"])
    told.save(force_insert=True)
    return told


def _same_place(one: ActualResidence, other: ActualResidence) -> bool:
    return (one.address_id, one.place) == (other.address_id, other.place)


def _told_anew(current: ActualResidence, told: ActualResidence) -> ActualResidence:
    """Refresh what is recorded, or correct it on the very day it began."""
    if told.refreshed_on < current.refreshed_on:
        raise LaterEventStands(person=told.person_id, on=current.refreshed_on.isoformat())
    current.address_id, current.place = told.address_id, told.place
    current.refreshed_on, current.source = told.refreshed_on, told.source
    current.reported_by_id = told.reported_by_id
    current.save(
        update_fields=["address", "place", "refreshed_on", "source", "reported_by"],
    )
    return current


def _note(recorded: ActualResidence, *, by: Account, basis: Mapping[str, Any]) -> None:
    on = recorded.refreshed_on
    home = Residence.objects.on(on).filter(person=recorded.person_id).select_related("household")
    registered = home.first()
    office = registered.household.office_id if registered else office_of_actor(by)
    pen = Pen(by=by, on=on, basis=basis)
    pen.note(
        EntryKind.ACTUAL_RESIDENCE,
        office_id=office,
        person_id=recorded.person_id,
        reason=recorded.source,
        details={
            "address": recorded.address_id,
            "place": recorded.place,
            "since": recorded.period.lower.isoformat(),
            "refreshed_on": recorded.refreshed_on.isoformat(),
        },
    )
    pen.write()
