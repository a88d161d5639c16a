"""Where somebody really lives (实际居住), and whether that is where they are registered (人户分离).

Derived whenever it is asked, never stored: as soon as either side changes, so does the answer.

The rule: both addresses are taken as they are on the day, renumbered plates and changed divisions
followed. The same address is `together`. Another address of the same village or community is
`apart_within` it. Another village or community, or a place outside the register, is `apart`.
Whose actual residence nobody recorded is `unknown`, and is never counted as living apart.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from registry.models import ResidenceSource

from .addresses import PLACE_ON
from .known import Asked
from .scope import ACTUAL, EVER_HERE, Scope
from .sql import fetch


class Whereabouts(StrEnum):
    """How where somebody lives agrees with where they are registered."""

    UNKNOWN = "unknown"
    UNREGISTERED = "unregistered"
    TOGETHER = "together"
    APART_WITHIN = "apart_within"
    APART = "apart"


JUDGED: Final = """
    CASE WHEN actual.id IS NULL THEN 'unknown'
         WHEN lived.address_id IS NULL THEN 'unregistered'
         WHEN actual.address_id IS NULL THEN 'apart'
         WHEN here.id = home.id THEN 'together'
         WHEN here.division_code = home.division_code THEN 'apart_within'
         ELSE 'apart' END"""
"""Over `actual`, `lived`, and the places `here` and `home` on the day."""

ACTUAL_HOME: Final = """
WITH actual AS MATERIALIZED (SELECT * FROM {actual} row WHERE row.period @> %(on)s::date),
     residence AS MATERIALIZED (SELECT * FROM {residence} row WHERE row.period @> %(on)s::date),
     home_of AS (SELECT array_agg(household_id) AS ids FROM residence)
SELECT actual.id, here.id AS address_id, coalesce(here.full_text, actual.place) AS text,
       actual.place, here.division_code, lower(actual.period) AS since, actual.refreshed_on,
       actual.source, account.name AS reported_by, {judged} AS whereabouts,
       home.full_text AS registered
FROM actual
LEFT JOIN residence ON true
LEFT JOIN {lived} lived
       ON lived.household_id = residence.household_id AND lived.period @> %(on)s::date
LEFT JOIN registry_account account ON account.id = actual.reported_by_id
LEFT JOIN LATERAL {here} here ON true
LEFT JOIN LATERAL {home} home ON true
WHERE %(offices)s::bigint[] IS NULL OR ({shown} AND NOT EXISTS (
    SELECT FROM residence away JOIN registry_household there ON there.id = away.household_id
    WHERE there.office_id <> ALL(%(offices)s::bigint[])))
"""
"""Who has moved away is followed up where they are registered now, and shown there alone."""
ONE: Final = "ARRAY[%(person)s::bigint]"
HOMES: Final = "(SELECT ids FROM home_of)::bigint[]"


@dataclass(frozen=True, slots=True)
class ActualHome:
    """Where somebody lives on a day, since when, and how fresh the knowledge is."""

    text: str = field(repr=False)
    address_id: int | None
    division_code: str
    since: date
    refreshed_on: date
    source: str
    source_name: str
    reported_by: str
    whereabouts: Whereabouts
    registered: str = field(repr=False)

    @property
    def is_apart(self) -> bool:
        """Whether registration and residence are apart (人户分离), within a community or beyond."""
        return self.whereabouts in (Whereabouts.APART, Whereabouts.APART_WITHIN)


def actual_home_on(
    person_id: int, *, on: date, known_on: date | datetime | None = None, scope: Scope
) -> ActualHome | None:
    """Return where a person really lives on a day, as known on a day; None where nobody knows.

    One statement. None as well where the scope does not show actual residences.
    """
    if not scope.shows(ACTUAL):
        return None
    asked = Asked.of(on, known_on)
    rows = fetch(
        ACTUAL_HOME.format(
            actual=asked.rows("actualresidence", key="person_id", keys=ONE),
            residence=asked.rows("residence", key="person_id", keys=ONE),
            lived=asked.joined("householdaddress", key="household_id", keys=HOMES),
            here=PLACE_ON.format(address="actual.address_id"),
            home=PLACE_ON.format(address="lived.address_id"),
            judged=JUDGED,
            shown=EVER_HERE.format(person="%(person)s::bigint"),
        ),
        {"person": person_id, "on": on, "known": asked.known, "offices": scope.offices},
    )
    return _home(rows[0]) if rows else None


def _home(row: dict[str, Any]) -> ActualHome:
    return ActualHome(
        text=row["text"],
        address_id=row["address_id"],
        division_code=row["division_code"] or "",
        since=row["since"],
        refreshed_on=row["refreshed_on"],
        source=row["source"],
        source_name=str(ResidenceSource(row["source"]).label),
        reported_by=row["reported_by"] or "",
        whereabouts=Whereabouts(row["whereabouts"]),
        registered=row["registered"] or "",
    )
