"""Killed half-way through an exchange of files: nothing is lost, nothing done twice (V01)."""

import pytest

from applications.actions import Letter, note_written, prepare_batch, take_batch
from applications.models import (
    QuestionBatch,
)
from applications.queries.batches import file_of
from tests.connectors.bureau import Bureau, asked, bureau, exchange, logged, now
from tests.connectors.conftest import SECRET
from tests.connectors.files import waiting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("bureau")]

__all__ = ["bureau"]


def test_killed_before_the_file_was_written_the_next_one_writes_it(bureau: Bureau) -> None:
    row = waiting()
    prepare_batch("housing", limit=10)

    exchange()
    bureau.answers()
    exchange()

    assert len(bureau.in_folder("questions")) == 1
    assert now(row) == ("answered", "owned")


def test_killed_before_the_file_was_noted_the_same_file_is_written_again(bureau: Bureau) -> None:
    row = waiting()
    batch = prepare_batch("housing", limit=10)
    assert batch is not None
    first = bureau.drop.put(f"{batch.pk}.jsonl", file_of(batch)).read_bytes()
    exchange()

    [dropped] = bureau.in_folder("questions")
    assert dropped.read_bytes() == first
    bureau.answers()
    exchange()
    assert (now(row), row.attempts) == (("answered", "owned"), 1)


def test_killed_with_answers_in_hand_the_next_one_takes_them_once(bureau: Bureau) -> None:
    first, second = asked()
    bureau.answers()
    [at_work] = list(bureau.drop.arrived())
    assert bureau.in_folder("answers") == []

    exchange()

    assert (now(first), now(second)) == (("answered", "owned"), ("answered", "leased"))
    assert not at_work.exists()
    assert logged() == [("taken", "")]


def test_killed_before_the_answers_were_put_away_nothing_is_taken_again(bureau: Bureau) -> None:
    first, _second = asked()
    bureau.answers()
    [at_work] = list(bureau.drop.arrived())
    letter = Letter(message_id=at_work.name, body=at_work.read_bytes())
    take_batch("housing", letter=letter, secret=SECRET, again=False)

    exchange()

    assert (now(first), first.conflicts) == (("answered", "owned"), False)
    assert logged() == [("taken", "")]
    assert len(bureau.in_folder("taken")) == 1


def test_a_batch_noted_twice_keeps_its_first_time() -> None:
    waiting()
    batch = prepare_batch("housing", limit=10)
    assert batch is not None
    note_written(batch.pk)
    before = QuestionBatch.objects.get().written_at
    note_written(batch.pk)

    assert QuestionBatch.objects.get().written_at == before
