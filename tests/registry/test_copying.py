"""COPY stores what INSERT would have stored, and is refused what INSERT would be refused."""

import pytest
from django.db import IntegrityError, transaction
from psycopg.types.range import Range

from registry.actions.copying import copy_in
from registry.models import Entry, EntryKind, HeldNumber, Particulars, Person
from tests.factories import OfficeFactory, ParticularsFactory, PersonFactory
from tests.factories.registry import BORN

pytestmark = pytest.mark.django_db
KEPT_BY_THE_DATABASE = {"id", "person_id", "recorded_at"}


def columns(row: Particulars) -> dict[str, object]:
    names = (field.attname for field in Particulars._meta.concrete_fields)
    return {name: getattr(row, name) for name in names if name not in KEPT_BY_THE_DATABASE}


def test_nothing_is_copied_where_there_is_nothing() -> None:
    assert copy_in([]) == []


def test_copied_rows_read_like_saved_ones() -> None:
    saved = ParticularsFactory.create(person=Person.objects.create(), name="阿卜杜拉·买买提")
    [person] = copy_in([Person()])

    [copied] = copy_in([Particulars(person=person, **columns(saved))])

    saved.refresh_from_db()
    copied.refresh_from_db()
    assert columns(copied) == columns(saved)
    assert copied.recorded_at > saved.recorded_at


def test_json_is_stored_as_json() -> None:
    entry = Entry(office=OfficeFactory.create(), kind=EntryKind.IMPORTED, event_on=BORN)
    entry.sequence, entry.details = 1, {"名": ["乐山", 1]}

    copy_in([entry])

    assert Entry.objects.get(details__名=["乐山", 1]).kind == EntryKind.IMPORTED


def test_rows_saved_afterwards_get_keys_of_their_own() -> None:
    copied = copy_in([Person(), Person()])

    assert Person.objects.create().pk not in {person.pk for person in copied}


def test_a_copied_row_meets_the_same_constraints() -> None:
    bad = HeldNumber(person=PersonFactory.create(), number="440199199001010019")
    bad.period = Range(BORN, None)

    with pytest.raises(IntegrityError), transaction.atomic():
        copy_in([bad])
