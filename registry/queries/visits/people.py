"""Who is registered, or said to live, at a stop (走访点人员)."""

from collections.abc import Collection
from datetime import date
from typing import Final

from registry.queries.scope import Scope
from registry.queries.sql import fetch

PEOPLE: Final = """
SELECT stop.id AS stop_id, array_agg(DISTINCT about.person_id ORDER BY about.person_id) AS people
FROM registry_visitstop stop
CROSS JOIN LATERAL (
    SELECT stop.person_id WHERE stop.person_id IS NOT NULL
    UNION ALL
    SELECT residence.person_id
    FROM registry_residence residence
    JOIN registry_household household ON household.id = residence.household_id
    WHERE stop.person_id IS NULL AND residence.period @> %(on)s::date
      AND (%(offices)s::bigint[] IS NULL OR household.office_id = ANY(%(offices)s::bigint[]))
      AND (residence.household_id = stop.household_id
           OR stop.household_id IS NULL AND residence.household_id IN (
               SELECT lived.household_id FROM registry_householdaddress lived
               WHERE lived.address_id = stop.address_id AND lived.period @> %(on)s::date))
) about
WHERE stop.id = ANY(%(stops)s::bigint[])
GROUP BY stop.id
"""


def people_at(stops: Collection[int], *, scope: Scope, on: date) -> dict[int, list[int]]:
    """Return whom a visit to each stop is about on a day, by id; one statement.

    The person a stop names; else the members of its household; else everybody whom the scope's
    offices keep at the address. A stop where nobody is registered is not in the answer.
    """
    rows = fetch(PEOPLE, {"stops": list(stops), "on": on, "offices": scope.offices})
    return {row["stop_id"]: row["people"] for row in rows}
