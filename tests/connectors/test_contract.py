"""The real client against the sandbox, and the fake, keep one contract."""

import pytest

from applications.connectors import FakeAgency
from applications.connectors.errors import AgencyUnreachable
from tests.connectors.conftest import NUMBER, MakesHousing
from tests.connectors.contract import AgencyContract, World
from tests.connectors.sandbox import SandboxProcess


class RealWorld(World):
    def __init__(self, sandbox: SandboxProcess, housing: MakesHousing) -> None:
        self.sandbox = sandbox
        self.agency = housing()

    def knows(self, fact: str, value: object) -> None:
        self.sandbox.plant(NUMBER, fact, value)

    def is_down(self) -> None:
        self.sandbox.behave("housing", "down")

    def answers_later(self) -> None:
        self.sandbox.behave("housing", "late")


class FakeWorld(World):
    def __init__(self) -> None:
        self.fake = FakeAgency("housing")
        self.agency = self.fake

    def knows(self, fact: str, value: object) -> None:
        self.fake.truth[NUMBER, fact] = value

    def is_down(self) -> None:
        self.fake.trouble = lambda: AgencyUnreachable("down")

    def answers_later(self) -> None:
        self.fake.defers = True


class TestHttpAgency(AgencyContract):
    @pytest.fixture
    def world(self, sandbox: SandboxProcess, housing: MakesHousing) -> World:
        return RealWorld(sandbox, housing)


class TestFakeAgency(AgencyContract):
    @pytest.fixture
    def world(self) -> World:
        return FakeWorld()
