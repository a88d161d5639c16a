"""Households: opened, and given another head (立户、变更户主)."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from psycopg.types.range import Range

from hukou.kernel import division_code
from hukou.kernel.errors import InvalidInput
from registry.errors import HouseholdHasHead, constraints_explained, households_kept_whole
from registry.models import (
    Account,
    Address,
    EntryKind,
    Household,
    HouseholdAddress,
    HouseholdKind,
    Office,
    Person,
    Residence,
)

from .addresses import hold_valid
from .days import EventDay
from .heads import Succession
from .impartial import refuse_own_case
from .rearranging import Rearrangement
from .recording import Pen


@transaction.atomic
@constraints_explained()
def open_household(
    address: Address,
    *,
    kind: str,
    office: Office,
    on: date,
    by: Account | None,
    basis: Mapping[str, Any],
    name: str = "",
    link: Mapping[str, Any] | None = None,
    application: UUID | None = None,
) -> Household:
    """Open a household at an address from this day, with the next number (立户).

    A collective household has a name; a family household has none. Its first member must be
    its head. `link` goes into the entry: the key of the larger event this belongs to.
    """
    if (kind == HouseholdKind.COLLECTIVE) != bool(name.strip()):
        raise InvalidInput("集体户须有名称，家庭户不填名称。", field="name")
    EventDay(on).is_near()
    hold_valid(address, on=on)
    household = Household.objects.create(
        number=next_numbers(1)[0],
        kind=HouseholdKind(kind),
        name=name.strip(),
        office=office,
        prefecture=division_code.prefecture(address.division.code),
        period=Range(on, None),
    )
    HouseholdAddress.objects.create(household=household, address=address, period=Range(on, None))
    pen = Pen(by=by, on=on, basis=basis, application=application)
    pen.note(
        EntryKind.HOUSEHOLD_OPENED,
        office_id=office.pk,
        household_id=household.pk,
        details={"kind": kind, "address": address.pk, **(link or {})},
    )
    pen.write()
    return household


@transaction.atomic
@households_kept_whole()
def change_head(
    household: Household,
    *,
    to: Person,
    on: date,
    by: Account | None,
    basis: Mapping[str, Any],
    relations: Mapping[int, str] | None = None,
    own_income: Mapping[int, str] | None = None,
    application: UUID | None = None,
) -> list[Residence]:
    """Make another member the head from this day; tell every relation anew (变更户主).

    `relations` gives, by person, the code of GB/T 4761 where it does not follow from the
    register; `own_income`, by person of 16 or 17, how it is known that they live on their own
    labour. Returns the residences in force on the day.

    Raises:
        HouseholdHasHead: the person is the head already.
        HeadIsMinor: a member of age could be head instead.
        NotRegisteredHere, RelationUnknown, HouseholdClosed, LaterEventStands, EventInFuture
        OwnCase: without a case, by a member or their kin.
    """
    [household] = Household.objects.lock(household.pk)
    if application is None:
        refuse_own_case(by, households=[household.pk], on=on)
    day = EventDay(on)
    day.has_come()
    day.is_in_life_of(household)
    rows = list(household.residences.from_day(on).select_related("household").order_by("id"))
    pen = Pen(by=by, on=on, basis=basis, application=application)
    change = Rearrangement(pen, own_income=own_income)
    succession = Succession(change, household, rows)
    if succession.head and succession.head.person_id == to.pk:
        raise HouseholdHasHead(household=household.number, head=to.pk)
    succession.to(to.pk, relations=relations)
    change.write()
    return list(household.residences.on(on).order_by("id"))


def next_numbers(count: int) -> list[str]:
    """Return the next household numbers (户号), nine digits each."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval('household_number_seq') FROM generate_series(1, %s)", [count]
        )
        return [f"{number:09d}" for (number,) in cursor.fetchall()]
