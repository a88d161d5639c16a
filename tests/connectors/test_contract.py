"""The real client, the fake and the bare sandbox keep one contract, for every agency (V02)."""

from typing import Final

import httpx2
import pytest

from applications.connectors import AGENCIES, Answer, Deferred, FakeAgency, Question, parse_answer
from applications.connectors.asking import facts_of
from applications.connectors.errors import AgencyUnreachable, QuestionRefused
from tests.connectors.conftest import NUMBER, SECRET, MakesClient, MakesQuestion
from tests.connectors.contract import AgencyContract, World
from tests.connectors.sandbox import SandboxProcess

ACCEPTED: Final = 202
UNPROCESSABLE: Final = 422


class OfSandbox(World):
    """Whatever asks the sandbox: its truth and its behaviour are arranged there."""

    def __init__(self, sandbox: SandboxProcess, slug: str) -> None:
        self.sandbox = sandbox
        self.slug = slug

    def knows(self, fact: str, value: object) -> None:
        self.sandbox.plant(NUMBER, fact, value)

    def is_down(self) -> None:
        self.sandbox.behave(self.slug, "down")

    def answers_later(self) -> None:
        self.sandbox.behave(self.slug, "late")


class RealWorld(OfSandbox):
    def __init__(self, sandbox: SandboxProcess, slug: str, client_of: MakesClient) -> None:
        super().__init__(sandbox, slug)
        self.agency = client_of(slug)


class Bare:
    """Asks the sandbox by a plain POST, with nothing of our client before it."""

    def __init__(self, sandbox: SandboxProcess, slug: str) -> None:
        self.slug = slug
        self.address = f"{sandbox.url}/{slug}/v1/facts"

    def ask(self, question: Question) -> Answer | Deferred:
        reply = httpx2.post(
            self.address,
            json=question.as_json(reply_to="http://127.0.0.1:9"),
            headers={"authorization": f"Bearer {SECRET}"},
        )
        if reply.status_code == ACCEPTED:
            return Deferred(request_id=question.request_id)
        if reply.status_code == UNPROCESSABLE:
            raise QuestionRefused("refused")
        if reply.is_error:
            raise AgencyUnreachable("failed")
        return parse_answer(question, reply.content)

    def may_ask(self, most: int) -> int:
        return most

    def close(self) -> None:
        """Nothing is open."""


class BareWorld(OfSandbox):
    def __init__(self, sandbox: SandboxProcess, slug: str) -> None:
        super().__init__(sandbox, slug)
        self.agency = Bare(sandbox, slug)


class FakeWorld(World):
    def __init__(self, slug: str) -> None:
        self.fake = FakeAgency(slug)
        self.agency = self.fake

    def knows(self, fact: str, value: object) -> None:
        self.fake.truth[NUMBER, fact] = value

    def is_down(self) -> None:
        self.fake.trouble = lambda: AgencyUnreachable("down")

    def answers_later(self) -> None:
        self.fake.defers = True


class TestHttpAgency(AgencyContract):
    @pytest.fixture
    def world(self, slug: str, sandbox: SandboxProcess, client_of: MakesClient) -> World:
        return RealWorld(sandbox, slug, client_of)


class TestSandbox(AgencyContract):
    @pytest.fixture
    def world(self, slug: str, sandbox: SandboxProcess) -> World:
        return BareWorld(sandbox, slug)


class TestFakeAgency(AgencyContract):
    @pytest.fixture
    def world(self, slug: str) -> World:
        return FakeWorld(slug)


@pytest.mark.parametrize("slug", AGENCIES)
def test_nothing_is_sent_that_the_agency_could_only_answer_wrongly(
    slug: str, sandbox: SandboxProcess, client_of: MakesClient, question: MakesQuestion
) -> None:
    foreign = "housing" if slug != "housing" else "tax"
    pointless = [
        question(agency=foreign, fact=facts_of(slug)[0]),
        question(agency=slug, fact="weather.rain"),
    ]

    for each in pointless:
        with pytest.raises(QuestionRefused):
            client_of(slug).ask(each)

    assert sandbox.seen()["requests"] == {}
