"""Agencies asked by files (文件交换): whole or not at all, once, whoever is killed when (V01)."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django.fixtures import Settings

from applications import tasks
from applications.actions import due_verifications
from applications.connectors import Drop, read_file
from applications.connectors.sandbox.files import answers_to
from applications.connectors.sealed import ANSWERS, QUESTIONS, seal, unseal
from applications.models import (
    QuestionBatch,
    Verification,
    VerificationStatus,
)
from applications.workflow import Status
from hukou.kernel import clock
from tests.connectors.bureau import OTHER, Bureau, asked, bureau, exchange, logged, now
from tests.connectors.conftest import NUMBER, SECRET
from tests.connectors.files import waiting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("bureau")]

__all__ = ["bureau"]

# --- as it should be ---------------------------------------------------------------------------


def test_what_is_due_goes_into_one_signed_file_and_its_answers_come_back(bureau: Bureau) -> None:
    first, second = asked()
    assert [now(row)[0] for row in (first, second)] == ["awaited", "awaited"]
    [dropped] = bureau.in_folder("questions")
    told = unseal(QUESTIONS, dropped.read_bytes(), secret=SECRET)
    assert [json.loads(line)["request_id"] for line in told.lines] == [
        str(first.pk), str(second.pk),
    ]  # fmt: skip

    bureau.answers()
    exchange()

    assert (now(first), now(second)) == (("answered", "owned"), ("answered", "leased"))
    assert logged() == [("taken", "")]
    assert (bureau.in_folder("answers"), len(bureau.in_folder("taken"))) == ([], 1)


def test_a_question_that_went_by_file_is_not_asked_otherwise() -> None:
    [row] = asked(people=(NUMBER,))
    Verification.objects.filter(pk=row.pk).update(next_attempt_at=clock.now())

    assert due_verifications(limit=10) == []
    tasks.verify(str(row.pk))
    assert now(row) == ("awaited", None)


def test_nothing_due_drops_no_file(bureau: Bureau) -> None:
    waiting("education", "education.level")
    waiting(status=Status.WITHDRAWN)
    exchange()

    assert bureau.in_folder("questions") == []


def test_an_answer_that_does_not_come_is_asked_for_again_under_the_same_id(
    bureau: Bureau,
) -> None:
    [row] = asked(people=(NUMBER,))
    Verification.objects.filter(pk=row.pk).update(next_attempt_at=clock.now())
    exchange()
    assert len(bureau.in_folder("questions")) == 2

    bureau.answers()
    exchange()

    assert (now(row), row.conflicts) == (("answered", "owned"), False)
    assert logged() == [("taken", ""), ("taken", "")]


def test_asking_on_by_file_never_takes_the_paper_away(bureau: Bureau) -> None:
    row = waiting()
    Verification.objects.filter(pk=row.pk).update(
        status="replaced", document_value="leased", document_reason="停机"
    )
    exchange()
    assert len(bureau.in_folder("questions")) == 1
    assert now(row)[0] == "replaced"

    bureau.answers()
    exchange()

    assert now(row) == ("replaced", "owned")
    assert (row.document_value, row.conflicts, row.next_attempt_at) == ("leased", True, None)


def test_a_relation_of_one_person_alone_goes_into_no_file(settings: Settings) -> None:
    settings.AGENCIES = settings.AGENCIES | {"civil_affairs": settings.AGENCIES["housing"]}
    row = waiting("civil_affairs", "relation.kind")
    tasks.exchange_with("civil_affairs")

    assert now(row)[0] == VerificationStatus.BY_HAND
    assert not QuestionBatch.objects.exists()


# --- what must not be believed: refused, logged, nothing changed -------------------------------


def spoilt(content: bytes, how: str) -> bytes:
    lines = content.splitlines(keepends=True)
    return {
        "nothing": b"",
        "half of it": content[: len(content) // 2],
        "no last line": b"".join(lines[:-1]),
        "half of the last line": content[:-20],
        "no end of line": content[:-1],
        "one answer less": b"".join([lines[0], *lines[2:]]),
        "one answer twice": b"".join([*lines[:2], *lines[1:]]),
        "another value": content.replace(b'"owned"', b'"leased"'),
        "another batch": content.replace(lines[0][:60], lines[0][:60].replace(b"a", b"b"), 1),
        "another order": b"".join([lines[0], lines[2], lines[1], lines[3]]),
    }[how]


@pytest.mark.parametrize(
    ("how", "problem"),
    [
        ("nothing", "cut_short"),
        ("half of it", "cut_short"),
        ("no last line", "cut_short"),
        ("half of the last line", "cut_short"),
        ("no end of line", "cut_short"),
        ("one answer less", "altered"),
        ("one answer twice", "altered"),
        ("another value", "altered"),
        ("another order", "altered"),
    ],
)
def test_a_file_cut_short_or_altered_is_refused_whole(
    bureau: Bureau, how: str, problem: str
) -> None:
    first, second = asked()
    [dropped] = bureau.answers()
    dropped.write_bytes(spoilt(dropped.read_bytes(), how))
    exchange()

    assert (now(first), now(second)) == (("awaited", None), ("awaited", None))
    assert logged() == [("refused", problem)]
    assert len(bureau.in_folder("refused")) == 1
    assert not QuestionBatch.objects.exclude(digest="").exists()


def sealed(
    batch: QuestionBatch, lines: list[bytes], *, secret: str = SECRET, form: str = ANSWERS
) -> bytes:
    return seal(form, lines, batch=batch.pk, agency="housing", secret=secret, at=clock.now())


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ("signed by another", "altered"),
        ("questions sent back", "unreadable"),
        ("too few", "miscounted"),
        ("one twice", "miscounted"),
        ("one of another case", "miscounted"),
        ("a line that is no answer", "miscounted"),
        ("of a batch that was never sent", "unasked"),
    ],
)
def test_a_signed_file_that_does_not_answer_the_batch_is_refused_whole(
    bureau: Bureau, wrong: str, problem: str
) -> None:
    first, second = asked()
    stranger = waiting()
    [questions] = bureau.in_folder("questions")
    batch = QuestionBatch.objects.get()
    good = answers_to(questions.read_bytes(), bureau.office, slug="housing", secret=SECRET)
    one, other = unseal(ANSWERS, good, secret=SECRET).lines
    foreign = one.replace(str(first.pk).encode(), str(stranger.pk).encode())
    content = {
        "signed by another": sealed(batch, [one, other], secret="another"),
        "questions sent back": questions.read_bytes(),
        "too few": sealed(batch, [one]),
        "one twice": sealed(batch, [one, one]),
        "one of another case": sealed(batch, [one, foreign]),
        "a line that is no answer": sealed(batch, [one, b"<html>"]),
        "of a batch that was never sent": sealed(QuestionBatch(pk=uuid4()), [one, other]),
    }[wrong]
    bureau.drops(content)
    exchange()

    assert (now(first), now(second)) == (("awaited", None), ("awaited", None))
    assert now(stranger)[1] is None
    assert logged() == [("refused", problem)]


def test_a_file_dropped_twice_is_taken_once(bureau: Bureau) -> None:
    first, _second = asked()
    [dropped] = bureau.answers()
    bureau.drops(dropped.read_bytes())
    exchange()
    receipt = Verification.objects.get(pk=first.pk).receipt

    bureau.drops(next(iter(bureau.in_folder("taken"))).read_bytes(), "once more.jsonl")
    exchange()

    assert logged() == [("taken", ""), ("repeated", "")]
    assert (now(first), first.receipt) == (("answered", "owned"), receipt)
    assert len(bureau.in_folder("refused")) == 1


def test_a_batch_is_answered_by_one_file_and_no_other(bureau: Bureau) -> None:
    first, _second = asked()
    [dropped] = bureau.answers()
    lines = unseal(ANSWERS, dropped.read_bytes(), secret=SECRET).lines
    exchange()
    other = [line.replace(b'"owned"', b'"leased"') for line in lines]
    bureau.drops(sealed(QuestionBatch.objects.get(), other))
    exchange()

    assert (now(first), first.conflicts) == (("answered", "owned"), False)
    assert logged() == [("taken", ""), ("refused", "reused")]


def test_another_agencys_file_is_not_taken(settings: Settings, bureau: Bureau) -> None:
    """One who may write into its own folder answers nobody else's questions there."""
    [row] = asked(people=(NUMBER,))
    [dropped] = bureau.answers()
    elsewhere = bureau.root.with_name("education")
    settings.AGENCIES = settings.AGENCIES | {
        "education": {"url": f"file://{elsewhere}", "secret": SECRET}
    }
    Drop(elsewhere).put("x.jsonl", dropped.read_bytes(), folder="answers")
    tasks.exchange_with("education")

    assert now(row) == ("awaited", None)
    assert logged() == [("refused", "unasked")]


