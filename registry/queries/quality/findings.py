"""The work list of data quality (疑点工作清单): what is found, whose it is, and how old."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from registry.queries.page import Page
from registry.queries.scope import Scope
from registry.queries.sql import fetch

AT_ONCE: Final = 50

COLUMNS: Final = """
SELECT finding.id, finding.rule_id, rule.code, rule.name AS rule_name, rule.kind, rule.severity,
       finding.status, finding.found_on, (%(on)s::date - finding.found_on) AS age, finding.score,
       finding.office_id, office.name AS office_name, account.name AS assigned_to,
       finding.people, finding.households, finding.notices, finding.evidence,
       (SELECT array_agg(known.name ORDER BY known.person_id) FROM registry_particulars known
        WHERE known.person_id = ANY(finding.people) AND known.period @> %(on)s::date) AS names,
       (SELECT array_agg(household.number ORDER BY household.id) FROM registry_household household
        WHERE household.id = ANY(finding.households)) AS household_numbers,
       (SELECT min(notice.name) FROM registry_externalnotice notice
        WHERE notice.id = ANY(finding.notices)) AS told_name
FROM registry_qualityfinding finding
JOIN registry_qualityrule rule ON rule.id = finding.rule_id
JOIN registry_office office ON office.id = finding.office_id
LEFT JOIN registry_account account ON account.id = finding.assigned_to_id
WHERE (%(offices)s::bigint[] IS NULL OR finding.office_id = ANY(%(offices)s::bigint[]))
"""

LISTED: Final = (
    COLUMNS
    + """
  AND finding.status = %(status)s
  AND (%(rule)s::bigint IS NULL OR finding.rule_id = %(rule)s::bigint)
  AND (%(assigned)s::bigint IS NULL OR finding.assigned_to_id = %(assigned)s::bigint)
  AND finding.found_on <= %(on)s::date - %(least)s
  AND (%(most)s::int IS NULL OR finding.found_on >= %(on)s::date - %(most)s::int)
  AND finding.id > %(after)s
ORDER BY finding.id LIMIT %(limit)s
"""
)

ONE: Final = COLUMNS + "  AND finding.id = %(finding)s::bigint"

SUMMARY: Final = """
SELECT office.id AS office_id, office.name AS office_name, rule.id AS rule_id, rule.code,
       rule.name AS rule_name, rule.severity, rule.kind,
       count(*) FILTER (WHERE %(on)s::date - finding.found_on < 7) AS days_7,
       count(*) FILTER (WHERE %(on)s::date - finding.found_on BETWEEN 7 AND 29) AS days_30,
       count(*) FILTER (WHERE %(on)s::date - finding.found_on BETWEEN 30 AND 89) AS days_90,
       count(*) FILTER (WHERE %(on)s::date - finding.found_on >= 90) AS older,
       count(*) AS total
FROM registry_qualityfinding finding
JOIN registry_qualityrule rule ON rule.id = finding.rule_id
JOIN registry_office office ON office.id = finding.office_id
WHERE finding.status = 'open'
  AND (%(offices)s::bigint[] IS NULL OR finding.office_id = ANY(%(offices)s::bigint[]))
GROUP BY office.id, rule.id
ORDER BY office.code, rule.id
"""

NOTICES: Final = """
SELECT notice.id, notice.agency, notice.reference, notice.kind, notice.number, notice.name,
       notice.event_date, notice.received_at
FROM registry_externalnotice notice WHERE notice.id = ANY(%(ids)s::bigint[]) ORDER BY notice.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingSearch:
    """Which findings are asked for; `least` and `most` are ages in days."""

    status: str = "open"
    rule: int | None = None
    assigned_to: int | None = None
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding: by which rule, about whom, whose it is, and how many days old."""

    id: int
    rule_id: int
    code: str
    rule_name: str
    kind: str
    severity: str
    status: str
    found_on: date
    age: int
    score: int
    office_id: int
    office_name: str
    assigned_to: str
    people: list[int]
    households: list[int]
    notices: list[int]
    evidence: dict[str, Any]
    names: list[str]
    household_numbers: list[str]
    told_name: str


@dataclass(frozen=True, slots=True)
class NoticeView:
    """One notice of another agency; its number as the scope may see it."""

    id: int
    agency: str
    reference: str
    kind: str
    number: str
    name: str
    event_date: date
    received_at: Any


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """How many findings of a rule are open at an office, by age in days."""

    office_id: int
    office_name: str
    rule_id: int
    code: str
    rule_name: str
    severity: str
    kind: str
    days_7: int
    days_30: int
    days_90: int
    older: int
    total: int


def list_findings(
    search: FindingSearch, *, scope: Scope, on: date, after: int = 0, limit: int = AT_ONCE
) -> Page[FindingView]:
    """Return findings of the scope's offices, the earliest found first; one statement."""
    asked = {
        "status": search.status,
        "rule": search.rule,
        "assigned": search.assigned_to,
        "least": search.least,
        "most": search.most,
        "after": after,
        "limit": limit + 1,
        "on": on,
        "offices": scope.offices,
    }
    found = [_view(row) for row in fetch(LISTED, asked)]
    return Page.of(found, limit=limit, key="id")


def finding_of(finding_id: int, *, scope: Scope, on: date) -> FindingView | None:
    """Return one finding; None where it belongs to no office of the scope. One statement."""
    rows = fetch(ONE, {"finding": finding_id, "on": on, "offices": scope.offices})
    return _view(rows[0]) if rows else None


def summary_of_findings(*, scope: Scope, on: date) -> list[SummaryRow]:
    """Return how many findings are open, by office, rule and age; one statement."""
    rows = fetch(SUMMARY, {"on": on, "offices": scope.offices})
    return [SummaryRow(**row) for row in rows]


def notices_of(ids: list[int], *, scope: Scope) -> list[NoticeView]:
    """Return the notices a finding rests on; one statement."""
    rows = fetch(NOTICES, {"ids": ids})
    return [NoticeView(**row | {"number": scope.number(row["number"])}) for row in rows]


def _view(row: dict[str, Any]) -> FindingView:
    lists = ("people", "households", "notices", "names", "household_numbers")
    read = {name: row[name] or [] for name in lists}
    texts = {name: row[name] or "" for name in ("assigned_to", "told_name")}
    evidence = json.loads(row["evidence"])
    return FindingView(**row | read | texts | {"evidence": evidence})
