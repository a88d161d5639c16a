"""Births (出生登记)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from psycopg.types.range import Range

from hukou.kernel import division_code
from hukou.kernel.errors import InvalidInput
from registry.errors import HouseholdClosed, households_kept_whole
from registry.models import (
    HEAD,
    Account,
    EntryKind,
    HeldNumber,
    Household,
    HouseholdAddress,
    Person,
)

from .days import EventDay
from .details import Newborn
from .heads import RELATIONS
from .numbers import FIRST, allocate_number
from .particulars import CheckedParticulars
from .rearranging import Rearrangement
from .recording import Pen

DEMO_REGION: Final = "440199"
"""Never a county, so that no number given out in a demonstration can belong to a person."""


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
        EventInFuture, EventBeforeBirth, HouseholdClosed, NumbersExhausted, InvalidInput
    """
    [household] = Household.objects.lock(household.pk)
    EventDay(newborn.birth_date).has_come()
    particulars = CheckedParticulars(
        {
            "name": newborn.name,
            "sex": newborn.sex,
            "birth_date": newborn.birth_date,
            "ethnicity": newborn.ethnicity,
            "birthplace": newborn.birthplace,
            "native_place": newborn.native_place,
        }
    )
    sex = particulars.values["sex"]
    if sex not in FIRST:
        raise InvalidInput("编发公民身份号码须确定性别为男或女。", field="sex")
    day = EventDay(on)
    day.has_come()
    day.is_in_life_of(household)
    number = allocate_number(_region(household, on), born=newborn.birth_date, sex=sex)
    person = Person.objects.create()
    HeldNumber.objects.create(
        person=person, number=number.text, period=Range(newborn.birth_date, None)
    )
    particulars.store(person)
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


def _region(household: Household, on: date) -> str:
    """Return the county of the household's address, which the number keeps for life."""
    if settings.HUKOU_DEMO:
        return DEMO_REGION
    addresses = HouseholdAddress.objects.on(on).filter(household=household)
    code = addresses.values_list("address__division__code", flat=True).first()
    county = division_code.county(code) if code else None
    if county is None:
        raise HouseholdClosed(household=household.number, on=on.isoformat())
    return county
