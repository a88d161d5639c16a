"""Many households at once (批量录入): for a county's old data and for made-up counties."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from psycopg.types.range import Range

from hukou.kernel import division_code
from registry.errors import constraints_explained
from registry.models import (
    Address,
    Division,
    EntryKind,
    HeldNumber,
    Household,
    HouseholdAddress,
    Office,
    Person,
    Residence,
)

from .addresses import region_of
from .copying import copy_in
from .details import PersonDetails
from .households import next_numbers
from .particulars import CheckedParticulars
from .recording import Pen


@dataclass(frozen=True, kw_only=True)
class LoadedMember:
    """One person's time in a household; `relation` by GB/T 4761, dates half-open."""

    identity_number: str
    relation: str
    arrived_on: date
    left_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class LoadedHousehold:
    """One household as it stands in the data that is loaded."""

    office: str
    division: str
    street: str
    plate: str
    room: str
    opened_on: date
    members: Sequence[LoadedMember]
    kind: str = "family"
    name: str = ""


@transaction.atomic
@constraints_explained()
def load_people(
    people: Iterable[PersonDetails],
    *,
    formerly_held: Mapping[str, tuple[str, date]] | None = None,
) -> dict[str, int]:
    """Enrol many people without a residence; return their ids by identity number.

    `formerly_held` gives, by number, the one that the same person held before and the day on
    which it was given up.
    """
    listed = list(people)
    particulars = [CheckedParticulars(_filled_in(details)) for details in listed]
    former = formerly_held or {}
    rows = copy_in([Person() for _ in listed])
    copy_in(
        [
            held
            for person, details in zip(rows, listed, strict=True)
            for held in _numbers(person, details, former.get(details.identity_number))
        ],
    )
    copy_in(
        [checked.of(person) for person, checked in zip(rows, particulars, strict=True)],
    )
    return {
        details.identity_number: person.pk for person, details in zip(rows, listed, strict=True)
    }


@transaction.atomic
@constraints_explained()
def load_households(
    households: Sequence[LoadedHousehold],
    *,
    people: Mapping[str, int],
    on: date,
    basis: Mapping[str, Any],
) -> int:
    """Open many households with everybody who lives or lived there; return how many.

    `people` gives ids by identity number. Each household gets one entry (初始录入) of its
    office, on the day `on` of the loading.
    """
    offices = {office.code: office for office in Office.objects.all()}
    opened = _open(households, offices)
    _give_addresses(opened, households)
    pen = Pen(by=None, on=on, basis=basis)
    entries = [
        pen.note(EntryKind.IMPORTED, office_id=row.office_id, household_id=row.pk, reason="loaded")
        for row in opened
    ]
    pen.write()
    copy_in(
        [
            Residence(
                person_id=people[member.identity_number],
                household=row,
                relation=member.relation,
                period=Range(member.arrived_on, member.left_on),
                arrived_on=member.arrived_on,
                reason_in="loaded",
                reason_out="loaded" if member.left_on else "",
                opened_by=entry,
                closed_by=entry if member.left_on else None,
                prefecture=row.prefecture,
            )
            for row, household, entry in zip(opened, households, entries, strict=True)
            for member in household.members
        ],
    )
    return len(opened)


def _numbers(
    person: Person, details: PersonDetails, former: tuple[str, date] | None
) -> list[HeldNumber]:
    born = details.birth_date
    number, since = details.identity_number, former[1] if former else born
    held = [HeldNumber(person=person, number=number, period=Range(since, None))]
    if former:
        held.append(HeldNumber(person=person, number=former[0], period=Range(born, since)))
    return held


def _filled_in(details: PersonDetails) -> dict[str, Any]:
    filled_in = dict(vars(details))
    del filled_in["identity_number"]
    return filled_in


def _open(households: Sequence[LoadedHousehold], offices: Mapping[str, Office]) -> list[Household]:
    return copy_in(
        [
            Household(
                number=number,
                kind=household.kind,
                name=household.name,
                office=offices[household.office],
                prefecture=division_code.prefecture(household.division),
                period=Range(household.opened_on, None),
            )
            for household, number in zip(households, next_numbers(len(households)), strict=True)
        ],
    )


def _give_addresses(opened: Sequence[Household], households: Sequence[LoadedHousehold]) -> None:
    divisions = {
        division.code: division
        for division in Division.objects.filter(
            code__in={household.division for household in households}, period__upper_inf=True
        )
    }
    regions = {code: region_of(division) for code, division in divisions.items()}
    addresses = copy_in(
        [
            Address(
                division=divisions[household.division],
                street=household.street,
                plate=household.plate,
                room=household.room,
                full_text=(
                    regions[household.division]
                    + f"{household.street}{household.plate}{household.room}"
                ),
            )
            for household in households
        ],
    )
    copy_in(
        [
            HouseholdAddress(household=row, address=address, period=row.period)
            for row, address in zip(opened, addresses, strict=True)
        ],
    )
