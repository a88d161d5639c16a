"""How many unsettled residents of towns hold a permit (居住证覆盖率): by area, and over time (P03).

Counted are people who live in a village or community of an urban class (1xx), have lived in that
city for six months or more since they came, whatever the place counts a permit's half year from,
as far as the register was told, and whose hukou is not in it. Who
moves to another address of the city on the day the last one ends goes on living there (`stay_of`).
Who is registered nowhere here is registered elsewhere. Nobody is named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from hukou.kernel import division_code
from registry.queries.sql import fetch

from .standing import CITY
from .years import years_of

HUNDRED: Final = Decimal(100)
TENTH: Final = Decimal("0.1")

YEARS: Final = years_of("starts_with(permit.division_code, %(city)s::text)")
# `former` is the end of the address before in the same city: a stay begins where the next address
# does not begin on that day.
COVERAGE: Final = f"""
{YEARS}
held AS MATERIALIZED (SELECT person_id, period, first, last FROM years),
moves AS (
    SELECT actual.person_id, actual.period, division.code,
           left(division.code, %(city_digits)s::int) AS city,
           lag(upper(actual.period)) OVER (
               PARTITION BY actual.person_id, left(division.code, %(city_digits)s::int)
               ORDER BY lower(actual.period)) AS former
    FROM registry_actualresidence actual
    JOIN registry_address address ON address.id = actual.address_id
    JOIN registry_division division ON division.id = address.division_id
    WHERE starts_with(division.code, %(city)s::text)
),
lived AS MATERIALIZED (
    SELECT person_id, period, code, city,
           max(CASE WHEN former = lower(period) THEN NULL ELSE lower(period) END) OVER (
               PARTITION BY person_id, city ORDER BY lower(period)) AS since
    FROM moves
),
days AS (SELECT unnest(%(days)s::date[]) AS day),
unsettled AS MATERIALIZED (
    SELECT days.day, lived.person_id, left(lived.code, %(digits)s::int) AS area
    FROM days
    JOIN lived
         ON lived.period @> days.day
        AND (lived.since + interval '6 months')::date <= days.day
    JOIN registry_person person
         ON person.id = lived.person_id AND (person.died_on IS NULL OR person.died_on > days.day)
    JOIN registry_urbanruralcode class
         ON class.division_code = lived.code AND class.period @> days.day
        AND starts_with(class.urban_rural_class, '1')
    WHERE starts_with(lived.code, %(area)s::text)
      AND NOT EXISTS (
        SELECT FROM registry_residence residence
        JOIN registry_householdaddress at
             ON at.household_id = residence.household_id AND at.period @> days.day
        JOIN registry_address home ON home.id = at.address_id
        JOIN registry_division there ON there.id = home.division_id
        WHERE residence.person_id = lived.person_id AND residence.period @> days.day
          AND left(there.code, %(city_digits)s::int) = lived.city)
)
SELECT unsettled.day, unsettled.area, count(*) AS unsettled,
       count(*) FILTER (WHERE EXISTS (
           SELECT FROM held
           WHERE held.person_id = unsettled.person_id AND held.period @> unsettled.day
             AND unsettled.day BETWEEN held.first AND held.last)) AS holding
FROM unsettled GROUP BY 1, 2 ORDER BY 1, 2
"""  # noqa: S608 - our own text


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many unsettled residents of an area's towns there are on a day, and hold a permit."""

    area: str
    on: date
    unsettled: int
    holding: int

    @property
    def share(self) -> Decimal | None:
        """Return the share in percent to one place; None where nobody is counted."""
        if not self.unsettled:
            return None
        return (HUNDRED * self.holding / self.unsettled).quantize(TENTH)


def coverage_at(area: str, *, days: Sequence[date], by_part: bool = False) -> list[Coverage]:
    """Return the coverage of an area on each day, by its parts where asked; one statement.

    A day, or a part, with nobody to count is left out. Parts of a city are its counties, of a
    county its townships, of a township its villages and communities.
    """
    code = division_code.parse(area, field="area")
    stem = division_code.stem(code)
    rows = fetch(
        COVERAGE,
        {
            "area": stem,
            "city": stem[:CITY],
            "city_digits": CITY,
            "days": list(days),
            "digits": _digits_below(stem) if by_part else len(stem),
        },
    )
    return [
        Coverage(
            area=row["area"] if by_part else code,
            on=row["day"],
            unsettled=row["unsettled"],
            holding=row["holding"],
        )
        for row in rows
    ]


def _digits_below(stem: str) -> int:
    """Return how many digits a code one level below has: 2, 4, 6, then three at a time."""
    return len(stem) + (2 if len(stem) < 6 else 3)  # noqa: PLR2004 - GB/T 2260
