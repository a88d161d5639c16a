"""Several registrations of one human being (一人多户): pairs that share enough signs."""

from typing import Final

from .check import Check
from .parameters import Whole

# Candidates are pairs by name, birth date and sex, where one of the names may be a former one; and
# pairs by name and sex whose numbers differ in a few digits. They are found by grouping, which
# needs no join of the register with itself, whatever the planner expects. What a pair shares is
# then weighed: 40 the name (30 where it is only a former one), 30 the birth date, 5 the sex, 15
# numbers that are alike, 20 somebody of the same name in both households; 25 is taken off where
# the ethnic groups differ.
PAIRS: Final = """
WITH {registered}, numbered AS MATERIALIZED (
    SELECT registered.person_id, registered.name_norm, registered.birth_date, registered.sex,
           lower(replace(registered.former_name, '·', '')) AS former_norm, held.number
    FROM registered
    LEFT JOIN registry_heldnumber held
      ON held.person_id = registered.person_id AND held.period @> %(on)s::date
), same_birth AS (
    SELECT array_agg(DISTINCT person_id) AS ids
    FROM (SELECT person_id, name_norm AS name, birth_date, sex FROM numbered
          UNION ALL
          SELECT person_id, former_norm, birth_date, sex FROM numbered WHERE former_norm <> ''
    ) named
    GROUP BY name, birth_date, sex HAVING count(*) > 1
), same_name AS (
    SELECT array_agg(person_id) AS ids, array_agg(number) AS numbers FROM numbered
    WHERE number IS NOT NULL
    GROUP BY name_norm, sex, left(number, 6) HAVING count(*) > 1
), candidate AS (
    SELECT one.id AS one, other.id AS other
    FROM same_birth, unnest(ids) AS one (id), unnest(ids) AS other (id) WHERE one.id < other.id
    UNION
    SELECT one.id, other.id
    FROM same_name, unnest(ids, numbers) AS one (id, number),
         unnest(ids, numbers) AS other (id, number)
    WHERE one.id < other.id AND {differing} <= %(digits)s
), side AS (
    SELECT known.person_id, known.name_norm, known.birth_date, known.ethnicity, known.sex,
           lower(replace(known.former_name, '·', '')) AS former_norm, held.number,
           residence.household_id, household.office_id
    FROM (SELECT one AS id FROM candidate UNION SELECT other FROM candidate) wanted
    JOIN registry_particulars known
      ON known.person_id = wanted.id AND known.period @> %(on)s::date
    JOIN registry_residence residence
      ON residence.person_id = wanted.id AND residence.period @> %(on)s::date
    JOIN registry_household household ON household.id = residence.household_id
    LEFT JOIN registry_heldnumber held
      ON held.person_id = wanted.id AND held.period @> %(on)s::date
), compared AS (
    SELECT one.person_id AS one, other.person_id AS other,
           one.household_id AS home, other.household_id AS other_home, other.office_id,
           one.name_norm = other.name_norm AS name,
           one.name_norm <> other.name_norm AND (one.name_norm = other.former_norm
                                                 OR one.former_norm = other.name_norm)
               AS former_name,
           one.birth_date = other.birth_date AS birth_date,
           coalesce({differing} <= %(digits)s, false) AS number,
           one.household_id <> other.household_id AND EXISTS (
               SELECT FROM registry_residence here
               JOIN registry_particulars known
                 ON known.person_id = here.person_id AND known.period @> %(on)s::date
               JOIN registry_residence there
                 ON there.household_id = other.household_id AND there.period @> %(on)s::date
                AND there.person_id <> other.person_id
               JOIN registry_particulars alike
                 ON alike.person_id = there.person_id AND alike.period @> %(on)s::date
                AND alike.name_norm = known.name_norm AND alike.sex = known.sex
               WHERE here.household_id = one.household_id AND here.period @> %(on)s::date
                 AND here.person_id <> one.person_id) AS kin,
           one.ethnicity <> other.ethnicity AS other_ethnicity
    FROM candidate
    JOIN side one ON one.person_id = candidate.one
    JOIN side other ON other.person_id = candidate.other
), weighed AS (
    SELECT compared.*,
           least(100, greatest(0, 5 + CASE WHEN name THEN 40 ELSE 30 END
               + CASE WHEN birth_date THEN 30 ELSE 0 END + CASE WHEN number THEN 15 ELSE 0 END
               + CASE WHEN kin THEN 20 ELSE 0 END
               - CASE WHEN other_ethnicity THEN 25 ELSE 0 END)) AS score
    FROM compared WHERE name OR former_name
)
SELECT ARRAY[one, other] AS people,
       CASE WHEN home = other_home THEN ARRAY[home] ELSE ARRAY[home, other_home] END AS households,
       '{{}}'::bigint[] AS notices, office_id, score,
       jsonb_build_object('signs', array_to_json(array_remove(ARRAY[
           CASE WHEN name THEN 'name' END, CASE WHEN former_name THEN 'former_name' END,
           CASE WHEN birth_date THEN 'birth_date' END, 'sex', CASE WHEN number THEN 'number' END,
           CASE WHEN kin THEN 'kin' END,
           CASE WHEN other_ethnicity THEN 'other_ethnicity' END], NULL))) AS evidence
FROM weighed WHERE score >= %(threshold)s
"""

DUPLICATE_PERSON: Final = Check(
    PAIRS,
    (
        Whole("threshold", "最低分值", 40, 100, "分"),
        Whole("digits", "号码相近：最多相差位数", 1, 3, "位"),
    ),
    "同一自然人在两户登记：姓名、出生日期、性别、号码、家庭成员等相同或相近，按分值判断",
)
