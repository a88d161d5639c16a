"""Ages, relationships and places that cannot be (年龄、关系、住址疑点)."""

from typing import Final

from .check import Check, about_people
from .parameters import Whole

OLD: Final = """
    SELECT registered.person_id, registered.household_id, registered.office_id,
           '{{}}'::jsonb AS evidence
    FROM registered JOIN registry_person person ON person.id = registered.person_id
    WHERE person.died_on IS NULL
      AND registered.birth_date <= %(on)s::date - make_interval(years => %(max_age)s)
"""

BEFORE_BIRTH: Final = """
    SELECT registered.person_id, registered.household_id, registered.office_id,
           '{{}}'::jsonb AS evidence
    FROM registered
    WHERE EXISTS (
        SELECT FROM registry_residence ever WHERE ever.person_id = registered.person_id
          AND least(lower(ever.period), ever.arrived_on) < registered.birth_date)
"""

# Children by blood (子女) and parents of the head; step, adoptive and in-law relations have no gap
# that must be.
GAP: Final = """
WITH {registered}
SELECT ARRAY[least(head.person_id, other.person_id), greatest(head.person_id, other.person_id)]
           AS people,
       ARRAY[head.household_id] AS households, '{{}}'::bigint[] AS notices,
       head.office_id, 100 AS score,
       jsonb_build_object('parent', CASE WHEN other.relation ~ '^5' THEN other.person_id
                                         ELSE head.person_id END) AS evidence
FROM registered head
JOIN registered other ON other.household_id = head.household_id
WHERE head.relation = '{head}' AND head.household_kind = 'family'
  AND ((other.relation IN ('20', '21', '22', '23', '24', '25', '26', '29',
                           '30', '31', '32', '33', '34', '35', '36', '39')
        AND other.birth_date < head.birth_date + make_interval(years => %(min_gap)s))
    OR (other.relation IN ('50', '51', '52')
        AND head.birth_date < other.birth_date + make_interval(years => %(min_gap)s)))
"""

SPOUSES_TWICE: Final = """
WITH {registered}
SELECT array_agg(registered.person_id ORDER BY registered.person_id) AS people,
       ARRAY[registered.household_id] AS households, '{{}}'::bigint[] AS notices,
       registered.office_id, 100 AS score, '{{}}'::jsonb AS evidence
FROM registered
WHERE registered.relation IN ({spouses}) AND registered.household_kind = 'family'
GROUP BY registered.household_id, registered.office_id
HAVING count(*) > 1
"""

SPOUSE_TOO_YOUNG: Final = """
    SELECT registered.person_id, registered.household_id, registered.office_id,
           '{{}}'::jsonb AS evidence
    FROM registered
    WHERE registered.relation IN ({spouses}) AND {too_young}
"""

# 20 to 23 are married, 30 widowed, 40 divorced (GB/T 2261.2).
MARRIED_TOO_YOUNG: Final = """
    SELECT registered.person_id, registered.household_id, registered.office_id,
           jsonb_build_object('marital_status', registered.marital_status) AS evidence
    FROM registered
    WHERE registered.marital_status ~ '^[234]' AND {too_young}
      AND registered.relation NOT IN ({spouses})
"""

HEAD_TOO_YOUNG: Final = """
    SELECT registered.person_id, registered.household_id, registered.office_id,
           '{{}}'::jsonb AS evidence
    FROM registered
    WHERE registered.relation = '{head}' AND registered.household_kind = 'family'
      AND registered.birth_date > %(on)s::date - make_interval(years => %(adult_age)s)
      AND EXISTS (
          SELECT FROM registered grown WHERE grown.household_id = registered.household_id
            AND grown.relation <> '{stranger}'
            AND grown.birth_date <= %(on)s::date - make_interval(years => %(adult_age)s))
"""

TOO_OLD: Final = Check(
    about_people(OLD), (Whole("max_age", "年龄上限", 100, 130, "岁"),), "年龄超过上限，没有死亡登记"
)
REGISTERED_BEFORE_BIRTH: Final = Check(about_people(BEFORE_BIRTH), (), "户口登记早于出生日期")
PARENT_GAP: Final = Check(
    GAP,
    (Whole("min_gap", "父母子女年龄差下限", 10, 25, "岁"),),
    "户主与其亲生子女或父母的年龄差小于下限",
)
TWO_SPOUSES: Final = Check(SPOUSES_TWICE, (), "同一户主在同一天有两个配偶")
MARRIAGE_AGES: Final = (
    Whole("men", "男方年龄下限", 14, 25, "岁"),
    Whole("women", "女方年龄下限", 14, 25, "岁"),
)
SPOUSE_UNDER_AGE: Final = Check(
    about_people(SPOUSE_TOO_YOUNG), MARRIAGE_AGES, "登记为户主配偶的人未到年龄下限"
)
MARRIED_UNDER_AGE: Final = Check(
    about_people(MARRIED_TOO_YOUNG),
    MARRIAGE_AGES,
    "婚姻状况为已婚、丧偶或离婚的人未到年龄下限（户主配偶另有规则）",
)
HEAD_UNDER_AGE: Final = Check(
    about_people(HEAD_TOO_YOUNG),
    (Whole("adult_age", "成年年龄", 16, 18, "岁"),),
    "户主未成年，户内有成年亲属",
)
