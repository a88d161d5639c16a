"""Readings that want explaining (异常查询): own relatives, without a case, unusually many.

Nothing here says that somebody did wrong: the audit administrator asks. Whose data were read is
told by number of people, and by key where it matters; never by name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from hukou.kernel import clock
from hukou.kernel.kinship import STRANGER
from registry.models import EntryKind

from .sql import fetch

TIMES_THE_MEDIAN: Final = 3
AT_LEAST: Final = 50
"""People in a day before a volume is called unusual, however few the colleagues read."""
AROUND: Final = timedelta(days=30)
"""A reading has a case if something was recorded about the person so many days before or after."""

LISTED: Final = ["search", "applications", "findings", "living_apart", "renumbering", "round_list"]
"""Readings of a list name whoever happens to stand in it; all others were of somebody."""

AREA: Final = """
area AS (
    SELECT id FROM registry_office WHERE id = %(office)s::bigint
    UNION
    SELECT below.id FROM area JOIN registry_office below ON below.parent_id = area.id
),
reading AS MATERIALIZED (
    SELECT each.id, each.account_id, each.office_id, each.kind, each.application, each.purpose,
           each.recorded_at, person,
           (each.recorded_at AT TIME ZONE 'Asia/Shanghai')::date AS on
    FROM registry_disclosure each CROSS JOIN LATERAL unnest(each.people) person
    WHERE each.recorded_at >= %(since)s::timestamptz AND each.recorded_at < %(until)s::timestamptz
      AND each.account_id IS NOT NULL AND each.office_id IN (SELECT id FROM area)
)"""

RELATIVES: Final = f"""
WITH RECURSIVE {AREA},
kin AS (
    SELECT DISTINCT account.id AS account_id, other.person_id AS person
    FROM registry_account account
    JOIN registry_residence own ON own.person_id = account.person_id
    JOIN registry_household home ON home.id = own.household_id AND home.kind = 'family'
    JOIN registry_residence other
      ON other.household_id = own.household_id AND other.period && own.period
    WHERE own.relation <> %(stranger)s AND other.relation <> %(stranger)s
    UNION
    SELECT account.id, parent_id FROM registry_account account
    JOIN registry_parentage ON child_id = account.person_id
    UNION
    SELECT account.id, child_id FROM registry_account account
    JOIN registry_parentage ON parent_id = account.person_id
)
SELECT account.name AS officer, office.name AS office, reading.on,
       count(DISTINCT reading.person) AS people, count(*) AS readings,
       array_agg(DISTINCT reading.person) AS subjects,
       bool_or(reading.person = account.person_id) AS own
FROM reading
JOIN kin ON kin.account_id = reading.account_id AND kin.person = reading.person
JOIN registry_account account ON account.id = reading.account_id
JOIN registry_office office ON office.id = reading.office_id
GROUP BY account.id, office.id, reading.on
ORDER BY 3 DESC, account.id
"""  # noqa: S608 - our own text

WITHOUT_A_CASE: Final = f"""
WITH RECURSIVE {AREA}
SELECT account.name AS officer, office.name AS office, reading.on,
       count(DISTINCT reading.person) AS people, count(*) AS readings,
       array_agg(DISTINCT reading.person) AS subjects, false AS own
FROM reading
JOIN registry_account account ON account.id = reading.account_id
JOIN registry_office office ON office.id = reading.office_id
WHERE reading.kind <> ALL(%(lists)s::text[]) AND reading.application IS NULL
  AND NOT EXISTS (
    SELECT FROM registry_entry entry
    WHERE entry.person_id = reading.person AND entry.office_id = reading.office_id
      AND entry.kind <> %(imported)s::text
      AND entry.recorded_at BETWEEN reading.recorded_at - %(around)s::interval
                                AND reading.recorded_at + %(around)s::interval)
  AND NOT EXISTS (
    SELECT FROM registry_disclosure cased
    WHERE cased.person_id = reading.person AND cased.application IS NOT NULL
      AND cased.office_id = reading.office_id
      AND cased.recorded_at BETWEEN reading.recorded_at - %(around)s::interval
                                AND reading.recorded_at + %(around)s::interval)
GROUP BY account.id, office.id, reading.on
ORDER BY 4 DESC, 3 DESC, account.id
"""  # noqa: S608 - our own text

UNUSUAL: Final = f"""
WITH RECURSIVE {AREA},
daily AS (
    SELECT account_id, office_id, reading.on, count(DISTINCT person) AS people,
           count(*) AS readings
    FROM reading GROUP BY 1, 2, 3
),
usual AS (
    SELECT office_id, percentile_cont(0.5) WITHIN GROUP (ORDER BY people) AS median
    FROM daily GROUP BY 1
)
SELECT account.name AS officer, office.name AS office, daily.on, daily.people, daily.readings,
       '{{}}'::bigint[] AS subjects, false AS own
FROM daily
JOIN usual USING (office_id)
JOIN registry_account account ON account.id = daily.account_id
JOIN registry_office office ON office.id = daily.office_id
WHERE daily.people >= %(at_least)s::bigint AND daily.people > %(times)s * usual.median
ORDER BY 4 DESC, 3 DESC, account.id
"""  # noqa: S608 - our own text
LISTS: Final[Mapping[str, str]] = {
    "relatives": RELATIVES,
    "without_a_case": WITHOUT_A_CASE,
    "unusual": UNUSUAL,
}


@dataclass(frozen=True, slots=True)
class Anomaly:
    """What one member of staff read on one day that wants explaining.

    `subjects` are keys of the people; `own` says that whoever read is among them.
    """

    officer: str
    office: str
    on: date
    people: int
    readings: int
    subjects: tuple[int, ...]
    own: bool


def anomalies(office_id: int, *, since: date, until: date) -> dict[str, list[Anomaly]]:
    """Return what wants explaining at an office and those below it, by kind; `until` included."""
    told: dict[str, Any] = {
        "office": office_id,
        "since": clock.start_of(since),
        "until": clock.start_of(until + timedelta(days=1)),
        "stranger": STRANGER,
        "around": AROUND,
        "lists": LISTED,
        "imported": EntryKind.IMPORTED.value,
        "at_least": AT_LEAST,
        "times": TIMES_THE_MEDIAN,
    }
    return {
        name: [
            Anomaly(**row | {"subjects": tuple(row["subjects"])}) for row in fetch(statement, told)
        ]
        for name, statement in LISTS.items()
    }
