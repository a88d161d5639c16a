"""Urban or rural on a day (城乡分类): the class of a place, its residents, what changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q

from hukou.kernel import division_code
from registry.models import UrbanRuralCode

from .addresses import DIVISION_ON, PLACE_ON
from .page import Page
from .scope import Scope
from .sql import fetch

URBAN: Final = "1"
RURAL: Final = "2"
"""How codes of the statistical classes of places begin (统计用城乡分类代码)."""
SHOWN: Final = 50

RESIDENTS: Final = """
SELECT CASE left(class.urban_rural_class, 1) WHEN '1' THEN 'urban' WHEN '2' THEN 'rural'
            ELSE 'unknown' END AS kind, count(*) AS people
FROM registry_residence residence
JOIN registry_household household ON household.id = residence.household_id
JOIN registry_householdaddress lived
     ON lived.household_id = household.id AND lived.period @> %(on)s::date
JOIN registry_address address ON address.id = lived.address_id
JOIN LATERAL {division} division ON true
LEFT JOIN registry_urbanruralcode class
     ON class.division_code = division.code AND class.period @> %(on)s::date
WHERE residence.period @> %(on)s::date AND starts_with(division.code, %(area)s::text)
  AND (%(offices)s::bigint[] IS NULL OR household.office_id = ANY(%(offices)s::bigint[]))
GROUP BY 1
"""


@dataclass(frozen=True, slots=True)
class ResidentsByClass:
    """How many registered people count as urban and as rural; the class of some is not known."""

    urban: int = 0
    rural: int = 0
    unknown: int = 0


PLACES: Final = """
SELECT wanted.id AS address, place.full_text AS text,
       coalesce(class.urban_rural_class, '') AS urban_rural_class
FROM unnest(%(addresses)s::bigint[]) wanted (id)
JOIN LATERAL {place} place ON true
LEFT JOIN registry_urbanruralcode class
     ON class.division_code = place.division_code AND class.period @> %(on)s::date
"""


@dataclass(frozen=True, slots=True)
class PlaceThen:
    """An address as it is written on a day, and the class of its village or community then."""

    text: str
    urban_rural_class: str


def places_then(addresses: Iterable[int], *, on: date) -> dict[int, PlaceThen]:
    """Return addresses as they are on a day, by key; one statement."""
    rows = fetch(
        PLACES.format(place=PLACE_ON.format(address="wanted.id")),
        {"addresses": list(addresses), "on": on},
    )
    return {row.pop("address"): PlaceThen(**row) for row in rows}


def urban_rural_class_on(code: str, *, on: date) -> UrbanRuralCode | None:
    """Return the class of a village or community on a day; None where none is recorded."""
    return UrbanRuralCode.objects.on(on).filter(division_code=code).first()


def classes_on(codes: Iterable[str], *, on: date) -> dict[str, str]:
    """Return the classes of many places on a day, by code; one query."""
    rows = UrbanRuralCode.objects.on(on).filter(division_code__in=list(codes))
    return dict(rows.values_list("division_code", "urban_rural_class"))


def is_urban(code: str, *, on: date) -> bool | None:
    """Whether who is registered in a place counts as urban on a day; None where not known."""
    row = urban_rural_class_on(code, on=on)
    return row.urban_rural_class.startswith(URBAN) if row else None


def residents_by_class(area: str, *, scope: Scope, on: date) -> ResidentsByClass:
    """Return who is registered in an area on a day, by the class that day; one statement."""
    rows = fetch(
        RESIDENTS.format(division=DIVISION_ON),
        {"on": on, "area": division_code.stem(area), "offices": scope.offices},
    )
    return ResidentsByClass(**{row["kind"]: row["people"] for row in rows})


def class_changes(
    areas: Iterable[str], *, after: int = 0, limit: int | None = SHOWN
) -> Page[UrbanRuralCode]:
    """Return the classes given in these areas, in the order they were recorded.

    Each row is one change: the class from its first day on. No `limit` is for an export.
    """
    inside = Q(pk__in=[])
    for area in areas:
        inside |= Q(division_code__startswith=division_code.stem(area))
    rows = UrbanRuralCode.objects.filter(inside, pk__gt=after).select_related("account")
    if limit is None:
        return Page(list(rows.order_by("pk")))
    return Page.of(list(rows.order_by("pk")[: limit + 1]), limit=limit, key="pk")
