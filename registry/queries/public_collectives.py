"""Public collective households by district, and which district lacks one (公共集体户配备)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from hukou.kernel import clock
from hukou.law import load_law

from .collectives import ON_DUTY
from .scope import Scope
from .sql import fetch

DISTRICTS: Final = """
WITH area AS (
    SELECT DISTINCT division.code,
           CASE WHEN length(division.code) = 6 THEN regexp_replace(division.code, '(00)+$', '')
                ELSE division.code END AS stem
    FROM registry_office_areas lies
    JOIN registry_division division ON division.id = lies.division_id
    WHERE %(offices)s::bigint[] IS NULL OR lies.office_id = ANY(%(offices)s::bigint[])
),
district AS (
    SELECT DISTINCT county.code, county.name FROM registry_division county
    JOIN area ON area.code LIKE county.code || '%%' OR county.code LIKE area.stem || '%%'
    WHERE county.level = 'county' AND county.period @> %(on)s::date
)
SELECT district.code, district.name, household.id, household.number, household.name AS household,
       coalesce(duty.keepers, '{{}}') AS keepers,
       (%(offices)s::bigint[] IS NULL
        OR household.office_id = ANY(%(offices)s::bigint[])) AS is_ours
FROM district
LEFT JOIN registry_division lineage ON lineage.code = district.code
LEFT JOIN registry_collectivehousehold details
       ON details.district_id = lineage.id AND details.sort = 'public'
LEFT JOIN registry_household household
       ON household.id = details.household_id AND household.period @> %(on)s::date
LEFT JOIN LATERAL (
    SELECT array_agg(keeper.name::text ORDER BY keeper.id) AS keepers FROM {on_duty} keeper
    WHERE keeper.household_id = household.id
) duty ON true
ORDER BY district.code, household.id
"""

WITHOUT_DETAILS: Final = """
SELECT household.number AS subject FROM registry_household household
LEFT JOIN registry_collectivehousehold details ON details.household_id = household.id
WHERE household.kind = 'collective' AND details.id IS NULL AND upper_inf(household.period)
ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class PublicHousehold:
    """A public collective household and who is on duty there; `is_ours` where it may be opened."""

    id: int
    number: str
    name: str
    keepers: list[str]
    is_ours: bool


@dataclass(frozen=True, slots=True)
class District:
    """A district: how many public collective households it has, and must have (配备)."""

    code: str
    name: str
    households: tuple[PublicHousehold, ...]
    at_least: int
    keepers_each: int
    document: str
    clause: str
    is_firm: bool

    @property
    def keepers(self) -> int:
        return sum(len(each.keepers) for each in self.households)

    @property
    def lacks_household(self) -> bool:
        return len(self.households) < self.at_least

    @property
    def unkept(self) -> tuple[PublicHousehold, ...]:
        """The households with too few keepers on duty."""
        return tuple(each for each in self.households if len(each.keepers) < self.keepers_each)

    @property
    def alarms(self) -> bool:
        return self.lacks_household or bool(self.unkept)


def public_collectives_by_district(*, scope: Scope, on: date) -> list[District]:
    """Return every district of a scope's area; one statement.

    Households of other offices count, since the duty is the district's, and are not opened.
    """
    return _districts(scope.offices, on=on)


def districts_that_alarm() -> list[str]:
    """Return the codes of districts without a public collective household, or a keeper, today."""
    return [f"district {each.code}" for each in _districts(None, on=clock.today()) if each.alarms]


def _districts(offices: list[int] | None, *, on: date) -> list[District]:
    rows = fetch(DISTRICTS.format(on_duty=ON_DUTY), {"offices": offices, "on": on})
    law = load_law().collectives
    names = {row["code"]: row["name"] for row in rows}
    districts = []
    for code, name in names.items():
        duty = law.at(code, on=on).duty
        assert duty is not None  # noqa: S101 - the national text has one
        mine = {
            row["id"]: PublicHousehold(
                row["id"], row["number"], row["household"], row["keepers"], row["is_ours"]
            )
            for row in rows
            if row["code"] == code and row["id"] is not None
        }
        districts.append(
            District(
                code=code,
                name=name,
                households=tuple(mine.values()),
                at_least=duty.at_least,
                keepers_each=duty.keepers,
                document=duty.cite.document,
                clause=duty.cite.clause,
                is_firm=duty.firm,
            )
        )
    return districts
