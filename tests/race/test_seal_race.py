"""A journal is sealed while somebody is half-way through writing in it (O01)."""

from threading import Event, Thread

import pytest
from django.db import connection, transaction

from registry.actions import mark_journal, note_disclosure, seal_journal
from registry.models import Disclosure
from registry.queries import JOURNALS, Scope, broken_seals

pytestmark = pytest.mark.django_db(transaction=True)

[READINGS] = JOURNALS


class SlowReader(Thread):
    """Notes a reading, and keeps its transaction open until it is told to end."""

    def __init__(self) -> None:
        super().__init__()
        self.has_written, self.may_end = Event(), Event()

    def run(self) -> None:
        with transaction.atomic():
            read("slow")
            self.has_written.set()
            self.may_end.wait(timeout=10)
        connection.close()


def read(purpose: str) -> None:
    note_disclosure(scope=Scope("test"), kind="person", people=[], fields=["name"], purpose=purpose)


@pytest.fixture
def slow() -> SlowReader:
    reader = SlowReader()
    reader.start()
    assert reader.has_written.wait(timeout=10)
    return reader


def test_a_reading_that_is_still_being_written_is_waited_for(slow: SlowReader) -> None:
    """Its key is lower than that of one committed meanwhile: sealed later, it looks forged."""
    read("quick")

    assert seal_journal(READINGS, mark=mark_journal(READINGS)) == 0
    slow.may_end.set()
    slow.join()

    assert seal_journal(READINGS, mark=mark_journal(READINGS)) == 2
    assert list(broken_seals()) == []


def test_without_the_mark_it_would_be_taken_for_forged(slow: SlowReader) -> None:
    """The control: the highest key there is to see, taken without the lock."""
    read("quick")

    seal_journal(READINGS, mark=Disclosure.objects.latest("id").pk)
    slow.may_end.set()
    slow.join()

    assert [fault.partition(": row")[0] for fault in broken_seals()] == ["disclosure —"]


def test_who_reads_meanwhile_waits_a_moment_and_no_longer(slow: SlowReader) -> None:
    mark_journal(READINGS)
    read("after")
    slow.may_end.set()
    slow.join()

    assert Disclosure.objects.count() == 2
