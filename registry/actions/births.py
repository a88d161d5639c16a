"""Births (出生登记)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from psycopg.types.range import Range

from hukou.kernel.errors import InvalidInput
from registry.errors import HouseholdClosed, households_kept_whole
from registry.models import (
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
    """Register a child in a household from `on`, and give it an identity number (出生登记).

    `on` is the birth or a later day up to today; the entry keeps the birth date, the
    certificate, the declarant and the parents.

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
    change = Rearrangement(Pen(by=by, on=on, basis=basis, application=application))
    change.arrive(
        person.pk,
        household,
        relation=RELATIONS.read(relation, field="relation").code,
        reason="birth",
        kind=EntryKind.BIRTH,
        details={
            "born_on": newborn.birth_date.isoformat(),
            "certificate": newborn.certificate,
            "declarant": newborn.declarant,
            "mother": newborn.mother_id,
            "father": newborn.father_id,
        },
    )
    change.write()
    return person


def _region(household: Household, on: date) -> str:
    """Return the county of the household's address, which the number keeps for life."""
    if settings.HUKOU_DEMO:
        return DEMO_REGION
    addresses = HouseholdAddress.objects.on(on).filter(household=household)
    code = addresses.values_list("address__division__code", flat=True).first()
    if code is None:
        raise HouseholdClosed(household=household.number, on=on.isoformat())
    return code[:6]
