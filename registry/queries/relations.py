"""Who is kin to whom (近亲属), as far as the register knows: for the guard against own cases."""

from datetime import date
from typing import Final

from hukou.kernel.kinship import STRANGER
from registry.models import HouseholdKind, Residence

from .sql import fetch

KIN: Final = """
SELECT other.person_id
FROM registry_residence own
JOIN registry_household household ON household.id = own.household_id AND household.kind = 'family'
JOIN registry_residence other
  ON other.household_id = own.household_id AND other.period && own.period
 AND other.person_id <> own.person_id AND other.relation <> %(stranger)s
WHERE own.person_id = %(person)s::bigint AND own.relation <> %(stranger)s
UNION
SELECT parent_id FROM registry_parentage WHERE child_id = %(person)s::bigint
"""


def kin_of(person_id: int) -> set[int]:
    """Return who shares or shared a family household with somebody as kin, and their parents.

    One statement. Parents are those by birth and those by adoption. Lodgers (非亲属) and fellow
    members of collective households are no kin.
    """
    rows = fetch(KIN, {"person": person_id, "stranger": STRANGER})
    return {row["person_id"] for row in rows}


def family_of(household_id: int | None, *, on: date) -> set[int]:
    """Return the members of a family household on a day; of a collective one nobody is family."""
    if household_id is None:
        return set()
    here = Residence.objects.on(on).filter(
        household=household_id, household__kind=HouseholdKind.FAMILY
    )
    return set(here.values_list("person_id", flat=True))
