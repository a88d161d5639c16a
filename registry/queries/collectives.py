"""Collective households (集体户): listed, with who keeps them, and who lives in them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from hukou.kernel.errors import InvalidInput
from hukou.kernel.name_keys import name_norm
from hukou.law.places import stem
from registry.models import CollectiveSort, Keeper

from .addresses import DIVISION_ON, TEXT_ON
from .page import Page
from .scope import Scope
from .sql import fetch

LIMIT: Final = 50

ON_DUTY: Final = """(
    SELECT keeper.* FROM registry_keeper keeper
    LEFT JOIN registry_account account ON account.id = keeper.account_id
    WHERE keeper.period @> %(on)s::date
      AND (account.id IS NULL OR (account.is_active AND EXISTS (
          SELECT FROM registry_posting posting
          WHERE posting.account_id = account.id AND posting.period @> %(on)s::date)))
)"""
"""Keepers who are there on a day: police staff only while they hold a post."""

LISTED: Final = """
WITH page AS (
    SELECT household.id, household.number, household.name, household.office_id,
           details.sort, details.credit_code, details.contact, details.phone,
           district.code AS district_code, district.name AS district_name,
           office.name AS office_name, {text} AS address,
           division.code AS division_code
    FROM registry_household household
    JOIN registry_office office ON office.id = household.office_id
    LEFT JOIN registry_collectivehousehold details ON details.household_id = household.id
    LEFT JOIN registry_division district ON district.id = details.district_id
    LEFT JOIN registry_householdaddress lived
           ON lived.household_id = household.id AND lived.period @> %(on)s::date
    LEFT JOIN registry_address address ON address.id = lived.address_id
    LEFT JOIN LATERAL {division} division ON true
    WHERE household.kind = 'collective' AND household.period @> %(on)s::date
      AND household.id > %(after)s::bigint
      AND (%(only)s::bigint IS NULL OR household.id = %(only)s::bigint)
      AND (%(offices)s::bigint[] IS NULL OR household.office_id = ANY(%(offices)s::bigint[]))
      AND (%(sort)s = '' OR details.sort = %(sort)s)
      AND (%(division)s = '' OR division.code LIKE %(division)s || '%%')
      AND (%(text)s = '' OR household.name LIKE '%%' || %(text)s || '%%'
           OR household.number = %(text)s OR details.credit_code = upper(%(text)s))
    ORDER BY household.id LIMIT %(limit)s::bigint
)
SELECT page.*, coalesce(duty.keepers, '{{}}') AS keepers, coalesce(lives.members, 0) AS members
FROM page
LEFT JOIN LATERAL (
    SELECT array_agg(keeper.name::text ORDER BY keeper.id) AS keepers FROM {on_duty} keeper
    WHERE keeper.household_id = page.id
) duty ON true
LEFT JOIN LATERAL (
    SELECT count(*) AS members FROM registry_residence residence
    WHERE residence.household_id = page.id AND residence.period @> %(on)s::date
) lives ON true
ORDER BY page.id
"""

MEMBERS: Final = """
SELECT residence.person_id, known.name, known.sex, known.birth_date, held.number AS identity_number,
       residence.relation, residence.arrived_on, residence.arrived_from, residence.reason_in
FROM registry_residence residence
JOIN registry_household household ON household.id = residence.household_id
LEFT JOIN registry_particulars known
       ON known.person_id = residence.person_id AND known.period @> %(on)s::date
LEFT JOIN registry_heldnumber held
       ON held.person_id = residence.person_id AND held.period @> %(on)s::date
WHERE residence.household_id = %(household)s::bigint AND residence.period @> %(on)s::date
  AND residence.person_id > %(after)s::bigint
  AND (%(offices)s::bigint[] IS NULL OR household.office_id = ANY(%(offices)s::bigint[]))
  AND (%(name)s = '' OR known.name_norm LIKE '%%' || %(name)s || '%%')
