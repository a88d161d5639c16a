"""Identity numbers that do not fit who holds them (号码疑点)."""

from typing import Final

from .check import Check, about_people
from .parameters import Whole, Words

NAMED_OTHERWISE: Final = """
WITH {registered}
SELECT ARRAY[registered.person_id] AS people, ARRAY[registered.household_id] AS households,
       array_agg(notice.id ORDER BY notice.id) AS notices, registered.office_id, 100 AS score,
       jsonb_build_object('notices', jsonb_agg(notice.id ORDER BY notice.id)) AS evidence
FROM registry_externalnotice notice
JOIN registry_heldnumber held ON held.number = notice.number AND held.period @> %(on)s::date
JOIN registered ON registered.person_id = held.person_id
WHERE notice.kind <> 'birth' AND notice.event_date <= %(on)s::date
  AND NOT EXISTS (
      SELECT FROM registry_particulars ever
      WHERE ever.person_id = held.person_id
        AND notice.name_norm IN (ever.name_norm, lower(replace(ever.former_name, '·', ''))))
GROUP BY registered.person_id, registered.household_id, registered.office_id
HAVING count(DISTINCT notice.agency) >= %(agencies)s
"""

UNEXPLAINED: Final = """
    SELECT registered.person_id, registered.household_id, registered.office_id,
           jsonb_build_object('numbers', held.numbers) AS evidence
    FROM registered
    JOIN (SELECT person_id, count(*) AS numbers FROM registry_heldnumber
          GROUP BY person_id HAVING count(*) > 1) held ON held.person_id = registered.person_id
    WHERE NOT EXISTS (
        SELECT FROM registry_entry entry WHERE entry.person_id = registered.person_id
          AND entry.kind IN ('number_changed', 'people_merged', 'reversed'))
"""

CONTRADICTS: Final = """
    SELECT told.person_id, told.household_id, told.office_id,
           jsonb_build_object('signs', array_to_json(array_remove(ARRAY[
               CASE WHEN birth_date THEN 'birth_date' END, CASE WHEN sex THEN 'sex' END], NULL)))
               AS evidence
    FROM (
        SELECT registered.person_id, registered.household_id, registered.office_id,
               'birth_date' = ANY(%(parts)s::text[])
                   AND substr(held.number, 7, 8) <> to_char(registered.birth_date, 'YYYYMMDD')
                   AS birth_date,
               'sex' = ANY(%(parts)s::text[]) AND registered.sex IN ('1', '2')
                   AND substr(held.number, 17, 1)::int %% 2 <> registered.sex::int %% 2 AS sex
        FROM registered
        JOIN registry_heldnumber held
          ON held.person_id = registered.person_id AND held.period @> %(on)s::date
    ) told WHERE told.birth_date OR told.sex
"""

NUMBER_NAMED_OTHERWISE: Final = Check(
    NAMED_OTHERWISE,
    (Whole("agencies", "至少几个部门通报的姓名不同", 1, 5, "个"),),
    "其他部门通报的同一号码，姓名与登记的姓名、曾用名都不同",
)
NUMBERS_UNEXPLAINED: Final = Check(
    about_people(UNEXPLAINED), (), "一人有两个以上号码，又没有变更号码的登记记录"
)
NUMBER_CONTRADICTS: Final = Check(
    about_people(CONTRADICTS),
    (Words("parts", "核对内容", {"birth_date": "出生日期", "sex": "性别"}),),
    "号码中的出生日期或性别与登记事项不同",
)
