"""What the register says about the people of an application, all in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import connection

from registry.queries import DIVISION_ON, facts_told_by

_SQL: Final = """
select party.id as party_id, person.id as person_id, held.number, known.name, known.sex,
       known.birth_date, known.marital_status, household.id as household_id,
       household.number as household_number, residence.relation, household.office_id,
       address.full_text as address, division.code as division
from applications_party party
join registry_person person on person.id = party.person_id
left join registry_heldnumber held on held.person_id = person.id and held.period @> %(on)s::date
left join registry_particulars known on known.person_id = person.id and known.period @> %(on)s::date
left join registry_residence residence
       on residence.person_id = person.id and residence.period @> %(on)s::date
left join registry_household household on household.id = residence.household_id
left join registry_householdaddress lived
       on lived.household_id = household.id and lived.period @> %(on)s::date
left join registry_address address on address.id = lived.address_id
left join lateral {division} division on true
where party.application_id = any(%(applications)s)
order by person.id
"""
_LOCK: Final = " for update of person"


@dataclass(frozen=True, slots=True)
class Registered:
    """One person as registered on a day; empty where the register does not say."""

    party_id: int
    person_id: int
    number: str | None = field(repr=False)
    name: str | None = field(repr=False)
    sex: str | None
    birth_date: date | None
    marital_status: str | None
    household_id: int | None
    household_number: str | None
    relation: str | None
    office_id: int | None
    address: str | None = field(repr=False)
    division: str | None

    def facts(self) -> dict[str, object]:
        """Return the facts of the vocabulary that the register itself knows."""
        return facts_told_by(
            birth_date=self.birth_date,
            sex=self.sex,
            marital_status=self.marital_status,
            division=self.division,
        )

    def snapshot(self) -> dict[str, Any]:
        """Return where the person is registered, as an assessment keeps it."""
        return {
            "person": self.person_id,
            "household": self.household_id,
            "household_number": self.household_number,
            "relation": self.relation,
            "address": self.address,
            "division": self.division,
        }


def registered(application_id: UUID, *, on: date, lock: bool = False) -> dict[int, Registered]:
    """Return the people of an application by party, as registered on `on`.

    `lock` holds the people, in the order of their ids, until the transaction ends.
    """
    return registered_of_all([application_id], on=on, lock=lock)


def registered_of_all(
    application_ids: Sequence[UUID], *, on: date, lock: bool = False
) -> dict[int, Registered]:
    """Return the people of many applications by party, as `registered` does. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            _SQL.format(division=DIVISION_ON) + (_LOCK if lock else ""),
            {"applications": list(application_ids), "on": on},
        )
        people = [Registered(*row) for row in cursor.fetchall()]
    return {each.party_id: each for each in people}
