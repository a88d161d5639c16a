"""The played agencies (部门模拟器): their truth, their control panel, their later answers."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import httpx2
import pytest

from applications.connectors import Answer, SignatureRefused, parse_answer, verify_signature
from applications.connectors.sandbox import ANYBODY, Truth, write_truth
from applications.connectors.sandbox.desks import DESKS
from applications.connectors.sandbox.truth import read_truth
from hukou.env import AGENCIES
from hukou.kernel import clock
from tests.connectors.conftest import NUMBER, SECRET, MakesClient, MakesHousing, MakesQuestion
from tests.connectors.receiver import Received, Receiver, listening
from tests.connectors.sandbox import SandboxProcess

SPOUSE = "440199197504100014"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with listening() as receiver:
        yield receiver


def is_signed(message: Received) -> bool:
    try:
        verify_signature(message.headers, message.body, SECRET, clock.now())
    except SignatureRefused:
        return False
    return True


# --- truth -------------------------------------------------------------------------------------


def test_truth_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "truth.sqlite"
    written = write_truth(file, [Truth(NUMBER, "a", value=False), Truth(NUMBER, "b", [1, 2])])

    assert written == 2
    assert read_truth(file, NUMBER, "a") is False
    assert read_truth(file, NUMBER, "b") == [1, 2]
    assert read_truth(file, NUMBER, "c") is None
    assert read_truth(file, SPOUSE, "a") is None


def test_new_truth_replaces_old(tmp_path: Path) -> None:
    file = tmp_path / "truth.sqlite"
    write_truth(file, [Truth(NUMBER, "dwelling.tenure", "owned")])
    write_truth(file, [Truth(NUMBER, "dwelling.tenure", "leased")])

    assert read_truth(file, NUMBER, "dwelling.tenure") == "leased"


def test_truth_about_two_people_comes_before_truth_about_one(tmp_path: Path) -> None:
    file = tmp_path / "truth.sqlite"
    write_truth(file, [
        Truth(NUMBER, "relation.kind", "other"),
        Truth(NUMBER, "relation.kind", "spouse", related=SPOUSE),
    ])  # fmt: skip

    assert read_truth(file, NUMBER, "relation.kind", related=SPOUSE) == "spouse"
    assert read_truth(file, NUMBER, "relation.kind", related="someone else") == "other"


def test_what_holds_for_anybody_yields_to_what_is_told_of_somebody(tmp_path: Path) -> None:
    file = tmp_path / "truth.sqlite"
    write_truth(file, [
        Truth(ANYBODY, "health:death.proven", value=True),
        Truth(NUMBER, "death.proven", value=False),
    ])  # fmt: skip

    assert read_truth(file, SPOUSE, "death.proven", desk="health") is True
    assert read_truth(file, NUMBER, "death.proven", desk="health") is False
    assert read_truth(file, SPOUSE, "death.proven", desk="courts") is None


def test_one_agency_may_say_otherwise_than_the_others(tmp_path: Path) -> None:
    """Agencies' records differ; None says that this one has none."""
    file = tmp_path / "truth.sqlite"
    write_truth(file, [
        Truth(NUMBER, "investment.amount_yuan", "500000"),
        Truth(NUMBER, "tax:investment.amount_yuan", "80000"),
        Truth(NUMBER, "real_estate:investment.amount_yuan", None),
    ])  # fmt: skip

    said = {
        desk: read_truth(file, NUMBER, "investment.amount_yuan", desk=desk)
        for desk in ("market_supervision", "tax", "real_estate")
    }
    assert said == {"market_supervision": "500000", "tax": "80000", "real_estate": None}


def test_without_a_file_nothing_is_known(tmp_path: Path) -> None:
    assert read_truth(tmp_path / "none.sqlite", NUMBER, "dwelling.tenure") is None
    assert not (tmp_path / "none.sqlite").exists()


# --- desks and control -------------------------------------------------------------------------


def test_there_is_a_desk_for_every_connected_agency() -> None:
    assert DESKS == AGENCIES


def test_every_call_is_counted_by_its_request(
    sandbox: SandboxProcess, housing: MakesHousing, question: MakesQuestion
) -> None:
    asked = question()
    client = housing()
    first, _ = client.ask(asked), client.ask(asked)

    seen = sandbox.seen()["requests"][str(asked.request_id)]
    assert seen == {"agency": "housing", "calls": 2, "receipt": getattr(first, "receipt", "")}


