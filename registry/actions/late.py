"""People without hukou are registered (补录户口): the eight kinds of 国办发〔2015〕96号."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from hukou.kernel import identity_number, names
from hukou.kernel.codes import Scheme, of
from registry.errors import NotACitizensNumber, RegisteredAlready, households_kept_whole
from registry.models import Account, EntryKind, HeldNumber, Household, Person, Residence

from .ages import refuse_impossible_parents
from .days import EventDay
from .details import Unregistered
from .heads import RELATIONS
from .homes import filled_in, refuse_registered
from .newcomers import region_of, take_in
from .rearranging import Rearrangement
from .recording import Pen

CATEGORIES: Final = of(Scheme.UNREGISTERED_KIND)
ASKED: Final = {"proof": "请填写调查核实材料的编号或名称。"}
ONE_PLACE: Final = {"document": "户口登记条例", "clause": "第六条"}


@transaction.atomic
@households_kept_whole()
def register_late(
    details: Unregistered,
    household: Household,
    *,
    on: date,
    by: Account | None,
    basis: Mapping[str, Any],
    relation: str,
    category: str,
    proof: str,
    declarant: str = "",
    application: UUID | None = None,
) -> Person:
    """Register somebody without hukou from this day on (补录户口); give a number to who has none.

    `category` is a code of Scheme.UNREGISTERED_KIND. Nothing but identity is asked, and no paper
    of family planning. Somebody known by the number given stays the same person.

    Raises:
        UnknownCode, InvalidInput: no such category; no proof; one error per field at fault.
        RegisteredAlready: somebody of that name, birth and parent, or in that household, is there.
        AlreadyRegisteredElsewhere: the holder of the number is registered; naming the household.
        BadIdentityNumber, NotACitizensNumber, NumbersExhausted, AgesImpossible, PersonHasDied,
        EventInFuture, EventBeforeBirth, HouseholdHasHead, HouseholdWithoutHead, HouseholdClosed
    """
    kind = CATEGORIES.read(category, field="category").code
    told = filled_in(ASKED, {"proof": proof})
    [household] = Household.objects.lock(household.pk)
    day = EventDay(on)
    day.has_come()
    day.is_in_life_of(household)
    parents = [each for each in (details.mother_id, details.father_id) if each]
    refuse_impossible_parents(parents, born=details.birth_date, mother=details.mother_id)
    person, taken_in = _person(details, household, day)
    day.is_after_birth_of([person.pk])
    change = Rearrangement(Pen(by=by, on=on, basis=basis, application=application))
    change.arrive(
        person.pk,
        household,
        relation=RELATIONS.read(relation, field="relation").code,
        reason=f"late.{kind}",
        kind=EntryKind.REGISTERED_LATE,
        details={
            **told,
            "category": kind,
            "declarant": declarant.strip(),
            "born_on": details.birth_date.isoformat(),
            "mother": details.mother_id,
            "father": details.father_id,
            "taken_in": taken_in,
            "number_given": taken_in and not details.identity_number,
        },
    )
    change.write()
    return person


def _person(details: Unregistered, household: Household, day: EventDay) -> tuple[Person, bool]:
    """Return the person, and whether they are new to the register."""
    number = ""
    if details.identity_number:
        read = identity_number.parse(details.identity_number, field="identity_number")
        if not read.is_citizen:
            raise NotACitizensNumber
        number = read.text
        if held := HeldNumber.objects.filter(number=number).first():
            people = Person.objects.lock(held.person_id)
            day.is_for_the_living(people)
            refuse_registered(people[0], on=day.on)
            return people[0], False
    _refuse_known(details, household)
    told = asdict(details)
    for name in ("identity_number", "mother_id", "father_id"):
        del told[name]
    return take_in(told, region=region_of(household, on=day.on), number=number), True


def _refuse_known(details: Unregistered, household: Household) -> None:
    """Refuse whoever the register plainly knows: of that name and birth, with a parent or home."""
    alike = Residence.objects.filter(
        period__endswith=None,
        person__particulars__name=names.normalise(details.name),
        person__particulars__birth_date=details.birth_date,
        person__particulars__sex=details.sex,
    ).select_related("household")
    parents = {details.mother_id, details.father_id} - {None}
    for row in alike.distinct():
        homes = Residence.objects.filter(household_id=row.household_id, person__in=parents)
        if row.household_id == household.pk or homes.exists():
            raise RegisteredAlready(
                person=row.person_id, household=row.household.number, cite=ONE_PLACE
            )
