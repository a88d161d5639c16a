"""What a visit found that the register says otherwise (走访与登记不符)."""

from typing import Final

from .check import Check
from .parameters import Whole

# The last word of a visit about somebody counts, while nothing was written since that answers it:
# where they live (实际居住), another registration, another address of the household. Only what
# stands for its stop counts; `{concerning}` narrows it to whom a report was just made about.
DIFFERS: Final = """
WITH {registered}, latest AS (
    SELECT DISTINCT ON (about.person_id)
           about.person_id, report.id, report.stop_id, report.result, report.visited_on
    FROM registry_visitreport report
    CROSS JOIN LATERAL unnest(report.people) AS about (person_id)
    WHERE report.standing = 'stands'
      AND report.result IN ('as_registered', 'not_found', 'elsewhere', 'no_such_door')
      AND report.visited_on BETWEEN %(on)s::date - %(days)s AND %(on)s::date
      AND {concerning}
    ORDER BY about.person_id, report.visited_on DESC, report.recorded_at DESC
), differing AS (
    SELECT latest.*, registered.household_id, registered.office_id,
           jsonb_build_object('signs', jsonb_build_array(latest.result),
                              'stop', latest.stop_id,
                              'visited_on', latest.visited_on) AS evidence
    FROM latest JOIN registered ON registered.person_id = latest.person_id
    WHERE latest.result <> 'as_registered'
)
SELECT ARRAY[person_id] AS people, ARRAY[household_id] AS households,
       '{{}}'::bigint[] AS notices, office_id, 100 AS score, evidence
FROM differing
WHERE result IN ('not_found', 'elsewhere')
  AND NOT EXISTS (
      SELECT FROM registry_residence since
      WHERE since.person_id = differing.person_id AND lower(since.period) > visited_on)
  AND NOT EXISTS (
      SELECT FROM registry_actualresidence lives
      WHERE lives.person_id = differing.person_id AND lives.refreshed_on >= visited_on)
UNION ALL
SELECT '{{}}', ARRAY[household_id], '{{}}', min(office_id), 100,
       (array_agg(evidence ORDER BY visited_on DESC, person_id))[1]
FROM differing
WHERE result = 'no_such_door'
  AND NOT EXISTS (
      SELECT FROM registry_householdaddress lived
      WHERE lived.household_id = differing.household_id AND lower(lived.period) > visited_on)
GROUP BY household_id
"""

CONCERNING: Final = """(report.people && %(people)s::bigint[]
      AND about.person_id = ANY(%(people)s::bigint[]))"""

VISIT_DIFFERS: Final = Check(
    DIFFERS,
    (Whole("days", "只看最近多少天的走访", 30, 1095, "天"),),
    "入户走访没有找到登记在此的人、人住在别处，或门牌不存在，登记簿还没有相应办理",
)
