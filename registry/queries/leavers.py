"""Members of a collective household who have a dwelling to move to now (有条件迁出)."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from hukou.kernel.kinship import STRANGER
from hukou.law.places import stem

from .page import Page
from .scope import Scope
from .sql import fetch

LIMIT: Final = 50

LEAVERS: Final = """
WITH member AS (
    SELECT residence.person_id FROM registry_residence residence
    JOIN registry_household household ON household.id = residence.household_id
    WHERE residence.household_id = %(household)s::bigint AND residence.period @> %(on)s::date
      AND residence.person_id > %(after)s::bigint
      AND (%(offices)s::bigint[] IS NULL OR household.office_id = ANY(%(offices)s::bigint[]))
),
kin AS (
    SELECT member.person_id, other.person_id AS kin_id FROM member
    JOIN registry_residence own ON own.person_id = member.person_id
    JOIN registry_household shared ON shared.id = own.household_id AND shared.kind = 'family'
    JOIN registry_residence other
      ON other.household_id = own.household_id AND other.period && own.period
     AND other.person_id <> own.person_id
    WHERE own.relation <> %(stranger)s AND other.relation <> %(stranger)s
    UNION
    SELECT member.person_id, link.parent_id FROM member
    JOIN registry_parentage link ON link.child_id = member.person_id
)
SELECT DISTINCT ON (kin.person_id)
       kin.person_id, known.name, known.birth_date, kin.kin_id, theirs.name AS kin_name,
       home.id AS household_id, home.number AS household_number, address.full_text AS address
FROM kin
JOIN registry_residence living ON living.person_id = kin.kin_id AND living.period @> %(on)s::date
JOIN registry_household home ON home.id = living.household_id AND home.kind = 'family'
 AND (%(offices)s::bigint[] IS NULL OR home.office_id = ANY(%(offices)s::bigint[]))
JOIN registry_householdaddress lived
  ON lived.household_id = home.id AND lived.period @> %(on)s::date
JOIN registry_address address ON address.id = lived.address_id AND address.kind = 'dwelling'
JOIN registry_division division
  ON division.id = address.division_id AND division.code LIKE %(district)s || '%%'
JOIN registry_particulars known
  ON known.person_id = kin.person_id AND known.period @> %(on)s::date
JOIN registry_particulars theirs
  ON theirs.person_id = kin.kin_id AND theirs.period @> %(on)s::date
ORDER BY kin.person_id, living.relation, home.id LIMIT %(limit)s::bigint
"""


@dataclass(frozen=True, slots=True)
class Leaver:
    """A member with kin in a family household of the district, at a dwelling."""

    person_id: int
    name: str = field(repr=False)
    birth_date: date
    kin_id: int
    kin_name: str = field(repr=False)
    household_id: int
    household_number: str
    address: str


def leavers_of(
    household_id: int,
    *,
    district: str,
    scope: Scope,
    on: date,
    limit: int = LIMIT,
    after: int = 0,
) -> Page[Leaver]:
    """Return members whose kin have a dwelling in a district (any division code); one statement.

    Kin are those who share or shared a family household with them, and their parents. Only
    households the scope shows are told.
    """
    rows = fetch(
        LEAVERS,
        {
            "household": household_id,
            "district": stem(district),
            "offices": scope.offices,
            "on": on,
            "after": after,
            "stranger": STRANGER,
            "limit": limit + 1,
        },
    )
    return Page.of([_leaver(row, scope) for row in rows], limit=limit, key="person_id")


def _leaver(row: dict[str, Any], scope: Scope) -> Leaver:
    return Leaver(**row | {"address": scope.address(row["address"])})
