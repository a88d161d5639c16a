"""Entries (登记记录): written once, chained, never changed."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from registry.actions import move_in, move_out
from registry.actions.recording import Pen
from registry.errors import AlreadyRegisteredElsewhere
from registry.models import Disclosure, Entry, EntryChain, EntryKind, RowVersion
from registry.queries.chains import broken_links
from tests.cast import BASIS, LATELY, Station, family, station
from tests.factories import EntryFactory, HouseholdFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Station:
    return station()


def test_an_entry_says_who_did_what_when_and_on_what_ground(here: Station) -> None:
    household = HouseholdFactory.create(office=here.office)
    residence = move_in(
        PersonFactory.create(), household, relation="02", reason="settlement", **here.how
    )

    entry = Entry.objects.get(kind=EntryKind.MOVE_IN)
    assert (entry.officer, entry.office) == (here.officer, here.office)
    assert (entry.event_on, entry.legal_basis, entry.reason) == (LATELY, BASIS, "settlement")
    assert residence.opened_by == entry


def test_each_entry_seals_the_one_before(here: Station) -> None:
    first, second = (EntryFactory.create(office=here.office) for _ in range(2))
    assert (first.sequence, second.sequence) == (1, 2)
    assert second.previous_digest == first.digest
    assert first.previous_digest == ""


def test_a_digest_covers_every_column_of_the_entry() -> None:
    columns = {field.name for field in Entry._meta.fields} - {"id", "digest", "previous_digest"}
    entry = EntryFactory.create(kind="reversed", event=uuid4(), reverses=EntryFactory.create())
    assert set(entry.sealed_content()) == columns


def test_an_entry_from_before_a_column_keeps_its_digest() -> None:
    """What a column that came later does not hold is not sealed."""
    assert not {"event", "reverses"} & set(EntryFactory.create().sealed_content())


def test_offices_have_chains_of_their_own(here: Station) -> None:
    EntryFactory.create(office=here.office)
    assert EntryFactory.create().sequence == 1


def test_many_entries_take_one_lock_and_few_statements(
    here: Station, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    EntryFactory.create(office=here.office)
    pen = Pen(by=here.officer, on=LATELY, basis=BASIS)
    for _ in range(50):
        pen.note(EntryKind.IMPORTED, office_id=here.office.pk)
    with django_assert_max_num_queries(5):  # lock, insert, end of chain, and its savepoint
        pen.write()

    assert EntryChain.objects.get(office=here.office).sequence == 51
    assert not list(broken_links())


@pytest.mark.parametrize("model", [Entry, Disclosure, RowVersion], ids=lambda model: model.__name__)
@pytest.mark.parametrize("verb", ["update {} set id = id", "delete from {}", "truncate {} cascade"])
def test_what_was_written_cannot_be_changed_or_removed(model: type[Entry], verb: str) -> None:
    statement = verb.format(model._meta.db_table)
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_refused_event_leaves_no_gap(here: Station) -> None:
    ouyang = family(here.office)
    before = EntryChain.objects.get(office=here.office).sequence
    with pytest.raises(AlreadyRegisteredElsewhere):
        move_in(ouyang.son, HouseholdFactory.create(), relation="02", reason="x", **here.how)
    move_out(ouyang.residence_of(ouyang.son), reason="study", **here.how)

    assert EntryChain.objects.get(office=here.office).sequence == before + 1
    assert not list(broken_links())
