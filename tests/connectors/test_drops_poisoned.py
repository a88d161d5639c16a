"""Files that no program of ours wrote (文件交换): refused and written down, never read for ever."""

import json
from pathlib import Path

import pytest

from applications import tasks
from applications.connectors import sign
from applications.connectors.sealed import ANSWERS, unseal
from applications.models import QuestionBatch
from hukou.kernel import clock
from tests.connectors.bureau import Bureau, asked, bureau, exchange, logged, now
from tests.connectors.conftest import NUMBER, SECRET

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("bureau")]

__all__ = ["bureau"]

LONGEST = "a" * 151 + ".jsonl"
NO_TEXT = ["\ud800", "\0", "a\udfffb", pytest.param("9" * 5000, id="long")]
HUGE = pytest.param(10**4000, id="huge")


@pytest.mark.parametrize("name", ["a.jsonl", LONGEST])
def test_a_file_whose_reading_failed_is_read_again_whatever_its_name(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    [row] = asked(people=(NUMBER,))
    [dropped] = bureau.answers()
    dropped.rename(dropped.with_name(name))

    def read(path: Path) -> bytes | None:
        raise PermissionError(path)

    with monkeypatch.context() as once:
        once.setattr(tasks, "read_file", read)
        exchange()
    assert (now(row), logged()) == (("awaited", None), [])
    exchange()

    assert (now(row), logged()) == (("answered", "owned"), [("taken", "")])
    assert (bureau.in_folder("at_work"), len(bureau.in_folder("taken"))) == ([], 1)


@pytest.mark.parametrize("member", ["webhook-id", "webhook-timestamp", "webhook-signature"])
@pytest.mark.parametrize("value", [*NO_TEXT, None, True, [["v1"]], {}, HUGE])
def test_a_last_line_that_is_no_text_is_no_signature(
    bureau: Bureau, member: str, value: object
) -> None:
    """JSON can escape half of a surrogate pair, which no encoding can write."""
    [row] = asked(people=(NUMBER,))
    [dropped] = bureau.answers()
    *lines, last = dropped.read_bytes().splitlines(keepends=True)
    spoilt = json.dumps(json.loads(last) | {member: value}).encode() + b"\n"
    dropped.write_bytes(b"".join([*lines, spoilt]))
    exchange()

    assert (now(row), logged()) == (("awaited", None), [("refused", "altered")])
    assert (bureau.in_folder("at_work"), len(bureau.in_folder("refused"))) == ([], 1)


@pytest.mark.parametrize("value", [*NO_TEXT, None, 7, ["housing"]])
def test_a_signed_file_of_no_agency_is_refused(bureau: Bureau, value: object) -> None:
    """PostgreSQL is not asked for what it cannot be asked."""
    asked(people=(NUMBER,))
    [dropped] = bureau.answers()
    bureau.drops(resigned(dropped, {"agency": value}), dropped.name)
    exchange()

    assert logged() == [("refused", "unasked")]
    assert (bureau.in_folder("at_work"), len(bureau.in_folder("refused"))) == ([], 1)


@pytest.mark.parametrize("member", ["format", "batch", "count"])
@pytest.mark.parametrize("value", [*NO_TEXT, None, [], HUGE])
def test_a_signed_first_line_that_says_nothing_is_refused(
    bureau: Bureau, member: str, value: object
) -> None:
    asked(people=(NUMBER,))
    [dropped] = bureau.answers()
    bureau.drops(resigned(dropped, {member: value}), dropped.name)
    exchange()

    problem = "miscounted" if member == "count" else "unreadable"
    assert logged() == [("refused", problem)]
    assert (bureau.in_folder("at_work"), len(bureau.in_folder("refused"))) == ([], 1)


@pytest.mark.parametrize("member", ["value", "receipt", "answered_at", "fact", "subject"])
@pytest.mark.parametrize("value", [*NO_TEXT, HUGE])
def test_a_signed_line_that_cannot_be_stored_is_written_down(
    bureau: Bureau, member: str, value: object
) -> None:
    [row] = asked(people=(NUMBER,))
    [dropped] = bureau.answers()
    [line] = unseal(ANSWERS, dropped.read_bytes(), secret=SECRET).lines
    bureau.drops(resigned(dropped, {}, json.loads(line) | {member: value}), dropped.name)
    exchange()

    assert now(row)[1] is None
    assert [outcome for outcome, _problem in logged()][:1] == ["refused"]
    assert bureau.in_folder("at_work") == []


def resigned(dropped: Path, header: dict[str, object], *lines: object) -> bytes:
    """Return a file with another first line, or other answers, signed as the agency signs."""
    first, *rest = dropped.read_bytes().splitlines()[:-1]
    told = [json.dumps(line).encode() for line in lines] or rest
    head = json.dumps(json.loads(first) | header).encode()
    body = b"".join(line + b"\n" for line in (head, *told))
    batch = QuestionBatch.objects.get().pk
    signed = sign(body, message_id=f"batch_{batch}", secret=SECRET, at=clock.now())
    return body + json.dumps({"end": str(batch), **signed}).encode() + b"\n"
