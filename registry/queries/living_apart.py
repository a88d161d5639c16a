"""Who is registered in an area and lives elsewhere, or lives there and is registered elsewhere."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from hukou.kernel import division_code
from hukou.kernel.errors import InvalidInput
from registry.models import ResidenceSource

from .addresses import PLACE_ON
from .page import Page
from .scope import Scope
from .sql import fetch
from .whereabouts import JUDGED, Whereabouts

SHOWN: Final = 20
MOST: Final = 100
APART: Final = (Whereabouts.APART, Whereabouts.APART_WITHIN)

# An area's rows are told by the place of registration: whose hukou it is, its station follows up.
ROWS: Final = """
SELECT actual.person_id, known.name, held.number AS identity_number,
       household.id AS household_id, household.number AS household_number,
       home.full_text AS registered, home.division_code,
       coalesce(here.full_text, actual.place) AS lives, lower(actual.period) AS since,
       actual.refreshed_on, actual.source, {judged} AS whereabouts
FROM registry_actualresidence actual
JOIN registry_person person ON person.id = actual.person_id AND person.died_on IS NULL
JOIN registry_residence residence
     ON residence.person_id = actual.person_id AND residence.period @> %(on)s::date
JOIN registry_household household ON household.id = residence.household_id
JOIN registry_householdaddress lived
     ON lived.household_id = household.id AND lived.period @> %(on)s::date
JOIN LATERAL {home} home ON true
LEFT JOIN LATERAL {here} here ON true
LEFT JOIN registry_particulars known
     ON known.person_id = actual.person_id AND known.period @> %(on)s::date
LEFT JOIN registry_heldnumber held
     ON held.person_id = actual.person_id AND held.period @> %(on)s::date
WHERE actual.period @> %(on)s::date
  AND actual.person_id > %(after)s::bigint
  AND (%(offices)s::bigint[] IS NULL OR household.office_id = ANY(%(offices)s::bigint[]))
  AND starts_with(home.division_code, %(area)s::text)
  AND {judged} = ANY(%(levels)s::text[])
"""
LIST: Final = ROWS + "ORDER BY actual.person_id LIMIT %(limit)s"
COUNT: Final = """
SELECT whereabouts, count(*) AS people FROM (<rows>) apart GROUP BY 1
""".replace("<rows>", ROWS)


@dataclass(frozen=True, slots=True)
class LivingApart:
    """Somebody whose hukou and home are apart (人户分离), and how fresh the knowledge is."""

    person_id: int
    name: str = field(repr=False)
    identity_number: str = field(repr=False)
    household_id: int
    household_number: str
    division_code: str
    registered: str = field(repr=False)
    lives: str = field(repr=False)
    since: date
    refreshed_on: date
    source: str
    source_name: str
    whereabouts: Whereabouts


@dataclass(frozen=True, slots=True)
class ApartCounts:
    """How many people live apart, within their community and beyond it."""

    apart: int
    apart_within: int

    @property
    def total(self) -> int:
        return self.apart + self.apart_within


def list_living_apart(
    area: str,
    *,
    scope: Scope,
    on: date,
    level: str = "",
    after: int = 0,
    limit: int = SHOWN,
) -> Page[LivingApart]:
    """Return who is registered in an area and lives elsewhere, a page in order of ids.

    `area` is a division code of any level, or empty for all the scope shows; `level` is `apart`
    or `apart_within`, or empty for both. One statement.

    Raises:
        InvalidInput: no such code or level.
    """
    limit = max(1, min(limit, MOST))
    rows = fetch(_told(LIST), _asked(area, scope, on, level) | {"after": after, "limit": limit + 1})
    return Page.of([_person(row, scope) for row in rows], limit=limit, key="person_id")


def count_living_apart(area: str, *, scope: Scope, on: date) -> ApartCounts:
    """Return how many people the list has, all pages together; one statement."""
    rows = fetch(_told(COUNT), _asked(area, scope, on, "") | {"after": 0})
    counts = {row["whereabouts"]: row["people"] for row in rows}
    return ApartCounts(counts.get(Whereabouts.APART, 0), counts.get(Whereabouts.APART_WITHIN, 0))


def _told(statement: str) -> str:
    return statement.format(
        judged=JUDGED,
        home=PLACE_ON.format(address="lived.address_id"),
        here=PLACE_ON.format(address="actual.address_id"),
    )


def _asked(area: str, scope: Scope, on: date, level: str) -> dict[str, Any]:
    if level and level not in APART:
        raise InvalidInput("请选择社区外分离或社区内异址。", field="level")
    return {
        "area": division_code.stem(division_code.parse(area, field="area")) if area else "",
        "levels": [level] if level else list(APART),
        "offices": scope.offices,
        "on": on,
    }


def _person(row: dict[str, Any], scope: Scope) -> LivingApart:
    told = {
        "identity_number": scope.number(row["identity_number"] or ""),
        "registered": scope.address(row["registered"]),
        "lives": scope.address(row["lives"] or ""),
        "name": row["name"] or "",
        "source_name": str(ResidenceSource(row["source"]).label),
        "whereabouts": Whereabouts(row["whereabouts"]),
    }
    return LivingApart(**row | told)