ORDER BY residence.person_id LIMIT %(limit)s::bigint
"""


@dataclass(frozen=True, slots=True)
class Collective:
    """A collective household on a day; `sort` is empty where old data did not tell it."""

    id: int
    number: str
    name: str
    sort: str
    credit_code: str
    contact: str
    phone: str
    district_code: str
    district_name: str
    office_id: int
    office_name: str
    address: str
    division_code: str
    keepers: list[str]
    members: int

    @property
    def is_public(self) -> bool:
        return self.sort == CollectiveSort.PUBLIC


@dataclass(frozen=True, slots=True)
class CollectiveMember:
    """One member of a collective household; the number is masked unless the scope shows it."""

    person_id: int
    name: str = field(repr=False)
    identity_number: str = field(repr=False)
    sex: str
    birth_date: date
    relation: str
    arrived_on: date
    arrived_from: str
    reason_in: str


@dataclass(frozen=True, kw_only=True)
class CollectiveSearch:
    """Which collective households: of a sort, of a division, by name, number or credit code."""

    sort: str = ""
    division: str = ""
    text: str = ""


def list_collectives(
    asked: CollectiveSearch,
    *,
    scope: Scope,
    on: date,
    limit: int = LIMIT,
    after: int = 0,
    only: int | None = None,
) -> Page[Collective]:
    """Return the collective households of a scope on a day, in order of their ids; one statement.

    Raises:
        InvalidInput: no such sort, or the division is no code.
    """
    if asked.sort and asked.sort not in CollectiveSort.values:
        raise InvalidInput("没有这一集体户类型。", field="sort")
    division = asked.division.strip()
    if division and not (division.isascii() and division.isdigit()):
        raise InvalidInput("应为 6、9 或 12 位行政区划代码。", field="division")
    rows = fetch(
        LISTED.format(on_duty=ON_DUTY, text=TEXT_ON, division=DIVISION_ON),
        {
            "on": on,
            "offices": scope.offices,
            "after": after,
            "only": only,
            "limit": limit + 1,
            "sort": asked.sort,
            "division": stem(division) if division else "",
            "text": _literal(asked.text.strip()),
        },
    )
    return Page.of([_collective(row, scope) for row in rows], limit=limit, key="id")


def collective_on(household_id: int, *, scope: Scope, on: date) -> Collective | None:
    """Return one collective household on a day; None where it is not one, or not shown."""
    page = list_collectives(CollectiveSearch(), scope=scope, on=on, limit=1, only=household_id)
    return page.items[0] if page.items else None


def members_of(
    household_id: int,
    *,
    scope: Scope,
    on: date,
    name: str = "",
    limit: int = LIMIT,
    after: int = 0,
) -> Page[CollectiveMember]:
    """Return the members of a household on a day, by part of a name, a page at a time."""
    rows = fetch(
        MEMBERS,
        {
            "household": household_id,
            "offices": scope.offices,
            "on": on,
            "after": after,
            "name": _literal(name_norm(name)),
            "limit": limit + 1,
        },
    )
    return Page.of([_member(row, scope) for row in rows], limit=limit, key="person_id")


def keepers_of(household_id: int) -> Sequence[Keeper]:
    """Return the duty list of a household, those to come first; whoever asks may see it."""
    rows = Keeper.objects.filter(household=household_id).select_related("account")
    return list(rows.order_by("-period", "id"))


def _collective(row: dict[str, Any], scope: Scope) -> Collective:
    told: dict[str, Any] = {name: "" if value is None else value for name, value in row.items()}
    return Collective(**told | {"address": scope.address(row["address"] or "")})


def _member(row: dict[str, Any], scope: Scope) -> CollectiveMember:
    return CollectiveMember(
        **row
        | {
            "identity_number": scope.number(row["identity_number"] or ""),
            "arrived_from": scope.address(row["arrived_from"]),
        }
    )


def _literal(text: str) -> str:
    """Return a text that LIKE takes as it stands."""
    return text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