def test_one_answer_that_cannot_be_believed_leaves_the_others_good(bureau: Bureau) -> None:
    first, second = asked()
    [dropped] = bureau.answers()
    one, other = unseal(ANSWERS, dropped.read_bytes(), secret=SECRET).lines
    wrong_person = one.replace(NUMBER.encode(), OTHER.encode())
    dropped.write_bytes(sealed(QuestionBatch.objects.get(), [wrong_person, other]))
    exchange()

    assert now(first) == ("by_hand", None)
    assert now(second) == ("answered", "leased")
    assert logged() == [("refused", "impossible"), ("taken", "")]


def test_half_written_files_links_and_strange_names_are_left_alone(bureau: Bureau) -> None:
    asked(people=(NUMBER,))
    answers = bureau.root / "answers"
    (answers / ".x.jsonl.part").write_bytes(b"half")
    (answers / "notes.txt").write_text("hello")
    (answers / "link.jsonl").symlink_to(bureau.root / "nowhere")
    exchange()

    assert logged() == []
    assert len(list(answers.iterdir())) == 3


def test_a_file_that_cannot_be_read_stops_no_other(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The agency's own account may have written it for itself alone."""
    first, _second = asked()
    bureau.drops(b"locked", "a.jsonl")
    bureau.answers()

    def read(path: Path) -> bytes | None:
        if path.name.startswith("a."):
            raise PermissionError(path)
        return read_file(path)

    monkeypatch.setattr(tasks, "read_file", read)
    exchange()
    exchange()

    assert now(first) == ("answered", "owned")
    assert len(bureau.in_folder("at_work")) == 1
