"""A whole household lives at another address of its office's part (住址变动)."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from psycopg.types.range import Range

from registry.errors import (
    LaterEventStands,
    MovedTwiceInOneDay,
    SameAddress,
    constraints_explained,
)
from registry.models import Account, Address, EntryKind, Household, HouseholdAddress

from .addresses import hold_valid
from .bounds import address_meant, refuse_other_address
from .days import EventDay
from .details import NewAddress
from .impartial import refuse_own_case
from .recording import Pen


@transaction.atomic
@constraints_explained()
def change_address(
    household: Household,
    *,
    address: Address | NewAddress,
    on: date,
    by: Account | None,
    basis: Mapping[str, Any],
    application: UUID | None = None,
) -> Household:
    """Write down that a household lives elsewhere in the area from this day (住址变动).

    It keeps its number, its head and its members; the booklet notes the change.

    Raises:
        SameAddress: they live there already.
        AddressNotThen: nobody can live there that day: it was renumbered.
        OfficesDiffer: another office keeps the address: that is a move.
        InvalidInput: no such community.
        MovedTwiceInOneDay, LaterEventStands, HouseholdClosed, EventInFuture
        OwnCase: without a case, by a member or their kin.
    """
    [household] = Household.objects.lock(household.pk)
    if application is None:
        refuse_own_case(by, households=[household.pk], on=on)
    day = EventDay(on)
    day.has_come()
    day.is_in_life_of(household)
    there = address_meant(address, on=on)
    hold_valid(there, on=on)
    lived = _running(household, on=on)
    if lived is not None and lived.address_id == there.pk:
        raise SameAddress(household=household.number)
    refuse_other_address(there, household.office, on=on, homes=[household])
    pen = Pen(by=by, on=on, basis=basis, application=application)
    pen.note(
        EntryKind.ADDRESS_CHANGED,
        office_id=household.office_id,
        household_id=household.pk,
        reason="moved_within",
        details={
            "from": lived.address_id if lived else None,
            "to": there.pk,
            "from_text": lived.address.full_text if lived else "",
            "to_text": there.full_text,
        },
    )
    pen.write()
    if lived is not None:
        lived.period = Range(lived.period.lower, on)
        lived.save(update_fields=["period"])
    HouseholdAddress.objects.create(household=household, address=there, period=Range(on, None))
    return household


def _running(household: Household, *, on: date) -> HouseholdAddress | None:
    """Return where the household lives on the day, if nothing later is on record."""
    rows = household.addresses.select_related("address")
    last = rows.order_by("period").last()
    if last is None or (last.period.upper is not None and last.period.upper <= on):
        return None
    if last.period.lower > on or last.period.upper is not None:
        raise LaterEventStands(household=household.number, on=on.isoformat())
    if last.period.lower == on:
        raise MovedTwiceInOneDay(household=household.number, on=on.isoformat())
    return last
