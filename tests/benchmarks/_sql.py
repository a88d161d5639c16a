"""What the register is asked, written by hand: the yardsticks of reads and of as-of questions."""

from typing import Final

REGISTRATION: Final = """
SELECT household_id, relation, period, arrived_on FROM registry_residence
WHERE person_id = %s::bigint AND period @> %s::date
"""

RESIDENT: Final = """
SELECT person.id, known.name, known.sex, known.birth_date, known.ethnicity,
       household.id, household.number, household.kind, lived_in.relation, lived_in.arrived_on,
       lived_in.reason_in, lower(lived_in.period), division.code, office.id, office.name,
       held.number, person.merged_into_id
FROM registry_person person
JOIN registry_particulars known
     ON known.person_id = person.id AND known.period @> %(on)s::date
JOIN registry_heldnumber held
     ON held.person_id = person.id AND held.period @> %(on)s::date
JOIN registry_residence lived_in
     ON lived_in.person_id = person.id AND lived_in.period @> %(on)s::date
JOIN registry_household household ON household.id = lived_in.household_id
JOIN registry_office office ON office.id = household.office_id
JOIN registry_householdaddress lived_at
     ON lived_at.household_id = household.id AND lived_at.period @> %(on)s::date
JOIN registry_address address ON address.id = lived_at.address_id
JOIN registry_division division ON division.id = address.division_id
WHERE person.id = %(person)s::bigint
"""

NOTE: Final = """
WITH noted AS (
    INSERT INTO registry_disclosure (client, person_id, people, kind, fields, purpose)
    VALUES ('yardstick', %(person)s::bigint, ARRAY[%(person)s::bigint], 'resident',
            ARRAY['birth_date', 'ethnicity', 'household', 'name', 'number', 'relation', 'sex'], '')
)
"""
"""Before RESIDENT: the access log in the same statement."""

MEMBERS: Final = """
SELECT household.id, household.number, household.kind, household.name, office.id, office.name,
       address.full_text, division.code, lived_in.person_id, held.number, known.name, known.sex,
       known.birth_date, known.ethnicity, lived_in.relation, lived_in.arrived_on,
       lived_in.arrived_from, lived_in.reason_in, lower(lived_in.period)
FROM registry_household household
JOIN registry_office office ON office.id = household.office_id
JOIN registry_householdaddress lived_at
     ON lived_at.household_id = household.id AND lived_at.period @> %(on)s::date
JOIN registry_address address ON address.id = lived_at.address_id
JOIN registry_division division ON division.id = address.division_id
JOIN registry_residence lived_in
     ON lived_in.household_id = household.id AND lived_in.period @> %(on)s::date
JOIN registry_particulars known
     ON known.person_id = lived_in.person_id AND known.period @> %(on)s::date
JOIN registry_heldnumber held
     ON held.person_id = lived_in.person_id AND held.period @> %(on)s::date
WHERE household.id = %(household)s::bigint AND household.period @> %(on)s::date
"""
