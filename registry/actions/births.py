"""Births (出生登记)."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from registry.errors import households_kept_whole
from registry.models import HEAD, Account, EntryKind, Household, Person

from .ages import refuse_impossible_parents
from .days import EventDay
from .details import Newborn
from .heads import RELATIONS
from .newcomers import region_of, take_in
from .rearranging import Rearrangement
from .recording import Pen


@transaction.atomic
@households_kept_whole()
def register_birth(
    newborn: Newborn,
    household: Household,
    *,
    on: date,
    by: Account | None,
    basis: Mapping[str, Any],
    relation: str,
    application: UUID | None = None,
) -> Person:
    """Register a child in a household, and give it an identity number (出生登记).

    `on` is the day of the registration, the birth or a later one up to today. The child is a
    member from its birth, or from the day the parent with whom it is registered came to the
    household (see `_since`). The event of the entry is the birth; it keeps the certificate, the
    declarant and the parents.

    Raises:
        AgesImpossible: a parent is hardly older than the child, or the mother had died.
        EventInFuture, EventBeforeBirth, HouseholdClosed, NumbersExhausted, InvalidInput
    """
    [household] = Household.objects.lock(household.pk)
    day = EventDay(on)
    day.has_come()
    day.is_in_life_of(household)
    mother, father = newborn.mother_id, newborn.father_id
    refuse_impossible_parents(
        [each for each in (mother, father) if each], born=newborn.birth_date, mother=mother
    )
    person = take_in(
        {
            "name": newborn.name,
            "sex": newborn.sex,
            "birth_date": newborn.birth_date,
            "ethnicity": newborn.ethnicity,
            "birthplace": newborn.birthplace,
            "native_place": newborn.native_place,
        },
        region=region_of(household, on=on),
    )
    day.is_after_birth_of([person.pk])
    pen = Pen(by=by, on=newborn.birth_date, basis=basis, application=application)
    since = _since(newborn, household, on)
    change = Rearrangement(pen, on=since)
    change.arrive(
        person.pk,
        household,
        relation=RELATIONS.read(relation, field="relation").code,
        reason="birth",
        kind=EntryKind.BIRTH,
        details={
            "born_on": newborn.birth_date.isoformat(),
            "registered_from": since.isoformat(),
            "registered_on": on.isoformat(),
            "certificate": newborn.certificate,
            "declarant": newborn.declarant,
            "mother": newborn.mother_id,
            "father": newborn.father_id,
        },
    )
    change.write()
    return person


def _since(newborn: Newborn, household: Household, on: date) -> date:
    """Return from when a child belongs to a household: its birth, where a parent was there then.

    Otherwise the day that parent came; without a parent there, the day of the registration. A
    relation is told to one head, so it cannot reach back before the present one became head.
    """
    members = list(household.residences.on(on))
    parents = {newborn.mother_id, newborn.father_id}
    came = [row.arrived_on for row in members if row.person_id in parents]
    if not came:
        return on
    heads = [row.period.lower for row in members if row.relation == HEAD]
    since: date = max(newborn.birth_date, min(came), household.period.lower, *heads)
    return since
