"""What only the whole file shows (整体核对): heads, ages, doubles; then who is registered."""

from typing import Any, Final

from django.db import connection, transaction

from hukou.kernel.ages import FULL_AGE
from hukou.kernel.kinship import relation_kind
from hukou.kernel.periods import add_years
from registry.errors import ImportUnderWay, NoRows, constraints_explained
from registry.models import FormerKind, HouseholdKind, ImportRun, ImportState

from .planner import planned
from .reading import LINES_A_RUN
from .rules import rule
from .staging import held

NOT_BY_BIRTH: Final = ("27", "37", "57", "58")
"""Adopted or step children and parents: their ages follow no rule of nature."""
YOUNGER: Final = ("child", "grandchild")
OLDER: Final = ("parent", "grandparent")

FAULTS: Final = """
WITH homes AS MATERIALIZED (
    SELECT household_number, min(id) AS first_id, min(kind) AS kind,
           count(*) FILTER (WHERE relation = '02') AS heads,
           min(birth_date) FILTER (WHERE relation = '02') AS head_born,
           bool_or(relation NOT IN ('02', '99') AND birth_date <= %(adult)s) AS has_adult,
           bool_or(kind = '') AS unreadable,
           min(kind) <> max(kind) OR min(division_code) <> max(division_code)
               OR min(full_text) <> max(full_text) AS differs
    FROM registry_importedrow WHERE id BETWEEN %(first)s AND %(last)s AND household_number <> ''
    GROUP BY household_number
), twice AS MATERIALIZED (
    SELECT number FROM registry_importedrow
    WHERE id BETWEEN %(first)s AND %(last)s AND number <> ''
    GROUP BY number HAVING count(*) > 1
), wrong AS (
    SELECT staged.id, jsonb_agg(jsonb_build_array(
        fault.name,
        CASE WHEN fault.name = 'id_number'
             THEN left(fault.value, 6) || '********' || right(fault.value, 4)
             ELSE fault.value END, fault.rule) ORDER BY fault.place) AS faults
    FROM registry_importedrow staged
    LEFT JOIN homes ON homes.household_number = staged.household_number
    LEFT JOIN registry_importedrow first
           ON homes.differs AND NOT homes.unreadable AND first.id = homes.first_id
    LEFT JOIN twice ON twice.number = staged.number
    LEFT JOIN LATERAL (
        SELECT id FROM registry_heldnumber WHERE number = staged.number LIMIT 1) held ON true
    CROSS JOIN LATERAL (
        SELECT * FROM (VALUES
            (1, homes.kind = 'family' AND homes.heads = 0 AND staged.id = homes.first_id,
             'relation', staged.relation, %(no_head)s),
            (2, homes.heads > 1 AND staged.relation = '02',
             'relation', staged.relation, %(two_heads)s),
            (3, homes.kind = 'family' AND homes.heads = 1 AND staged.relation = '02'
                AND homes.head_born > %(adult)s AND homes.has_adult,
             'birth_date', staged.birth_date::text, %(head_under_age)s),
            (4, homes.heads = 1 AND staged.relation = ANY(%(younger)s)
                AND staged.birth_date <= homes.head_born,
             'birth_date', staged.birth_date::text, %(older_than_parent)s),
            (5, homes.heads = 1 AND staged.relation = ANY(%(older)s)
                AND staged.birth_date >= homes.head_born,
             'birth_date', staged.birth_date::text, %(younger_than_child)s),
            (6, staged.kind <> first.kind, 'household_kind', staged.kind, %(differs)s),
            (7, staged.division_code <> first.division_code,
             'division_code', staged.division_code, %(differs)s),
            (8, staged.full_text <> first.full_text, 'address', staged.address, %(differs)s),
            (9, twice.number IS NOT NULL, 'id_number', staged.number, %(twice)s),
            (10, held.id IS NOT NULL, 'id_number', staged.number, %(held)s)
        ) AS listed (place, applies, name, value, rule) WHERE listed.applies
    ) fault
    WHERE staged.id BETWEEN %(first)s AND %(last)s
      AND (twice.number IS NOT NULL OR held.id IS NOT NULL OR homes.heads <> 1 OR homes.differs
           OR homes.head_born > %(adult)s OR staged.relation = ANY(%(younger)s)
           OR staged.relation = ANY(%(older)s))
    GROUP BY staged.id
)
UPDATE registry_importedrow staged
SET faults = coalesce(staged.faults, '[]'::jsonb) || wrong.faults
FROM wrong WHERE wrong.id = staged.id
"""

