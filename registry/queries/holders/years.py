"""The years permits are good for (居住证有效年度), for whoever counts or orders many at once."""


def years_of(chosen: str) -> str:
    """Return the recursive query `years` of the permits for which `chosen` is true, as SQL.

    A row a year: `first` and `last` are its days, both included. Years follow
    `hukou.law.permit_tenure`: each ends on the anniversary of the issue, or of the last late
    endorsement; tests hold both against one another.
    """
    return f"""
WITH RECURSIVE years AS (
    SELECT permit.id, permit.person_id, permit.division_code, permit.period,
           lower(permit.period) AS base, 1 AS full, lower(permit.period) AS first,
           (lower(permit.period) + interval '1 year')::date AS last
    FROM registry_residencepermit permit
    WHERE {chosen}
    UNION ALL
    SELECT years.id, years.person_id, years.division_code, years.period,
           anew.base, anew.full, made."on",
           (anew.base + anew.full * interval '1 year')::date
    FROM years
    JOIN LATERAL (
        SELECT endorsement."on" FROM registry_endorsement endorsement
        WHERE endorsement.permit_id = years.id AND endorsement."on" > years.first
        ORDER BY endorsement."on" LIMIT 1
    ) made ON true
    JOIN LATERAL (
        SELECT CASE WHEN made."on" <= years.last THEN years.base ELSE made."on" END AS base,
               CASE WHEN made."on" <= years.last THEN years.full + 1 ELSE 1 END AS full
    ) anew ON true
),
"""  # noqa: S608 - a condition of ours
