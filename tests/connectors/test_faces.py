"""The service that compares faces (row V03): client, fake and sandbox keep one contract."""

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from applications.connectors import AgencyError
from applications.connectors.breaker import Breaker
from applications.connectors.errors import (
    AgencyBusy,
    AgencyUnreachable,
    AnswerRefused,
    AnswerUnreadable,
    QuestionRefused,
)
from applications.connectors.faces import (
    FaceAdvice,
    FaceQuestion,
    FaceService,
    FakeFaceService,
    HttpFaceService,
    Picture,
    parse_advice,
)
from hukou.kernel import clock
from tests.connectors.conftest import SECRET
from tests.connectors.sandbox import SandboxProcess

PAPER = b"\xff\xd8\xff\xe0paper"
VISITOR = b"\xff\xd8\xff\xe0visitor"


def question(visitor: bytes = VISITOR) -> FaceQuestion:
    return FaceQuestion(request_id=uuid4(), of_paper=Picture(PAPER), of_visitor=Picture(visitor))


class World(ABC):
    service: FaceService

    @abstractmethod
    def is_down(self) -> None: ...


class RealWorld(World):
    def __init__(self, sandbox: SandboxProcess, service: HttpFaceService) -> None:
        self.sandbox, self.service = sandbox, service

    def is_down(self) -> None:
        self.sandbox.behave("faces", "down")


class FakeWorld(World):
    def __init__(self) -> None:
        self.fake = FakeFaceService()
        self.service = self.fake

    def is_down(self) -> None:
        self.fake.trouble = lambda: AgencyUnreachable("down")


@pytest.fixture
def real(sandbox: SandboxProcess) -> Iterator[HttpFaceService]:
    made = client(f"{sandbox.url}/faces")
    yield made
    made.close()


def client(url: str, **told: Any) -> HttpFaceService:
    how: dict[str, Any] = {"secret": SECRET, "timeout": 2.0}
    return HttpFaceService(url=url, breaker=Breaker("faces", redis=None), **how | told)


class FaceContract:
    """Subclasses give a fixture `world`."""

    def test_advice_has_similarity_threshold_model_and_receipt(self, world: World) -> None:
        asked = question()
        advice = world.service.compare(asked)

        assert isinstance(advice, FaceAdvice)
        assert advice.request_id == asked.request_id
        assert 0 <= advice.similarity <= 1
        assert 0 <= advice.threshold <= 1
        assert advice.model
        assert advice.version
        assert advice.receipt
        assert advice.answered_at.utcoffset() is not None

    def test_the_same_picture_twice_is_one_person(self, world: World) -> None:
        assert world.service.compare(question(PAPER)).says_same

    def test_an_outage_is_worth_another_try(self, world: World) -> None:
        world.is_down()
        with pytest.raises(AgencyError) as caught:
            world.service.compare(question())
        assert not caught.value.permanent

    def test_no_picture_shows_in_a_representation(self, world: World) -> None:
        asked = question()
        assert "paper\\" not in repr(asked) + repr(world.service.compare(asked))
        assert "\\xff" not in repr(asked)


class TestHttpFaceService(FaceContract):
    @pytest.fixture
    def world(self, sandbox: SandboxProcess, real: HttpFaceService) -> World:
        return RealWorld(sandbox, real)


class TestFakeFaceService(FaceContract):
    @pytest.fixture
    def world(self) -> World:
        return FakeWorld()


@pytest.mark.parametrize(
    ("mode", "refused"),
    [
        ("down", AgencyUnreachable),
        ("busy", AgencyBusy),
        ("wrong", AnswerRefused),
        ("wrong_person", AnswerRefused),
        ("garbage", AnswerUnreadable),
    ],
)
def test_what_is_no_advice_on_these_pictures_is_not_taken(
    sandbox: SandboxProcess, real: HttpFaceService, mode: str, refused: type[AgencyError]
) -> None:
    sandbox.behave("faces", mode)
    with pytest.raises(refused):
        real.compare(question())


@pytest.mark.parametrize("mode", ["slow", "silent"])
def test_a_service_is_waited_for_so_long_and_no_longer(sandbox: SandboxProcess, mode: str) -> None:
    sandbox.behave("faces", mode, seconds=1.5)
    hasty = client(f"{sandbox.url}/faces", timeout=0.3)
    with pytest.raises(AgencyUnreachable):
        hasty.compare(question())
    hasty.close()


def test_a_stranger_is_refused_for_good(sandbox: SandboxProcess) -> None:
    stranger = client(f"{sandbox.url}/faces", secret="another")
    with pytest.raises(QuestionRefused):
        stranger.compare(question())
    stranger.close()


def test_nothing_but_two_pictures_is_sent() -> None:
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(503)

    service = client("http://127.0.0.1:9", transport=httpx2.MockTransport(answer))
    with pytest.raises(AgencyUnreachable):
        service.compare(question())
    [sent] = seen

    assert set(json.loads(sent.content)) == {"request_id", "pictures"}
    assert [set(each) for each in json.loads(sent.content)["pictures"]] == [
        {"sha256", "content"},
        {"sha256", "content"},
    ]


def spoilt(**told: object) -> Callable[[FaceQuestion], bytes]:
    def body(asked: FaceQuestion) -> bytes:
        members: dict[str, object] = {
            "request_id": str(asked.request_id),
            "pictures": [asked.of_paper.sha256, asked.of_visitor.sha256],
            "similarity": "0.9",
            "threshold": "0.8",
            "model": "m",
            "version": "1",
            "answered_at": clock.now().isoformat(),
            "receipt": "r",
        }
        return json.dumps(members | told).encode()

    return body


def test_a_similarity_is_read_exactly() -> None:
    asked = question()
    advice = parse_advice(asked, spoilt(similarity="0.80004")(asked))

    assert (advice.similarity, advice.says_same) == (Decimal("0.8000"), True)


@pytest.mark.parametrize(
    ("told", "refused"),
    [
        ({"request_id": "x"}, AnswerRefused),
        ({"pictures": []}, AnswerRefused),
        ({"similarity": "1.01"}, AnswerRefused),
        ({"similarity": "-0.1"}, AnswerRefused),
        ({"similarity": 0.9}, AnswerUnreadable),
        ({"similarity": True}, AnswerUnreadable),
        ({"similarity": "NaN"}, AnswerUnreadable),
        ({"threshold": None}, AnswerUnreadable),
        ({"model": ""}, AnswerUnreadable),
        ({"version": "v" * 61}, AnswerUnreadable),
        ({"answered_at": "2099-01-01T00:00:00+08:00"}, AnswerUnreadable),
        ({"receipt": ""}, AnswerUnreadable),
    ],
)
def test_nothing_of_an_answer_is_believed(
    told: dict[str, object], refused: type[AgencyError]
) -> None:
    asked = question()
    if told == {"similarity": 0.9}:
        told = {"similarity": [0.9]}
    with pytest.raises(refused):
        parse_advice(asked, spoilt(**told)(asked))
