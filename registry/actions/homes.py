"""Where somebody is registered, locked, and which office answers for them (户籍所在)."""

from collections.abc import Mapping, Sequence
from datetime import date

from hukou.kernel.errors import InvalidInput, TryAgain
from registry.errors import AlreadyRegisteredElsewhere, LaterEventStands, NoSuchRecord
from registry.models import Account, Household, Person, Residence

from .people import office_of_actor


def lock_home(person: Person) -> Household | None:
    """Lock the household somebody is registered in until further notice, if there is one.

    Raises NoSuchRecord.
    """
    if not Person.objects.filter(pk=person.pk).exists():
        raise NoSuchRecord(people=[person.pk])
    current = person.residences.filter(period__endswith=None).first()
    if current is None:
        return None
    [household] = Household.objects.lock(current.household_id)
    return household


def residence_that_ends(person: Person, rows: Sequence[Residence], *, on: date) -> Residence:
    """Return the one residence of a locked person that an event on this day ends.

    Raises:
        TryAgain: the person moved between the first look and the locks.
        LaterEventStands: something later is on record about the person.
    """
    own = [row for row in rows if row.person_id == person.pk]
    if not own:
        raise TryAgain
    if len(own) != 1 or own[0].period.lower > on:
        raise LaterEventStands(person=person.pk, on=on.isoformat())
    return own[0]


def last_residence(person: Person) -> Residence | None:
    """Return where a locked person is, or was last, registered."""
    rows = person.residences.select_related("household").order_by("-period")
    return rows.first()


def office_that_knows(person: Person, *, by: Account | None) -> int:
    """Return the office of the last registration, or else that of the actor. Raises NoPosting."""
    last = last_residence(person)
    return last.household.office_id if last else office_of_actor(by)


def refuse_registered(person: Person, *, on: date) -> None:
    """Refuse somebody who is registered, then or later, and say where (条例第六条)."""
    rows = Residence.objects.from_day(on).filter(person=person).select_related("household")
    if (row := rows.order_by("period").first()) is not None:
        raise AlreadyRegisteredElsewhere(
            person=person.pk,
            household=row.household.number,
            since=row.period.lower.isoformat(),
        )


def filled_in(asked: Mapping[str, str], told: Mapping[str, str]) -> dict[str, str]:
    """Return what was told, trimmed; refuse every empty field at once with what it asks for."""
    trimmed = {name: text.strip() for name, text in told.items()}
    problems = [InvalidInput(asked[name], field=name) for name, text in trimmed.items() if not text]
    if problems:
        raise InvalidInput.gather(problems)
    return trimmed
