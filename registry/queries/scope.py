"""What somebody may see of the register (查询范围): whose, and which fields."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from hukou.kernel.identity_number import mask
from registry.errors import KeptElsewhere
from registry.models import Account, Household, Person, PostingRole, Residence

from .sql import fetch

BASIC: Final = frozenset({"name", "sex", "birth_date", "ethnicity", "household", "relation"})
NUMBER: Final = "number"
ADDRESS: Final = "address"
PARTICULARS: Final = "particulars"
ACTUAL: Final = "actual_residence"
"""Where people really live: for those who keep the register, and no other agency."""

COUNTER_ROLES: Final = frozenset(
    {
        PostingRole.AUXILIARY,
        PostingRole.OFFICER,
        PostingRole.CHIEF,
        PostingRole.COUNTY_APPROVER,
        PostingRole.CITY_APPROVER,
    }
)
"""Administrators keep accounts, security or logs, and see nobody's data."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose data are shown (by office, None being all) and which fields of them.

    `office_id` is where whoever asks is posted, and `area` that office with those below it, also
    of an administrator who sees nobody's data there.

    An identity number is masked unless `fields` holds `number`; `revealing` adds it, and
    whoever asks for that writes a disclosure.
    """

    principal: str
    account_id: int | None = None
    client: str | None = None
    role: str | None = None
    office_id: int | None = None
    office_ids: frozenset[int] | None = frozenset()
    area: frozenset[int] = frozenset()
    fields: frozenset[str] = frozenset()
    purpose: str = ""

    def revealing(self, field: str = NUMBER) -> "Scope":
        """Return this scope with one more field."""
        return replace(self, fields=self.fields | {field})

    def for_purpose(self, purpose: str) -> "Scope":
        """Return this scope with the purpose that was stated."""
        return replace(self, purpose=purpose)

    @property
    def offices(self) -> list[int] | None:
        """The offices as a query parameter; None means no limit."""
        return None if self.office_ids is None else sorted(self.office_ids)

    def number(self, text: str) -> str:
        """Return an identity number as this scope may see it."""
        return text if NUMBER in self.fields else mask(text)

    def address(self, text: str) -> str:
        """Return an address, or nothing where it is not for this scope."""
        return text if ADDRESS in self.fields else ""

    def keeps(self, office_id: int | None) -> bool:
        """Whether an office is one of these."""
        return self.office_ids is None or office_id in self.office_ids

    def require_kept(self, office_id: int | None) -> None:
        """Refuse to write about whoever another office keeps today; who is kept by none may be.

        Raises KeptElsewhere.
        """
        if office_id is not None and not self.keeps(office_id):
            raise KeptElsewhere(office=office_id)

    def households(self, households: QuerySet[Household]) -> QuerySet[Household]:
        """Keep the households of these offices."""
        if self.office_ids is None:
            return households
        return households.filter(office_id__in=self.office_ids)

    def people(self, people: QuerySet[Person]) -> QuerySet[Person]:
        """Keep those who are or were registered with these offices."""
        if self.office_ids is None:
            return people
        here = Residence.objects.filter(
            person=OuterRef("pk"), household__office_id__in=self.office_ids
        )
        return people.filter(Exists(here))


EVER_HERE: Final = """EXISTS (
    SELECT FROM registry_residence ever
    JOIN registry_household there ON there.id = ever.household_id
    WHERE ever.person_id = {person} AND there.office_id = ANY(%(offices)s::bigint[]) OFFSET 0)"""
"""Whether a person is or was registered with the scope's offices, for statements in SQL.

OFFSET 0 has each person asked by themselves: their residences are read by index.
"""

POSTING_AND_BELOW: Final = """
WITH RECURSIVE area AS (
    SELECT posting.role, posting.office_id AS own, posting.office_id FROM registry_posting posting
    WHERE posting.account_id = %(account)s AND posting.period @> %(on)s::date
    UNION
    SELECT area.role, area.own, office.id FROM area
    JOIN registry_office office ON office.parent_id = area.office_id
)
SELECT role, own, array_agg(office_id) AS offices FROM area GROUP BY role, own
"""


def scope_of(account: Account, *, on: date) -> Scope:
    """Return what an officer may see on a day: their office's part, and of those below. One query.

    Somebody without a post sees nothing.
    """
    posts = fetch(POSTING_AND_BELOW, {"account": account.pk, "on": on})
    role = posts[0]["role"] if posts else None
    if role not in COUNTER_ROLES:
        own = posts[0]["own"] if posts else None
        area = frozenset(posts[0]["offices"]) if posts else frozenset()
        who = f"account:{account.pk}"
        return Scope(who, account_id=account.pk, role=role, office_id=own, area=area)
    return Scope(
        f"account:{account.pk}",
        account_id=account.pk,
        role=role,
        office_id=posts[0]["own"],
        office_ids=frozenset(posts[0]["offices"]),
        area=frozenset(posts[0]["offices"]),
        fields=BASIC | {ADDRESS, PARTICULARS, ACTUAL},
    )


CLIENT_FIELDS: Final = {
    "residents:read": BASIC,
    "households:read": BASIC,
    "residents:number": frozenset({NUMBER}),
    "residents:address": frozenset({ADDRESS}),
}


def scope_of_client(client_id: str, scopes: frozenset[str]) -> Scope:
    """Return what another agency may see by the scopes it was granted. No query."""
    granted = (CLIENT_FIELDS.get(scope, frozenset()) for scope in scopes)
    reads = bool({"residents:read", "households:read"} & scopes)
    return Scope(
        f"client:{client_id}",
        client=client_id,
        office_ids=None if reads else frozenset(),
        fields=frozenset().union(*granted) if reads else frozenset(),
    )
