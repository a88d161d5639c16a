"""What other agencies know and the register does not (外部通报): the dead, and the present."""

from typing import Final

from .check import Check
from .parameters import Flag, Whole, Words

DEAD: Final = """
WITH {registered}
SELECT ARRAY[registered.person_id] AS people, ARRAY[registered.household_id] AS households,
       array_agg(DISTINCT notice.id ORDER BY notice.id) AS notices,
       registered.office_id, 100 AS score,
       jsonb_build_object('notices', jsonb_agg(DISTINCT notice.id ORDER BY notice.id)) AS evidence
FROM registry_externalnotice notice
JOIN registry_heldnumber held ON held.number = notice.number
JOIN registry_person told ON told.id = held.person_id
JOIN registered ON registered.person_id = coalesce(told.merged_into_id, told.id)
JOIN registry_person person ON person.id = registered.person_id
WHERE notice.kind = 'death' AND person.died_on IS NULL
  AND notice.event_date <= %(on)s::date - %(grace_days)s
  AND notice.event_date >= registered.birth_date
  AND (NOT %(same_name)s OR EXISTS (
      SELECT FROM registry_particulars ever
      WHERE ever.person_id IN (told.id, registered.person_id)
        AND notice.name_norm IN (ever.name_norm, lower(replace(ever.former_name, '·', '')))))
GROUP BY registered.person_id, registered.household_id, registered.office_id
"""

# A birth is told by the number of the mother. Her child is on the register where somebody born
# that day was ever in a household of hers, or is her child by an entry.
PRESENT: Final = """
WITH told AS (
    SELECT notice.id, notice.kind, notice.number, notice.event_date, notice.office_id,
           coalesce(person.merged_into_id, person.id) AS person_id, person.died_on
    FROM registry_externalnotice notice
    LEFT JOIN registry_heldnumber held ON held.number = notice.number
    LEFT JOIN registry_person person ON person.id = held.person_id
    WHERE notice.kind = ANY(%(kinds)s::text[])
      AND notice.event_date <= %(on)s::date - %(grace_days)s
), home AS (
    SELECT residence.person_id, residence.household_id, household.office_id
    FROM registry_residence residence
    JOIN registry_household household ON household.id = residence.household_id
    WHERE residence.person_id IN (SELECT person_id FROM told)
      AND residence.period @> %(on)s::date
), missing AS (
    SELECT told.* FROM told
    WHERE told.kind <> 'birth' AND told.died_on IS NULL
      AND NOT EXISTS (SELECT FROM home WHERE home.person_id = told.person_id)
      AND NOT EXISTS (SELECT FROM registry_actualresidence lives
                      WHERE lives.person_id = told.person_id AND lives.period @> %(on)s::date)
    UNION ALL
    SELECT told.* FROM told
    WHERE told.kind = 'birth' AND NOT EXISTS (
        SELECT FROM registry_residence mother
        JOIN registry_residence child ON child.household_id = mother.household_id
        JOIN registry_particulars known
          ON known.person_id = child.person_id AND known.birth_date = told.event_date
        WHERE mother.person_id = told.person_id
    ) AND NOT EXISTS (
        SELECT FROM registry_parentage parentage
        JOIN registry_particulars known
          ON known.person_id = parentage.child_id AND known.birth_date = told.event_date
        WHERE parentage.parent_id = told.person_id)
)
SELECT CASE WHEN min(missing.person_id) IS NULL THEN '{{}}'::bigint[]
            ELSE ARRAY[min(missing.person_id)] END AS people,
       CASE WHEN min(home.household_id) IS NULL THEN '{{}}'::bigint[]
            ELSE ARRAY[min(home.household_id)] END AS households,
       array_agg(missing.id ORDER BY missing.id) AS notices,
       coalesce(min(home.office_id), min(missing.office_id)) AS office_id, 100 AS score,
       jsonb_build_object('notices', jsonb_agg(missing.id ORDER BY missing.id)) AS evidence
FROM missing LEFT JOIN home ON home.person_id = missing.person_id
GROUP BY missing.number, CASE WHEN missing.kind = 'birth' THEN missing.event_date END
HAVING coalesce(min(home.office_id), min(missing.office_id)) IS NOT NULL
"""

DEAD_NOT_CANCELLED: Final = Check(
    DEAD,
    (
        Whole("grace_days", "死亡后宽限天数", 0, 365, "天"),
        Flag("same_name", "通报姓名须与登记相符"),
    ),
    "卫生、民政、殡葬部门通报已经死亡，户口尚未注销",
)
PRESENT_NOT_COLLECTED: Final = Check(
    PRESENT,
    (
        Words(
            "kinds",
            "依据哪些通报",
            {"birth": "出生", "school": "在校学生", "insurance": "参保人员"},
        ),
        Whole("grace_days", "事件后宽限天数", 0, 365, "天"),
    ),
    "卫生、教育、社保部门通报在本地出生、就读或参保，登记簿中没有户口登记",
)
