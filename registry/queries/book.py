"""The household book (户口簿): a household on a day, as known on a day, in one statement."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from hukou.kernel.codes import SEX_OF_CODE, Scheme, of
from hukou.kernel.kinship import HEAD, Member, relations_to

from .addresses import DIVISION_ON, TEXT_ON
from .known import Asked
from .scope import Scope
from .sql import fetch
from .trees import booklet_order

BOOK: Final = """
WITH household AS MATERIALIZED {household}, residence AS MATERIALIZED {residence},
     people AS (SELECT array_agg(DISTINCT person_id) AS ids FROM residence
                WHERE period @> %(on)s::date)
SELECT household.id, household.number, household.kind, household.name AS household_name,
       household.office_id, office.name AS office_name, {text} AS address,
       division.code AS division_code,
       residence.person_id, held.number AS identity_number, known.name, known.sex,
       known.birth_date, known.ethnicity, residence.relation, residence.arrived_on,
       residence.arrived_from, residence.reason_in, lower(residence.period) AS since
FROM household
JOIN registry_office office ON office.id = household.office_id
LEFT JOIN {lived} lived
       ON lived.household_id = household.id AND lived.period @> %(on)s::date
LEFT JOIN registry_address address ON address.id = lived.address_id
LEFT JOIN LATERAL {division} division ON true
LEFT JOIN residence ON residence.period @> %(on)s::date
LEFT JOIN {particulars} known
       ON known.person_id = residence.person_id AND known.period @> %(on)s::date
LEFT JOIN {held} held
       ON held.person_id = residence.person_id AND held.period @> %(on)s::date
WHERE household.period @> %(on)s::date
  AND (%(offices)s::bigint[] IS NULL OR household.office_id = ANY(%(offices)s::bigint[]))
"""

HOUSEHOLD: Final = "ARRAY[%(household)s::bigint]"
PEOPLE: Final = "(SELECT ids FROM people)::bigint[]"


@dataclass(frozen=True, slots=True)
class BookMember:
    """One member as the booklet lists them; the number is masked unless the scope shows it."""

    person_id: int
    identity_number: str = field(repr=False)
    name: str = field(repr=False)
    sex: str
    birth_date: date
    ethnicity: str
    relation: str
    relation_name: str
    arrived_on: date
    arrived_from: str
    reason_in: str
    since: date


@dataclass(frozen=True, slots=True)
class Book:
    """A household on `on`, as the register knew it on `known_on` (None: as it knows today)."""

    id: int
    number: str
    kind: str
    name: str
    office_id: int
    office_name: str
    address: str
    division_code: str
    on: date
    known_on: date | None
    members: list[BookMember]

    @property
    def head(self) -> BookMember | None:
        """The member who is head on that day."""
        return next((member for member in self.members if member.relation == HEAD), None)

    def relations_to(self, person_id: int) -> dict[int, str | None]:
        """Return what everybody is to one member (GB/T 4761), None where it does not follow.

        Empty where nobody is related: in a collective household, or to somebody else.
        """
        members = {
            each.person_id: Member(
                relation=each.relation, sex=SEX_OF_CODE.get(each.sex), born=each.birth_date
            )
            for each in self.members
        }
        related = self.head is not None and person_id in members
        return relations_to(members, new_head=person_id) if related else {}


def household_on(
    household_id: int, *, on: date, known_on: date | datetime | None = None, scope: Scope
) -> Book | None:
    """Return the book of a household on a day; None where it did not exist or is not shown.

    `known_on` is a day, up to its end in Asia/Shanghai, or an instant. One statement, however
    many members. Members come as the booklet orders them: head, spouse, children,
    grandchildren, parents, grandparents, brothers and sisters, others.
    """
    asked = Asked.of(on, known_on)
    rows = fetch(
        BOOK.format(
            household=asked.rows("household", key="id", keys=HOUSEHOLD),
            residence=asked.rows("residence", key="household_id", keys=HOUSEHOLD),
            lived=asked.joined("householdaddress", key="household_id", keys=HOUSEHOLD),
            particulars=asked.joined("particulars", key="person_id", keys=PEOPLE),
            held=asked.joined("heldnumber", key="person_id", keys=PEOPLE),
            division=DIVISION_ON,
            text=TEXT_ON,
        ),
        {"household": household_id, "on": on, "known": asked.known, "offices": scope.offices},
    )
    if not rows:
        return None
    first = rows[0]
    members = [_member(row, scope) for row in rows if row["person_id"] is not None]
    return Book(
        id=first["id"],
        number=first["number"],
        kind=first["kind"],
        name=first["household_name"],
        office_id=first["office_id"],
        office_name=first["office_name"],
        address=scope.address(first["address"] or ""),
        division_code=first["division_code"] or "",
        on=on,
        known_on=asked.known_on,
        members=sorted(members, key=_place),
    )


def _member(row: dict[str, Any], scope: Scope) -> BookMember:
    return BookMember(
        person_id=row["person_id"],
        identity_number=scope.number(row["identity_number"] or ""),
        name=row["name"],
        sex=row["sex"],
        birth_date=row["birth_date"],
        ethnicity=row["ethnicity"],
        relation=row["relation"],
        relation_name=of(Scheme.FAMILY_RELATION).name(row["relation"]),
        arrived_on=row["arrived_on"],
        arrived_from=scope.address(row["arrived_from"]),
        reason_in=row["reason_in"],
        since=row["since"],
    )


def _place(member: BookMember) -> tuple[str, date, int]:
    return booklet_order(member.relation, member.birth_date, member.person_id)
