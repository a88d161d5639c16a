"""Running the rules of data quality over the register (质量检查): a rerun adds nothing twice."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import connection, transaction

from hukou.kernel import clock
from registry.errors import NoSuchRecord, constraints_explained
from registry.models import QualityCheck, QualityRule
from registry.queries import check_of
from registry.queries.quality import CONCERNING

# One statement: what is found comes in or is opened again, what is found no more is cleared. A
# dismissed finding stays dismissed for as long as its evidence is the same.
PUT: Final = """
WITH found AS MATERIALIZED (
    SELECT told.*,
           concat(CASE WHEN told.people <> '{{}}' THEN 'p' || array_to_string(told.people, '-')
                       WHEN told.households <> '{{}}'
                       THEN 'h' || array_to_string(told.households, '-') END,
                  'n' || told.notices[1]) AS subject
    FROM ({check}) told WHERE %(active)s
), known AS (
    SELECT finding.id, finding.subject, finding.status, finding.evidence, finding.office_id
    FROM registry_qualityfinding finding WHERE finding.rule_id = %(rule)s
), put AS (
    INSERT INTO registry_qualityfinding AS finding
        (rule_id, subject, people, households, notices, office_id, found_on, status, score,
         evidence)
    SELECT %(rule)s, subject, people, households, notices, office_id, %(on)s::date, 'open', score,
           evidence
    FROM found
    WHERE NOT EXISTS (
        SELECT FROM known WHERE known.subject = found.subject
          AND known.status IN ('open', 'dismissed') AND known.evidence = found.evidence
          AND (known.office_id = found.office_id OR known.status = 'dismissed'))
    ORDER BY subject
    ON CONFLICT (rule_id, subject) DO UPDATE
    SET households = excluded.households, notices = excluded.notices,
        office_id = excluded.office_id, score = excluded.score, evidence = excluded.evidence,
        status = 'open',
        found_on = CASE WHEN finding.status = 'open' THEN finding.found_on
                        ELSE excluded.found_on END
    WHERE finding.status <> 'dismissed' OR finding.evidence <> excluded.evidence
    RETURNING finding.subject
)"""
WATCH: Final = """<put>, gone AS (
    UPDATE registry_qualityfinding finding SET status = 'cleared'
    WHERE finding.rule_id = %(rule)s AND finding.status = 'open'
      AND NOT EXISTS (SELECT FROM found WHERE found.subject = finding.subject)
    RETURNING finding.id
)
SELECT (SELECT count(*) FROM found),
       (SELECT count(*) FROM put WHERE NOT EXISTS (
           SELECT FROM known WHERE known.subject = put.subject)),
       (SELECT count(*) FROM put JOIN known ON known.subject = put.subject
        WHERE known.status <> 'open'),
       (SELECT count(*) FROM gone)
""".replace("<put>", PUT)
LOOK: Final = "<put> SELECT count(*) FROM put".replace("<put>", PUT)


@dataclass(frozen=True, slots=True)
class Checked:
    """What one run of one rule came to: found at all, new, opened again, and cleared."""

    found: int
    new: int
    reopened: int
    cleared: int


@transaction.atomic
@constraints_explained()
def check_quality_rule(rule_id: int, *, on: date | None = None) -> Checked:
    """Run one rule over the whole register as of a day, today when left out (质量检查).

    Two runs of a rule wait for each other. A rule that does not count on that day clears what it
    had found.

    Raises:
        NoSuchRecord, UnknownCheck, BadParameter
    """
    rule = QualityRule.objects.lock(rule_id)
    if rule is None:
        raise NoSuchRecord(rule=rule_id)
    day = on or clock.today()
    check = check_of(rule.kind)
    bound = {
        **check.read(rule.parameters),
        "rule": rule.pk,
        "on": day,
        "active": day in rule.period,
    }
    with connection.cursor() as cursor:
        cursor.execute(WATCH.format(check=check.statement), bound)
        return Checked(*cursor.fetchone())


@transaction.atomic
@constraints_explained()
def open_visit_findings(people: Collection[int]) -> int:
    """Open what visits to these people found, at once (走访与登记不符); return how many.

    The nightly run keeps or clears it like any other finding; nothing is cleared here. Without
    the rule, or while it does not count, nothing is opened.
    """
    if not people:
        return 0
    today = clock.today()
    rules = QualityRule.objects.on(today).filter(kind=QualityCheck.VISIT_DIFFERS)
    return sum(_looked(rule, people, today) for rule in rules.order_by("id"))


def _looked(rule: QualityRule, people: Collection[int], today: date) -> int:
    check = check_of(rule.kind)
    bound = {
        **check.read(rule.parameters),
        "rule": rule.pk,
        "on": today,
        "active": True,
        "people": sorted(people),
    }
    with connection.cursor() as cursor:
        cursor.execute(LOOK.format(check=check.concerning(CONCERNING)), bound)
        return int(cursor.fetchone()[0])
