"""One person (人员) on a day, as known on a day, in one statement."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from hukou.kernel import names
from hukou.kernel.codes import Scheme, of
from registry.models import HeldNumber, Particulars, Person

from .addresses import DIVISION_ON, TEXT_ON
from .known import Asked
from .scope import EVER_HERE, PARTICULARS, Scope
from .sql import fetch

PERSON: Final = """
WITH residence AS MATERIALIZED {residence},
     now_in AS (SELECT * FROM residence WHERE period @> %(on)s::date),
     home AS (SELECT array_agg(household_id) AS ids FROM now_in)
SELECT person.id, held.number AS identity_number, known.name, known.former_name, known.sex,
       known.birth_date, known.ethnicity, known.birthplace, known.native_place,
       known.marital_status, known.education, known.occupation, known.workplace,
       known.military_service, known.blood_type, known.height_cm,
       household.id AS household_id, household.number AS household_number,
       household.kind AS household_kind, now_in.relation, now_in.arrived_on,
       now_in.arrived_from, now_in.reason_in, lower(now_in.period) AS since,
       {text} AS address, division.code AS division_code,
       household.office_id, office.name AS office_name,
       CASE WHEN person.died_on <= %(on)s::date THEN person.died_on END AS died_on,
       person.merged_into_id AS merged_into
FROM {person} person
JOIN {particulars} known ON known.period @> %(on)s::date
LEFT JOIN {held} held ON held.period @> %(on)s::date
LEFT JOIN now_in ON true
LEFT JOIN {household} household ON household.id = now_in.household_id
LEFT JOIN registry_office office ON office.id = household.office_id
LEFT JOIN {lived} lived
       ON lived.household_id = household.id AND lived.period @> %(on)s::date
LEFT JOIN registry_address address ON address.id = lived.address_id
LEFT JOIN LATERAL {division} division ON true
WHERE (%(offices)s::bigint[] IS NULL OR {shown})
"""

ONE: Final = "ARRAY[%(person)s::bigint]"
HOME: Final = "(SELECT ids FROM home)::bigint[]"
ADDRESSES: Final = ("address", "arrived_from")
MORE: Final = (
    "former_name",
    "birthplace",
    "native_place",
    "marital_status",
    "education",
    "occupation",
    "workplace",
    "military_service",
    "blood_type",
    "height_cm",
)


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person on `on`, as the register knew them; `household_id` is None when registered nowhere.

    `died_on` is told from that day on. The number is masked, and addresses and further
    particulars are empty, unless the scope shows them.
    """

    id: int
    identity_number: str = field(repr=False)
    name: str = field(repr=False)
    former_name: str = field(repr=False)
    sex: str
    birth_date: date
    ethnicity: str
    birthplace: str
    native_place: str
    marital_status: str
    education: str
    occupation: str
    workplace: str
    military_service: str
    blood_type: str
    height_cm: int | None
    household_id: int | None
    household_number: str
    household_kind: str
    relation: str
    relation_name: str
    arrived_on: date | None
    arrived_from: str
    reason_in: str
    since: date | None
    address: str = field(repr=False)
    division_code: str
    office_id: int | None
    office_name: str
    died_on: date | None
    merged_into: int | None
    on: date
    known_on: date | None


MAY_BE_NONE: Final = {
    "height_cm",
    "household_id",
    "office_id",
    "arrived_on",
    "since",
    "died_on",
    "merged_into",
}


def person_on(
    person_id: int, *, on: date, known_on: date | datetime | None = None, scope: Scope
) -> PersonView | None:
    """Return a person with their registration on a day; None where unknown or not shown.

    One statement. `known_on` is a day, up to its end in Asia/Shanghai, or an instant.
    """
    asked = Asked.of(on, known_on)
    rows = fetch(
        PERSON.format(
            person=asked.rows("person", key="id", keys=ONE),
            residence=asked.rows("residence", key="person_id", keys=ONE),
            particulars=asked.rows("particulars", key="person_id", keys=ONE),
            held=asked.rows("heldnumber", key="person_id", keys=ONE),
            household=asked.joined("household", key="id", keys=HOME),
            lived=asked.joined("householdaddress", key="household_id", keys=HOME),
            division=DIVISION_ON,
            text=TEXT_ON,
            shown=EVER_HERE.format(person="person.id"),
        ),
        {"person": person_id, "on": on, "known": asked.known, "offices": scope.offices},
    )
    if not rows:
        return None
    row = shown({**rows[0], "on": on, "known_on": asked.known_on}, scope)
    return PersonView(**row)


def shown(row: dict[str, Any], scope: Scope) -> dict[str, Any]:
    """Return a row with only what the scope shows, and words for its codes."""
    told = {
        name: "" if value is None and name not in MAY_BE_NONE | {"known_on"} else value
        for name, value in row.items()
    }
    told["identity_number"] = scope.number(told["identity_number"])
    told["relation_name"] = of(Scheme.FAMILY_RELATION).name(told["relation"])
    # Where somebody lives who has moved away is for the office that keeps them now.
    kept_here = scope.keeps(row["office_id"])
    if not kept_here:
        told["household_number"] = ""
    for name in ADDRESSES:
        if name in told:
            told[name] = scope.address(told[name]) if kept_here else ""
    if not scope.shows(PARTICULARS):
        told.update({name: None if name in MAY_BE_NONE else "" for name in MORE if name in told})
    return told


def anybody_enrolled() -> bool:
    """Whether the register holds anybody at all."""
    return Person.objects.exists()


def person_by_card(number: str, name: str, *, on: date) -> Person | None:
    """Return who holds this number and name on a day: both must be right. Two statements.

    The name may be written as keyboards and old systems write it; a bad one is nobody's.
    """
    stored = names.as_stored(name)
    if stored is None:
        return None
    held = (
        HeldNumber.objects.filter(number=number, period__contains=on)
        .select_related("person")
        .first()
    )
    if held is None:
        return None
    known = Particulars.objects.filter(person=held.person_id, name=stored, period__contains=on)
    return held.person if known.exists() else None
