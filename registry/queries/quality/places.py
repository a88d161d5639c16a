"""Addresses that cannot be (住址疑点)."""

from typing import Final

from .check import Check
from .parameters import Flag

# Most addresses lie in their office's area at first sight; what has become of their division
# is asked only of the others.
OUTSIDE: Final = """
WITH area AS (
    SELECT areas.office_id, division.code FROM registry_office_areas areas
    JOIN registry_division division ON division.id = areas.division_id
), astray AS MATERIALIZED (
    SELECT household.id, household.office_id, lived.address_id, address.division_id
    FROM registry_household household
    JOIN registry_householdaddress lived
      ON lived.household_id = household.id AND lived.period @> %(on)s::date
    JOIN registry_address address ON address.id = lived.address_id
    JOIN registry_division division ON division.id = address.division_id
    WHERE household.period @> %(on)s::date
      AND household.office_id IN (SELECT office_id FROM area)
      AND NOT EXISTS (SELECT FROM area WHERE area.office_id = household.office_id
                      AND starts_with(division.code, area.code))
)
SELECT '{{}}'::bigint[] AS people, ARRAY[address.id] AS households, '{{}}'::bigint[] AS notices,
       address.office_id, 100 AS score,
       jsonb_build_object('address', address.address_id) AS evidence
FROM astray address
CROSS JOIN LATERAL {division} division
WHERE NOT EXISTS (SELECT FROM area WHERE area.office_id = address.office_id
                  AND starts_with(division.code, area.code))
"""

MISSING: Final = """
SELECT '{{}}'::bigint[] AS people, ARRAY[household.id] AS households, '{{}}'::bigint[] AS notices,
       household.office_id, 100 AS score,
       jsonb_build_object('address', lived.address_id) AS evidence
FROM registry_household household
LEFT JOIN registry_householdaddress lived
  ON lived.household_id = household.id AND lived.period @> %(on)s::date
LEFT JOIN registry_address address ON address.id = lived.address_id
WHERE household.period @> %(on)s::date
  AND (lived.id IS NULL OR (%(needs_door)s AND address.plate = '' AND address.room = ''))
"""

ADDRESS_OUTSIDE_AREA: Final = Check(OUTSIDE, (), "户住址所在社区（村）不属于登记机关的辖区")
HOUSEHOLD_WITHOUT_ADDRESS: Final = Check(
    MISSING,
    (Flag("needs_door", "没有门牌号和室号的也算缺失"),),
    "户没有现住址，或住址没有门牌",
)