HOUSEHOLDS: Final = """
INSERT INTO registry_importedhousehold
    (id, run_id, ordinal, number, first_line, last_line, people_before)
SELECT %(first)s + ordinal, %(run)s, ordinal, household_number, first_line, last_line,
       coalesce(sum(people) OVER (
           ORDER BY ordinal ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
FROM (
    SELECT household_number, first_line, last_line, people,
           row_number() OVER (ORDER BY first_line) - 1 AS ordinal
    FROM (
        SELECT household_number, min(line) AS first_line, max(line) AS last_line,
               count(*) AS people
        FROM registry_importedrow
        WHERE id BETWEEN %(first)s AND %(last)s AND household_number <> ''
        GROUP BY household_number HAVING bool_and(faults IS NULL)
    ) clean
) placed
"""

COUNTS: Final = """
WITH counted AS (
    SELECT staged.kind, staged.former_kind, count(*) AS people,
           count(DISTINCT household.ordinal) AS households
    FROM registry_importedhousehold household
    JOIN registry_importedrow staged ON staged.household_number = household.number
     AND staged.id BETWEEN %(first)s AND %(last)s
    WHERE household.run_id = %(run)s
    GROUP BY GROUPING SETS ((staged.kind), (staged.former_kind))
)
SELECT kind, former_kind, people, households FROM counted
"""

OFFICES: Final = """
SELECT coalesce(array_agg(DISTINCT office_id ORDER BY office_id), '{}') FROM registry_importedrow
WHERE id BETWEEN %(first)s AND %(last)s AND office_id IS NOT NULL
"""


@transaction.atomic
@constraints_explained()
def check_import(run_id: int, *, reserving: bool) -> ImportRun:
    """Check a file that was read to its end, and settle which households are registered.

    A household with one bad row is refused whole. The keys of those that are registered are
    reserved with this commit, so that they do not depend on how often the run is killed; a
    rehearsal reserves none.

    Raises:
        NoRows: the file holds a header and nothing else.
        ImportUnderWay: it is not read to its end, or was checked before.
    """
    run = held(run_id)
    if run.state != ImportState.STAGING or run.read_bytes != run.file_size:
        raise ImportUnderWay(run=run_id)
    if not run.rows:
        raise NoRows(file=run.file_name)
    span = {"run": run_id, "first": run_id * LINES_A_RUN}
    span["last"] = span["first"] + LINES_A_RUN - 1
    with connection.wrap_database_errors, connection.cursor() as cursor:
        with planned(cursor, enable_nestloop="off", work_mem="64MB"):
            cursor.execute(FAULTS, span | _rules(run))
            cursor.execute(HOUSEHOLDS, span)
            cursor.execute(COUNTS, span)
            counted = cursor.fetchall()
            cursor.execute(OFFICES, span)
            [[run.offices]] = cursor.fetchall()
        run.households = sum(row[3] for row in counted if row[0] is not None)
        run.people = sum(row[2] for row in counted if row[0] is not None)
        if reserving:
            cursor.execute(
                "SELECT registry_reserve_keys(%s::bigint, %s::bigint, %s::bigint)",
                [run_id, run.households, run.people],
            )
    run.counts = _counts(counted, refused=run.rows - run.people)
    run.state = ImportState.LOADING
    run.save(update_fields=["households", "people", "counts", "offices", "state"])
    return run


def _rules(run: ImportRun) -> dict[str, Any]:
    today = run.recorded_at.date()
    kinds = {code: _kind(code) for code in map("{:02d}".format, range(10, 100))}
    by_birth = {code: kind for code, kind in kinds.items() if code not in NOT_BY_BIRTH}
    return {
        "adult": add_years(today, -FULL_AGE),
        "younger": [code for code, kind in by_birth.items() if kind in YOUNGER],
        "older": [code for code, kind in by_birth.items() if kind in OLDER],
        "no_head": rule("no-head"),
        "two_heads": rule("two-heads"),
        "head_under_age": rule("head-under-age"),
        "older_than_parent": rule("older-than-parent"),
        "younger_than_child": rule("younger-than-child"),
        "differs": rule("household-differs"),
        "twice": rule("number-twice-in-file"),
        "held": rule("number-already-held"),
    }


def _kind(code: str) -> str:
    try:
        return relation_kind(code)
    except KeyError:
        return ""


def _counts(counted: list[tuple[Any, ...]], *, refused: int) -> dict[str, Any]:
    """Return what is reconciled with the file: households by kind, people by former type."""
    kinds = dict.fromkeys(HouseholdKind.values, 0)
    types = dict.fromkeys([*FormerKind.values, ""], 0)
    for kind, former, people, households in counted:
        if kind is not None:
            kinds[kind] += households
        else:
            types[former] += people
    return {"households": kinds, "people": types, "refused": refused}
