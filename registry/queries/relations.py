"""Who is kin to whom (近亲属), as far as the register knows: for the guard against own cases."""

from datetime import date
from typing import Final

from hukou.kernel.kinship import STRANGER
from registry.models import HouseholdKind, Residence

from .sql import fetch

KIN: Final = """
WITH RECURSIVE near (person_id, step) AS (
    SELECT %(person)s::bigint, 0
    UNION
    SELECT tie.person_id, near.step + 1
    FROM near CROSS JOIN LATERAL (
        SELECT other.person_id
        FROM registry_residence own
        JOIN registry_household household
          ON household.id = own.household_id AND household.kind = 'family'
        JOIN registry_residence other
          ON other.household_id = own.household_id AND other.period && own.period
         AND other.relation <> %(stranger)s
        WHERE own.person_id = near.person_id AND own.relation <> %(stranger)s
        UNION ALL
        SELECT parent_id FROM registry_parentage WHERE child_id = near.person_id
        UNION ALL
        SELECT child.person_id
        FROM (
            SELECT id, person_id FROM registry_entry
            WHERE kind IN ('birth', 'adoption', 'registered_late')
              AND details ->> 'mother' = near.person_id::text
            UNION ALL
            SELECT id, person_id FROM registry_entry
            WHERE kind IN ('birth', 'adoption', 'registered_late')
              AND details ->> 'father' = near.person_id::text
            UNION ALL
            SELECT id, person_id FROM registry_entry
            WHERE kind IN ('birth', 'adoption', 'registered_late')
              AND details -> 'adopters' @> to_jsonb(near.person_id)
        ) child
        WHERE child.person_id IS NOT NULL
          AND NOT EXISTS (SELECT FROM registry_entry undone WHERE undone.reverses_id = child.id)
    ) tie
    WHERE near.step < %(steps)s
)
SELECT DISTINCT person_id FROM near WHERE person_id <> %(person)s::bigint
"""


def kin_of(person_id: int, *, steps: int = 1) -> set[int]:
    """Return who is kin to somebody, over so many steps of the household history (亲属关系).

    One statement. A step leads to whoever shares or shared a family household as kin, at the same
    time, and to parents and children, by birth and by adoption. Lodgers (非亲属) and fellow members
    of collective households are no kin.
    """
    rows = fetch(KIN, {"person": person_id, "stranger": STRANGER, "steps": steps})
    return {row["person_id"] for row in rows}


def family_of(household_id: int | None, *, on: date) -> set[int]:
    """Return the members of a family household on a day; of a collective one nobody is family."""
    if household_id is None:
        return set()
    here = Residence.objects.on(on).filter(
        household=household_id, household__kind=HouseholdKind.FAMILY
    )
    return set(here.values_list("person_id", flat=True))
