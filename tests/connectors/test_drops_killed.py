"""Killed half-way through an exchange of files: nothing is lost, nothing done twice (V01)."""

import pytest

from applications.actions import Letter, note_written, prepare_batch, take_batch
from applications.models import (
    QuestionBatch,
    Verification,
)
from applications.queries.batches import file_of, unwritten_batches
from tests.connectors.bureau import OTHER, Bureau, asked, bureau, exchange, logged, now
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
    content = file_of(batch)
    assert content is not None
    first = bureau.drop.put(f"{batch.pk}.jsonl", content).read_bytes()
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


def test_what_was_retired_meanwhile_is_left_out_and_the_others_are_asked(bureau: Bureau) -> None:
    gone, row = waiting(), waiting(number=OTHER)
    prepare_batch("housing", limit=10)
    Verification.objects.filter(pk=gone.pk).retire()

    exchange()
    [dropped] = bureau.in_folder("questions")
    assert str(gone.pk) not in dropped.read_text()
    bureau.answers()
    exchange()

    assert (now(row), now(gone)) == (("answered", "leased"), ("retired", None))
    assert logged() == [("taken", "")]


def test_where_all_was_retired_meanwhile_no_file_is_written(bureau: Bureau) -> None:
    gone = waiting()
    prepare_batch("housing", limit=10)
    Verification.objects.filter(pk=gone.pk).retire()

    exchange()

    assert bureau.in_folder("questions") == []
    assert list(unwritten_batches("housing")) == []


def test_the_answer_to_what_was_retired_meanwhile_changes_nothing(bureau: Bureau) -> None:
    gone, row = asked()
    bureau.answers()
    Verification.objects.filter(pk=gone.pk).retire()

    exchange()

    assert (now(row), now(gone)) == (("answered", "leased"), ("retired", None))
    assert logged() == [("taken", "")]


def test_a_batch_noted_twice_keeps_its_first_time() -> None:
    waiting()
    batch = prepare_batch("housing", limit=10)
    assert batch is not None
    note_written(batch.pk)
    before = QuestionBatch.objects.get().written_at
    note_written(batch.pk)

    assert QuestionBatch.objects.get().written_at == before
