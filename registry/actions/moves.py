"""Moves in and out of households (迁入、迁出)."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from registry.errors import NotRegisteredHere, households_kept_whole
from registry.models import Account, Household, Person, Residence

from .days import EventDay
from .heads import RELATIONS, Succession
from .rearranging import Rearrangement
from .recording import Pen


@transaction.atomic
@households_kept_whole()
def move_in(
    person: Person,
    household: Household,
    *,
    on: date,
    by: Account | None,
    relation: str,
    reason: str,
    basis: Mapping[str, Any],
    arrived_from: str = "",
    application: UUID | None = None,
) -> Residence:
    """Register a person in a household from this day (迁入).

    `relation` is to the head, a code of GB/T 4761; the first member of a family household is
    its head, 02. A day up to 30 days ahead takes effect by itself.

    Raises:
        AlreadyRegisteredElsewhere: the person is registered anywhere from that day on.
        HeadIsMinor: somebody of age joins a household whose head is under age.
        PersonHasDied, HouseholdHasHead, HouseholdWithoutHead, HouseholdClosed, EventInFuture,
        EventBeforeBirth
    """
    [household] = Household.objects.lock(household.pk)
    day = EventDay(on)
    day.is_for_the_living(Person.objects.lock(person.pk))
    day.is_near()
    day.is_in_life_of(household)
    day.is_after_birth_of([person.pk])
    change = Rearrangement(Pen(by=by, on=on, basis=basis, application=application))
    residence = change.arrive(
        person.pk,
        household,
        relation=RELATIONS.read(relation, field="relation").code,
        reason=reason,
        arrived_from=arrived_from,
    )
    change.write()
    return residence


@transaction.atomic
@households_kept_whole()
def move_out(
    residence: Residence,
    *,
    on: date,
    by: Account | None,
    reason: str,
    basis: Mapping[str, Any],
    moved_to: str = "",
    new_head: Person | None = None,
    relations: Mapping[int, str] | None = None,
    own_income: Mapping[int, str] | None = None,
    application: UUID | None = None,
) -> Residence:
    """End a registration; `on` is the first day outside the household (迁出).

    A head who leaves while others stay needs `new_head`; `relations` gives, by person, what
    does not follow from the register; `own_income` on what ground a new head of 16 or 17 counts
    as of age. The last member to leave closes a family household.

    Raises:
        HeadIsMinor: a member of age could be head instead.
        HeadLeavesWithoutSuccessor, RelationUnknown, NotRegisteredHere, MovedTwiceInOneDay,
        LaterEventStands, EventInFuture
    """
    [household] = Household.objects.lock(residence.household_id)
    Person.objects.lock(residence.person_id)
    day = EventDay(on)
    day.is_near()
    rows = list(household.residences.from_day(on).select_related("household"))
    leaving = next((row for row in rows if row.person_id == residence.person_id), None)
    if leaving is None:
        raise NotRegisteredHere(person=residence.person_id, household=household.number)
    pen = Pen(by=by, on=on, basis=basis, application=application)
    change = Rearrangement(pen, own_income=own_income)
    change.leave(leaving, reason=reason, moved_to=moved_to)
    Succession(change, household, rows).settle(
        new_head.pk if new_head else None, relations=relations
    )
    change.write()
    return leaving
