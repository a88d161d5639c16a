"""People who get their identity number from the register (新建人员): newborn, found, or late."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.conf import settings
from psycopg.types.range import Range

from hukou.kernel import division_code
from hukou.kernel.errors import InvalidInput
from registry.errors import HouseholdClosed
from registry.models import HeldNumber, Household, HouseholdAddress, Person

from .numbers import FIRST, allocate_number
from .particulars import CheckedParticulars

DEMO_REGION: Final = "440199"
"""Never a county, so that no number given out in a demonstration can belong to a person."""


def take_in(filled_in: Mapping[str, Any], *, region: str, number: str = "") -> Person:
    """Put a new person on file, with the number they hold or else one of this region.

    Raises:
        InvalidInput: one error per field at fault; a number is given to men and women only.
        EventInFuture, NumbersExhausted, NumberAlreadyHeld
    """
    particulars = CheckedParticulars(filled_in)
    sex, born = particulars.values["sex"], particulars.values["birth_date"]
    if not number:
        if sex not in FIRST:
            raise InvalidInput("编发公民身份号码须确定性别为男或女。", field="sex")
        number = allocate_number(region, born=born, sex=sex).text
    person = Person.objects.create()
    HeldNumber.objects.create(person=person, number=number, period=Range(born, None))
    particulars.store(person)
    return person


def region_of(household: Household, *, on: date) -> str:
    """Return the county of the household's address, which a number keeps for life."""
    if settings.HUKOU_DEMO:
        return DEMO_REGION
    addresses = HouseholdAddress.objects.on(on).filter(household=household)
    code = addresses.values_list("address__division__code", flat=True).first()
    county = division_code.county(code) if code else None
    if county is None:
        raise HouseholdClosed(household=household.number, on=on.isoformat())
    return county
