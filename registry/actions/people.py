"""People come to be known to the register (建档)."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from psycopg.types.range import Range

from hukou.kernel import clock, identity_number
from registry.errors import NoPosting, NotACitizensNumber, constraints_explained
from registry.models import Account, EntryKind, HeldNumber, Office, Person

from .days import EventDay
from .details import PersonDetails
from .particulars import CheckedParticulars
from .recording import Pen


@transaction.atomic
@constraints_explained()
def enrol_person(
    details: PersonDetails,
    *,
    on: date,
    by: Account | None,
    basis: Mapping[str, Any],
    application: UUID | None = None,
    office: Office | None = None,
) -> Person:
    """Put somebody with an identity number on file, registered nowhere yet (建档).

    The entry is that of `office`, or else of the office where the actor holds a post today.
    A number that tells another birth date or sex than given is stored; `verify_register` warns.

    Raises:
        BadIdentityNumber, BadName, UnknownCode: what was filled in cannot be right.
        NotACitizensNumber, NumberAlreadyHeld, NoPosting, EventInFuture
    """
    number = identity_number.parse(details.identity_number, field="identity_number")
    if not number.is_citizen:
        raise NotACitizensNumber
    filled_in = asdict(details)
    del filled_in["identity_number"]
    particulars = CheckedParticulars(filled_in)
    EventDay(on).is_near()
    office_id = office.pk if office else office_of_actor(by)
    person = Person.objects.create()
    HeldNumber.objects.create(
        person=person, number=number.text, period=Range(details.birth_date, None)
    )
    particulars.store(person)
    pen = Pen(by=by, on=on, basis=basis, application=application)
    pen.note(EntryKind.ENROLLED, office_id=office_id, person_id=person.pk)
    pen.write()
    return person


def office_of_actor(by: Account | None) -> int:
    """Return the office where the actor holds a post today. Raises NoPosting."""
    posting = by.postings.on(clock.today()).first() if by else None
    if posting is None:
        raise NoPosting
    return posting.office_id
