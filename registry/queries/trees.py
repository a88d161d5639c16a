"""Households as trees (户内成员关系), before and after a change: what a rehearsal compares."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from hukou.kernel.ages import FULL_AGE
from hukou.kernel.kinship import coarse_group
from hukou.kernel.periods import full_years
from registry.models import Household, HouseholdAddress, Particulars, Residence

from .urban_rural import PlaceThen, places_then

SONS_AND_DAUGHTERS: Final = ("2", "3")


@dataclass(frozen=True, slots=True)
class Standing:
    """One member as a household has them on a day."""

    person_id: int
    name: str = field(repr=False)
    sex: str
    birth_date: date
    relation: str
    age: int

    @property
    def is_minor(self) -> bool:
        return self.age < FULL_AGE


@dataclass(frozen=True, slots=True)
class Home:
    """A household on a day: where it is, whether it exists then, and its members in order."""

    id: int
    number: str
    kind: str
    office_id: int
    address: str
    urban_rural_class: str
    exists: bool
    members: tuple[Standing, ...]


def homes_on(households: Collection[int], *, on: date) -> dict[int, Home]:
    """Return households with their members on a day, by id. Five statements."""
    rows = HouseholdAddress.objects.on(on).filter(household__in=households)
    lived = dict(rows.values_list("household_id", "address_id"))
    places = places_then(lived.values(), on=on)
    nowhere = PlaceThen("", "")
    members = _members(households, on=on)
    return {
        each.pk: Home(
            id=each.pk,
            number=each.number,
            kind=each.kind,
            office_id=each.office_id,
            address=places.get(lived.get(each.pk, 0), nowhere).text,
            urban_rural_class=places.get(lived.get(each.pk, 0), nowhere).urban_rural_class,
            exists=on in each.period,
            members=tuple(members.get(each.pk, ())),
        )
        for each in Household.objects.filter(pk__in=households).order_by("pk")
    }


def homes_of(people: Collection[int], *, on: date) -> set[int]:
    """Return the households in which these people are registered on a day."""
    rows = Residence.objects.on(on).filter(person__in=people)
    return set(rows.values_list("household_id", flat=True))


def booklet_order(relation: str, born: date, person_id: int) -> tuple[str, date, int]:
    """Return a member's place in the booklet: head, spouse, children, grandchildren, and so on."""
    group = coarse_group(relation)
    return ("2" if group in SONS_AND_DAUGHTERS else group, born, person_id)


def _members(households: Collection[int], *, on: date) -> Mapping[int, list[Standing]]:
    rows = list(Residence.objects.on(on).filter(household__in=households))
    known = {
        each.person_id: each
        for each in Particulars.objects.on(on).filter(person__in=[row.person_id for row in rows])
    }
    found: dict[int, list[Standing]] = {}
    for row in rows:
        told = known[row.person_id]
        found.setdefault(row.household_id, []).append(
            Standing(
                person_id=row.person_id,
                name=told.name,
                sex=told.sex,
                birth_date=told.birth_date,
                relation=row.relation,
                age=full_years(told.birth_date, on),
            )
        )
    for members in found.values():
        members.sort(key=lambda each: booklet_order(each.relation, each.birth_date, each.person_id))
    return found