def test_one_agency_can_be_down_while_the_others_work(
    sandbox: SandboxProcess, client_of: MakesClient, question: MakesQuestion
) -> None:
    sandbox.behave("*", "down")
    sandbox.behave("education", "ok")

    answer = client_of("education").ask(question(agency="education", fact="education.level"))

    assert isinstance(answer, Answer)


@pytest.mark.parametrize(
    "order",
    [
        {},
        {"agency": "housing"},
        {"agency": "weather", "mode": "ok"},
        {"agency": "housing", "mode": "happy"},
        {"agency": "housing", "mode": "slow", "seconds": "soon"},
        [],
    ],
    ids=str,
)
def test_an_order_that_makes_no_sense_is_refused(sandbox: SandboxProcess, order: object) -> None:
    before = sandbox.seen()

    assert httpx2.post(f"{sandbox.url}/control", json=order).status_code == 400
    assert sandbox.seen() == before


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("POST", "/weather/v1/facts", 404),
        ("GET", "/housing/v1/facts", 405),
        ("POST", "/housing/v1/facts", 401),
        ("PUT", "/control", 405),
    ],
)
def test_other_requests_are_refused(
    sandbox: SandboxProcess, method: str, path: str, status: int
) -> None:
    assert httpx2.request(method, sandbox.url + path).status_code == status


def test_a_question_without_its_parts_is_refused(sandbox: SandboxProcess) -> None:
    answer = httpx2.post(
        f"{sandbox.url}/housing/v1/facts",
        json={"request_id": "1"},
        headers={"authorization": f"Bearer {SECRET}"},
    )

    assert answer.status_code == 400


# --- later answers -----------------------------------------------------------------------------


def test_a_later_answer_comes_signed_to_where_it_was_asked_for(
    sandbox: SandboxProcess, housing: MakesHousing, question: MakesQuestion, receiver: Receiver
) -> None:
    sandbox.plant(NUMBER, "dwelling.tenure", "leased")
    sandbox.behave("housing", "callback", seconds=0)
    asked = question()
    housing(callback_url=receiver.url).ask(asked)

    [message] = receiver.expect(1)
    assert message.path == f"/api/v1/verifications/{asked.request_id}/answer"
    assert is_signed(message)
    assert parse_answer(asked, message.body).value == "leased"


def test_a_repeated_callback_is_the_same_message(
    sandbox: SandboxProcess, housing: MakesHousing, question: MakesQuestion, receiver: Receiver
) -> None:
    sandbox.behave("housing", "duplicate", seconds=0)
    housing(callback_url=receiver.url).ask(question())

    messages = receiver.expect(3)
    assert all(one.body == next_one.body for one, next_one in pairwise(messages))
    assert len({message.headers["webhook-id"] for message in messages}) == 1


def test_callbacks_out_of_order_come_the_last_one_first(
    sandbox: SandboxProcess, housing: MakesHousing, question: MakesQuestion, receiver: Receiver
) -> None:
    sandbox.behave("housing", "out_of_order", seconds=60)
    client, asked = housing(callback_url=receiver.url), [question(), question(), question()]
    for each in asked:
        client.ask(each)
    sandbox.deliver("housing")

    paths = [message.path for message in receiver.expect(3)]
    assert paths == [f"/api/v1/verifications/{each.request_id}/answer" for each in asked[::-1]]


def test_a_forged_callback_is_not_believed(
    sandbox: SandboxProcess, housing: MakesHousing, question: MakesQuestion, receiver: Receiver
) -> None:
    sandbox.behave("housing", "forged", seconds=0)
    housing(callback_url=receiver.url).ask(question())

    [message] = receiver.expect(1)
    assert not is_signed(message)


def test_a_late_answer_waits_until_it_is_told_to_come(
    sandbox: SandboxProcess, housing: MakesHousing, question: MakesQuestion, receiver: Receiver
) -> None:
    sandbox.behave("housing", "late")
    housing(callback_url=receiver.url).ask(question())
    assert receiver.received == []

    sandbox.deliver("housing")
    assert len(receiver.expect(1)) == 1


def test_a_callback_to_nobody_is_noted(
    sandbox: SandboxProcess, housing: MakesHousing, question: MakesQuestion
) -> None:
    sandbox.behave("housing", "late")
    asked = question()
    housing(callback_url="http://127.0.0.1:9").ask(asked)
    sandbox.deliver("housing")

    assert sandbox.seen()["callbacks"] == [
        {"agency": "housing", "request_id": str(asked.request_id), "status": None}
    ]
