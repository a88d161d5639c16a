"""Whom findings are about, in words that a file outside the register uses as well (疑点对象)."""

from typing import Final

from registry.queries.sql import fetch

# People by the number they hold or held last, households by their number, and only where neither
# is known, notices by their reference.
SUBJECTS: Final = """
SELECT CASE WHEN finding.people <> '{}' THEN (
           SELECT array_agg(held.number) FROM unnest(finding.people) AS about (person_id)
           CROSS JOIN LATERAL (
               SELECT number FROM registry_heldnumber WHERE person_id = about.person_id
               ORDER BY period DESC LIMIT 1) held)
       WHEN finding.households <> '{}' THEN (
           SELECT array_agg('户主' || held.number)
           FROM registry_residence residence
           JOIN registry_heldnumber held
             ON held.person_id = residence.person_id AND upper_inf(held.period)
           WHERE residence.household_id = ANY(finding.households) AND residence.relation = '02'
             AND upper_inf(residence.period))
       ELSE (SELECT array_agg(DISTINCT notice.number) FROM registry_externalnotice notice
             WHERE notice.id = ANY(finding.notices)) END AS subjects
FROM registry_qualityfinding finding
WHERE finding.rule_id = %(rule)s AND finding.status = 'open'
"""


def subjects_found(rule_id: int) -> list[frozenset[str]]:
    """Return whom the open findings of a rule are about; one statement.

    People by identity number, households by `户主` with the number of their head, and whoever is
    unknown to the register by the number that was told.
    """
    rows = fetch(SUBJECTS, {"rule": rule_id})
    return [frozenset(row["subjects"] or ()) for row in rows]
