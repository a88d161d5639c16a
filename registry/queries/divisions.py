"""Questions about the administrative tree (行政区划) on a day, and how it changed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from hukou.kernel import division_code
from registry.models import Division, DivisionChange, DivisionLevel

from .addresses import DIVISION_ON, PLACE_ON
from .page import Page
from .scope import Scope
from .sql import fetch

SHOWN: Final = 20

AFFECTED: Final = """
SELECT residence.person_id, known.name, household.id AS household_id,
       household.number AS household_number, home.full_text AS address
FROM registry_residence residence
JOIN registry_household household ON household.id = residence.household_id
JOIN registry_householdaddress lived
     ON lived.household_id = household.id AND lived.period @> %(on)s::date
JOIN registry_address address ON address.id = lived.address_id
JOIN LATERAL {division} division ON true
JOIN LATERAL {home} home ON true
LEFT JOIN registry_particulars known
     ON known.person_id = residence.person_id AND known.period @> %(on)s::date
WHERE residence.period @> %(on)s::date AND division.code = ANY(%(codes)s::text[])
  AND (%(offices)s::bigint[] IS NULL OR household.office_id = ANY(%(offices)s::bigint[]))
"""
PEOPLE: Final = (
    AFFECTED
    + "AND residence.person_id > %(after)s::bigint ORDER BY residence.person_id LIMIT %(limit)s"
)
COUNTS: Final = """
SELECT count(*) AS people, count(DISTINCT household_id) AS households FROM (<rows>) affected
""".replace("<rows>", AFFECTED)


@dataclass(frozen=True, slots=True)
class AffectedPerson:
    """Somebody registered in a division that is to change (涉及人员)."""

    person_id: int
    name: str = field(repr=False)
    household_id: int
    household_number: str
    address: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Affected:
    """How many people and households live in divisions, and a page of who they are."""

    people: int
    households: int
    page: Page[AffectedPerson]


def villages_of(townships: Iterable[str], *, on: date) -> dict[str, list[str]]:
    """Return the codes of villages and neighbourhoods on a day, in order, by township code."""
    villages = defaultdict(list)
    rows = (
        Division.objects.on(on)
        .filter(level=DivisionLevel.VILLAGE, parent__code__in=list(townships))
        .order_by("code")
        .values_list("parent__code", "code")
    )
    for township, code in rows:
        villages[township].append(code)
    return dict(villages)


def division_on(code: str, *, on: date) -> Division | None:
    """Return the division that a code means on a day."""
    found = Division.objects.on(on).filter(code=code)
    return found.select_related("parent__parent").first()


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """Return the latest name of each code; one query."""
    rows = Division.objects.filter(code__in=list(codes)).order_by("period")
    return dict(rows.values_list("code", "name"))


def divisions_below(division: Division, *, on: date) -> list[Division]:
    """Return the divisions right below one, on a day, by code."""
    return list(Division.objects.on(on).filter(parent=division).order_by("code"))


def affected_by(
    codes: Iterable[str], *, scope: Scope, on: date, after: int = 0, limit: int = SHOWN
) -> Affected:
    """Return everybody registered in these villages or communities on a day; two statements."""
    told = {"division": DIVISION_ON, "home": PLACE_ON.format(address="lived.address_id")}
    asked = {"codes": list(codes), "offices": scope.offices, "on": on}
    [counts] = fetch(COUNTS.format(**told), asked)
    rows = fetch(PEOPLE.format(**told), asked | {"after": after, "limit": limit + 1})
    people = [
        AffectedPerson(
            **row | {"name": row["name"] or "", "address": scope.address(row["address"])}
        )
        for row in rows
    ]
    page = Page.of(people, limit=limit, key="person_id")
    return Affected(counts["people"], counts["households"], page)


def division_changes(areas: Iterable[str]) -> QuerySet[DivisionChange]:
    """Return the changes that touched divisions of these areas, the latest first."""
    inside = Q(pk__in=[])
    for area in areas:
        stem = division_code.stem(area)
        inside |= Q(steps__former__code__startswith=stem)
        inside |= Q(steps__following__code__startswith=stem)
    found = DivisionChange.objects.filter(inside).distinct().select_related("account")
    return found.prefetch_related("steps__former", "steps__following").order_by("-on", "-pk")
