"""What the client makes of an agency that is slow, down, wrong or malicious (部门接口异常)."""

import json
from collections.abc import Callable, Iterator

import httpx2
import pytest

from applications.connectors import AgencyError, Answer, AnswerRefused, AnswerUnreadable
from applications.connectors.breaker import Breaker
from applications.connectors.errors import (
    AgencyBusy,
    AgencyUnreachable,
    CircuitOpen,
    QuestionRefused,
)
from applications.connectors.transport import LARGEST_ANSWER, HttpAgency
from tests.connectors.conftest import NUMBER, MakesHousing, MakesQuestion
from tests.connectors.sandbox import SandboxProcess

Respond = Callable[[httpx2.Request], httpx2.Response]


def answering(respond: Respond, *, timeout: float = 1.0) -> HttpAgency:
    return HttpAgency(
        "housing",
        url="https://housing.test",
        secret="shared",
        callback_url="https://hukou.test/",
        timeout=timeout,
        breaker=Breaker("housing", redis=None),
        transport=httpx2.MockTransport(respond),
    )


def failure(client: HttpAgency, question: MakesQuestion) -> AgencyError:
    with pytest.raises(AgencyError) as caught:
        client.ask(question())
    return caught.value


# --- against the sandbox -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "error"),
    [
        ("slow", AgencyUnreachable),
        ("silent", AgencyUnreachable),
        ("down", AgencyUnreachable),
        ("busy", AgencyBusy),
        ("garbage", AnswerUnreadable),
        ("wrong", AnswerRefused),
        ("wrong_person", AnswerRefused),
    ],
)
def test_trouble_is_named_and_says_whether_to_ask_again(
    sandbox: SandboxProcess,
    housing: MakesHousing,
    question: MakesQuestion,
    mode: str,
    error: type[AgencyError],
) -> None:
    sandbox.plant(NUMBER, "dwelling.tenure", "owned")
    sandbox.behave("housing", mode, seconds=1 if mode in ("slow", "silent") else None)

    found = failure(housing(timeout=0.3), question)

    assert type(found) is error
    assert found.permanent is (error is AnswerRefused)
    assert NUMBER not in str(found)


def test_an_agency_that_is_slow_but_in_time_is_waited_for(
    sandbox: SandboxProcess, housing: MakesHousing, question: MakesQuestion
) -> None:
    sandbox.plant(NUMBER, "dwelling.tenure", "owned")
    sandbox.behave("housing", "slow", seconds=0.2)

    answer = housing(timeout=5).ask(question())

    assert isinstance(answer, Answer)
    assert answer.value == "owned"


def test_an_agency_that_stays_down_is_soon_left_alone(
    sandbox: SandboxProcess, housing: MakesHousing, question: MakesQuestion
) -> None:
    sandbox.behave("housing", "down")
    client = housing(breaker=Breaker("housing", redis=None, failures=3))
    for _ in range(10):
        failure(client, question)

    assert isinstance(failure(client, question), CircuitOpen)
    assert sandbox.seen()["agencies"]["housing"]["calls"] == 3


def test_a_wrong_secret_is_refused_for_good(housing: MakesHousing, question: MakesQuestion) -> None:
    found = failure(housing(secret="guessed"), question)

    assert type(found) is QuestionRefused
    assert found.permanent


def test_a_request_id_cannot_stand_for_two_questions(
    housing: MakesHousing, question: MakesQuestion
) -> None:
    client, first = housing(), question()
    client.ask(first)

    with pytest.raises(QuestionRefused):
        client.ask(question(request_id=first.request_id, fact="dwelling.area_m2"))


def test_nobody_there_is_worth_another_try(housing: MakesHousing, question: MakesQuestion) -> None:
    assert type(failure(housing(url="http://127.0.0.1:9"), question)) is AgencyUnreachable


# --- against answers no sandbox would give -----------------------------------------------------


def test_the_question_goes_to_the_agency_with_its_secret_and_the_way_back(
    question: MakesQuestion,
) -> None:
    seen: list[httpx2.Request] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(202)

    asked = question()
    answering(respond).ask(asked)

    [request] = seen
    assert str(request.url) == "https://housing.test/v1/facts"
    assert request.headers["authorization"] == "Bearer shared"
    reply_to = f"https://hukou.test/api/v1/verifications/{asked.request_id}/answer"
    assert json.loads(request.content) == asked.as_json(reply_to=reply_to)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(question: MakesQuestion, status: int) -> None:
    elsewhere = {"location": "https://elsewhere.test/v1/facts"}
    client = answering(lambda _: httpx2.Response(status, headers=elsewhere))

    assert type(failure(client, question)) is QuestionRefused


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 410, 422])
def test_a_question_the_agency_will_not_take_needs_a_person(
    question: MakesQuestion, status: int
) -> None:
    found = failure(answering(lambda _: httpx2.Response(status)), question)

    assert type(found) is QuestionRefused
    assert str(status) in found.reason


@pytest.mark.parametrize("status", [408, 425, 500, 502, 503, 504])
def test_a_server_in_trouble_is_asked_again(question: MakesQuestion, status: int) -> None:
    found = failure(answering(lambda _: httpx2.Response(status)), question)

    assert type(found) is AgencyUnreachable


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("7", 7.0), ("99999", 3600.0), ("soon", None), ("-1", None), ("Sun, 22 Nov 2026", None)],
)
def test_a_busy_agency_says_how_long_to_wait(
    question: MakesQuestion, text: str, seconds: float | None
) -> None:
    busy = httpx2.Response(429, headers={"retry-after": text})

    assert failure(answering(lambda _: busy), question).retry_after == seconds


def test_an_answer_without_end_is_cut_off(question: MakesQuestion) -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b" " * LARGEST_ANSWER

    found = failure(answering(lambda _: httpx2.Response(200, content=endless())), question)

    assert type(found) is AnswerUnreadable


def test_an_answer_that_drips_is_not_waited_for(question: MakesQuestion) -> None:
    def drip() -> Iterator[bytes]:
        while True:
            yield b" "

    client = answering(lambda _: httpx2.Response(200, content=drip()), timeout=0.05)

    assert type(failure(client, question)) in (AgencyUnreachable, AnswerUnreadable)


def test_an_answer_that_does_not_unpack_is_unreadable(question: MakesQuestion) -> None:
    packed = {"content-encoding": "gzip"}
    client = answering(lambda _: httpx2.Response(200, headers=packed, content=b"not gzip"))

    assert type(failure(client, question)) is AnswerUnreadable
