"""One file of answers in two hands, and one batch prepared by two workers at the same moment."""

from pathlib import Path
from threading import Barrier
from uuid import UUID

import pytest
from django.db.models import QuerySet
from pytest_django.fixtures import Settings

from applications.actions import Letter, prepare_batch, take_batch
from applications.actions.batches import by_question
from applications.connectors.sandbox import Truth, write_truth
from applications.connectors.sandbox.desks import Office
from applications.connectors.sandbox.files import answers_to
from applications.connectors.sealed import SealedFile
from applications.models import QuestionBatch, Received, ReceivedMessage, Verification
from applications.queries.batches import file_of
from tests.connectors.conftest import NUMBER, SECRET
from tests.connectors.files import waiting
from tests.race.at_once import at_once, named

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def letter(settings: Settings, tmp_path: Path) -> Letter:
    """The file that answers the one batch there is."""
    settings.AGENCIES = {**settings.AGENCIES, "housing": {"url": "file:///x", "secret": SECRET}}
    for _ in range(5):
        waiting()
    batch = prepare_batch("housing", limit=10)
    assert batch is not None
    office = Office(tmp_path / "truth.sqlite")
    write_truth(office.truth, [Truth(NUMBER, "dwelling.tenure", "owned")])
    asked = file_of(batch)
    assert asked is not None
    body = answers_to(asked, office, slug="housing", secret=SECRET)
    return Letter(message_id="one.jsonl", body=body)


def take(letter: Letter) -> Received:
    return take_batch("housing", letter=letter, secret=SECRET, again=False)


def test_a_file_in_two_hands_is_taken_once(letter: Letter) -> None:
    outcomes = at_once(lambda: take(letter), lambda: take(letter))

    assert sorted(map(str, outcomes)) == ["repeated", "taken"]
    assert ReceivedMessage.objects.filter(outcome="taken").count() == 1
    assert set(Verification.objects.values_list("status", flat=True)) == {"answered"}


def test_without_the_lock_both_would_take_it(
    letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: only the log's own constraint stops the second, and it knows no reason."""
    both_have_read = Barrier(2)

    def late(told: SealedFile, batch: QuestionBatch) -> dict[UUID, bytes] | None:
        both_have_read.wait(timeout=10)
        return by_question(told, batch)

    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_: rows)
    monkeypatch.setattr("applications.actions.batches.by_question", late)

    outcomes = at_once(lambda: take(letter), lambda: take(letter))

    assert "repeated" not in map(str, outcomes)
    assert named(outcomes) == ["IntegrityError", "Received"]


def test_two_workers_put_each_question_into_one_batch() -> None:
    rows = [waiting() for _ in range(6)]

    at_once(*[lambda: prepare_batch("housing", limit=3)] * 2)
    while prepare_batch("housing", limit=3) is not None:
        pass

    batched = [each for batch in QuestionBatch.objects.all() for each in batch.questions]
    assert sorted(batched) == sorted(row.pk for row in rows)
