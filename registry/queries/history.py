"""What happened (登记记录): the entries of a person or household, and where somebody lived when."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from hukou.kernel.codes import Scheme, of
from registry.models import EntryKind

from .events import REVERSIBLE
from .scope import ACTUAL, EVER_HERE, Scope
from .sql import fetch

ENTRIES: Final = """
SELECT entry.id, entry.kind, entry.reason, entry.event_on AS "on", entry.recorded_at,
       entry.legal_basis AS basis, entry.details, entry.application,
       entry.person_id, known.name AS person_name,
       household.id AS household_id, household.number AS household_number,
       entry.office_id, office.name AS office_name, entry.sequence, account.name AS officer_name,
       entry.reverses_id AS reverses, undone.id AS reversed_by
FROM registry_entry entry
LEFT JOIN registry_entry undone ON undone.reverses_id = entry.id
JOIN registry_office office ON office.id = entry.office_id
LEFT JOIN registry_household household
       ON household.id = entry.household_id
      AND (%(offices)s::bigint[] IS NULL OR household.office_id = ANY(%(offices)s::bigint[]))
LEFT JOIN registry_account account ON account.id = entry.officer_id
LEFT JOIN registry_particulars known
       ON known.person_id = entry.person_id AND known.period @> entry.event_on
WHERE {about} AND (%(offices)s::bigint[] IS NULL OR {shown})
ORDER BY entry.event_on, entry.id
"""

OF_PERSON: Final = "entry.person_id = %(subject)s::bigint"
PERSON_SHOWN: Final = EVER_HERE.format(person="%(subject)s::bigint")
UNTIL_THEY_LEFT: Final = """EXISTS (
    SELECT FROM registry_residence ever
    JOIN registry_household there ON there.id = ever.household_id
    WHERE ever.person_id = %(subject)s::bigint AND there.office_id = ANY(%(offices)s::bigint[])
      AND (entry.office_id = there.office_id OR upper_inf(ever.period)
           OR entry.event_on <= upper(ever.period)) OFFSET 0)"""
"""What came after somebody moved away is for the office that keeps them now."""
OF_HOUSEHOLD: Final = "entry.household_id = %(subject)s::bigint"
HOUSEHOLD_SHOWN: Final = "household.office_id = ANY(%(offices)s::bigint[])"

STAYS: Final = """
SELECT residence.id, residence.household_id, household.number AS household_number,
       residence.relation, lower(residence.period) AS since, upper(residence.period) AS until,
       residence.reason_in AS reason, residence.reason_out, residence.moved_to,
       residence.arrived_from, address.full_text AS address, office.name AS office_name,
       (%(offices)s::bigint[] IS NULL
        OR household.office_id = ANY(%(offices)s::bigint[])) AS visible
FROM registry_residence residence
JOIN registry_household household ON household.id = residence.household_id
JOIN registry_office office ON office.id = household.office_id
LEFT JOIN registry_householdaddress lived
       ON lived.household_id = household.id AND lived.period @> lower(residence.period)
LEFT JOIN registry_address address ON address.id = lived.address_id
WHERE residence.person_id = %(subject)s::bigint
  AND (%(offices)s::bigint[] IS NULL OR {shown})
ORDER BY lower(residence.period)
"""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry as it reads: what, when, when recorded, by whom and on what ground."""

    id: int
    kind: str
    kind_name: str
    reason: str
    on: date
    recorded_at: datetime
    basis: dict[str, Any]
    details: dict[str, Any]
    application: UUID | None
    person_id: int | None
    person_name: str
    household_id: int | None
    household_number: str
    office_id: int
    office_name: str
    sequence: int
    officer_name: str
    reverses: int | None
    reversed_by: int | None

    @property
    def is_reversible(self) -> bool:
        """Whether a reversal may be asked for; a later event may still stand in its way."""
        return self.reversed_by is None and self.kind in REVERSIBLE


@dataclass(frozen=True, slots=True)
class Stay:
    """One stretch of a person's registration: where, as what to the head, from and until when."""

    id: int
    household_id: int
    household_number: str
    relation: str
    relation_name: str
    since: date
    until: date | None
    reason: str
    reason_out: str
    moved_to: str
    arrived_from: str
    address: str
    office_name: str
    visible: bool


def history_of_person(person_id: int, *, scope: Scope) -> list[Event]:
    """Return a person's entries in the order they happened; one statement."""
    return _events(person_id, scope, about=OF_PERSON, shown=UNTIL_THEY_LEFT)


def history_of_household(household_id: int, *, scope: Scope) -> list[Event]:
    """Return a household's entries in the order they happened; one statement."""
    return _events(household_id, scope, about=OF_HOUSEHOLD, shown=HOUSEHOLD_SHOWN)


def _events(subject: int, scope: Scope, *, about: str, shown: str) -> list[Event]:
    rows = fetch(
        ENTRIES.format(about=about, shown=shown), {"subject": subject, "offices": scope.offices}
    )
    names = {kind.value: str(kind.label) for kind in EntryKind}
    texts = ("person_name", "household_number", "officer_name")
    return [
        Event(
            **row | {text: row[text] or "" for text in texts} | _read(row),
            kind_name=names.get(row["kind"], row["kind"]),
        )
        for row in rows
        if row["kind"] != EntryKind.RURAL_RIGHT or scope.shows(ACTUAL)
    ]


def _read(row: dict[str, Any]) -> dict[str, Any]:
    """Read the JSON columns, which a bare cursor returns as text."""
    return {name: json.loads(row[name]) for name in ("basis", "details")}


def stays_of_person(person_id: int, *, scope: Scope) -> list[Stay]:
    """Return where a person is and was registered, oldest first; one statement.

    `visible` says whether the household itself is shown to this scope. Of the others it is told
    which office keeps them, and neither number nor address.
    """
    rows = fetch(STAYS.format(shown=PERSON_SHOWN), {"subject": person_id, "offices": scope.offices})
    relations = of(Scheme.FAMILY_RELATION)
    addresses = ("address", "moved_to", "arrived_from")
    return [
        Stay(
            **row
            | {name: scope.address(row[name] or "") if row["visible"] else "" for name in addresses}
            | ({} if row["visible"] else {"household_number": ""}),
            relation_name=relations.name(row["relation"]),
        )
        for row in rows
    ]
