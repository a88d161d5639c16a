"""What somebody may see of the register (查询范围): whose rows, which fields, for what purpose.

The one place that says so. A list, a count, a search, an export or a document asks its `Scope`; it
is told by whom it is asked (post or program), where (the offices below their own) and what for.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from hukou.kernel.errors import Forbidden, InvalidInput
from hukou.kernel.identity_number import mask
from registry.errors import KeptElsewhere
from registry.models import OFFICERS, STAFF, Account, Household, Person, PostingRole, Residence

from .sql import fetch

BASIC: Final = frozenset({"name", "sex", "birth_date", "ethnicity", "household", "relation"})
NUMBER: Final = "number"
ADDRESS: Final = "address"
PARTICULARS: Final = "particulars"
ACTUAL: Final = "actual_residence"
"""Where people really live: for those who keep the register, and no other agency."""

AT_A_DESK: Final = BASIC | {ADDRESS, PARTICULARS, ACTUAL}
FIELDS: Final[Mapping[str, frozenset[str]]] = {
    **{role.value: AT_A_DESK for role in STAFF},
    "residents:read": BASIC,
    "households:read": BASIC,
    "residents:number": frozenset({NUMBER}),
    "residents:address": frozenset({ADDRESS}),
}
"""Which fields, by post and by what a program was granted.

Who is not named sees nobody: administrators keep accounts, security or logs. A whole identity
number is for no post as such: it takes a purpose (`Scope.revealing`).
"""
READS: Final = frozenset({"residents:read", "households:read"})
"""What a program must be granted to read anybody; it reads everywhere, but fewer fields."""

Row = TypeVar("Row", bound=Model)


class Ground(StrEnum):
    """On what ground rows of other areas are shown (依据): to whom they are needed, no others."""

    FINDING = "finding"
    """Who answers for a finding sees all the records it is about, wherever they are."""
    CARD = "card"
    """Somebody came to the desk and told number and name together, as on their card."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose data are shown (by office, None being all) and which fields of them.

    `office_id` is where whoever asks is posted, and `area` that office with those below it, also
    of an administrator who sees nobody's data there. An identity number is masked unless `fields`
    holds `number`.
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

    def revealing(self, *, purpose: str) -> "Scope":
        """Return this scope with whole identity numbers, for a purpose that is logged.

        Raises:
            Forbidden: a program, which reads numbers only where it was granted them.
            InvalidInput: no purpose is stated.
        """
        if self.shows(NUMBER):
            return self
        if self.client is not None:
            raise Forbidden("identity numbers take the scope residents:number")
        if not purpose.strip():
            raise InvalidInput("say what the number is needed for", field="Purpose")
        return replace(self, fields=self.fields | {NUMBER}, purpose=purpose)

    def for_purpose(self, purpose: str) -> "Scope":
        """Return this scope with the purpose that was stated."""
        return replace(self, purpose=purpose)

    def beyond(self, ground: Ground) -> "Scope":
        """Return this scope for rows of any area, on a ground of those there are."""
        return replace(self, office_ids=None, purpose=self.purpose or ground.value)

    @property
    def offices(self) -> list[int] | None:
        """The offices as a query parameter; None means no limit."""
        return None if self.office_ids is None else sorted(self.office_ids)

    @property
    def sees_nobody(self) -> bool:
        """Whether no row of anybody is for this scope."""
        return self.office_ids == frozenset()

    @property
    def is_staff(self) -> bool:
        """Whether a member of staff asks, and no program."""
        return self.client is None

    @property
    def is_officer(self) -> bool:
        """Whether a police officer in post asks (在编民警)."""
        return self.holds(OFFICERS)

    def holds(self, roles: Collection[PostingRole]) -> bool:
        """Whether who asks holds one of these posts."""
        return self.role in roles

    def shows(self, field: str) -> bool:
        """Whether a field is shown."""
        return field in self.fields

    def number(self, text: str) -> str:
        """Return an identity number as this scope may see it."""
        return text if self.shows(NUMBER) else mask(text)

    def address(self, text: str) -> str:
        """Return an address, or nothing where it is not for this scope."""
        return text if self.shows(ADDRESS) else ""

    def keeps(self, office_id: int | None) -> bool:
        """Whether an office is one of these."""
        return self.office_ids is None or office_id in self.office_ids

    def require_kept(self, office_id: int | None) -> None:
        """Refuse to write about whoever another office keeps today; who is kept by none may be.

        Raises KeptElsewhere.
        """
        if office_id is not None and not self.keeps(office_id):
            raise KeptElsewhere(office=office_id)

    def keeps_all(self, offices: Collection[int]) -> bool:
        """Whether all these offices are among these."""
        return self.office_ids is None or set(offices) <= self.office_ids

    def within(self, office: str = "office") -> Q:
        """Return the condition that a row is of these offices, by the way from it to its office."""
        told: dict[str, Any] = {f"{office}__in": self.offices}
        return Q(pk__isnull=False) if self.office_ids is None else Q(**told)

    def rows(self, rows: QuerySet[Row], office: str = "office") -> QuerySet[Row]:
        """Keep the rows of these offices."""
        return rows if self.office_ids is None else rows.filter(self.within(office))

    def households(self, households: QuerySet[Household]) -> QuerySet[Household]:
        """Keep the households of these offices."""
        return self.rows(households)

    def people(self, people: QuerySet[Person]) -> QuerySet[Person]:
        """Keep those who are or were registered with these offices."""
        if self.office_ids is None:
            return people
        here = Residence.objects.filter(
            person=OuterRef("pk"), household__office_id__in=self.office_ids
        )
        return people.filter(Exists(here))


NOBODY: Final = Scope("anonymous")
REGISTER: Final = Scope("register", office_ids=None, fields=frozenset({PARTICULARS}))
"""Nobody reads: the register judges by what it knows."""
CASE: Final = Scope("case", office_ids=None)
"""What a file tells of those who stand in it, to whoever may open the file: no number."""


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
    who = f"account:{account.pk}"
    if not posts:
        return Scope(who, account_id=account.pk)
    [post, *_] = posts
    area, fields = frozenset(post["offices"]), FIELDS.get(post["role"], frozenset())
    return Scope(
        who,
        account_id=account.pk,
        role=post["role"],
        office_id=post["own"],
        office_ids=area if fields else frozenset(),
        area=area,
        fields=fields,
    )


def scope_of_client(client_id: str, scopes: frozenset[str]) -> Scope:
    """Return what another agency may see by the scopes it was granted. No query."""
    granted = (FIELDS.get(scope, frozenset()) for scope in scopes if ":" in scope)
    reads = bool(READS & scopes)
    return Scope(
        f"client:{client_id}",
        client=client_id,
        office_ids=None if reads else frozenset(),
        fields=frozenset().union(*granted) if reads else frozenset(),
    )
