from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

import pytest

from applications.connectors import Question, Subject
from applications.connectors.breaker import Breaker
from applications.connectors.transport import HttpAgency
from tests.connectors.sandbox import SandboxProcess

SECRET = "shared-by-both-sides"
NUMBER = "440199198003070336"


class MakesQuestion(Protocol):
    def __call__(self, **members: Any) -> Question: ...


class MakesHousing(Protocol):
    def __call__(self, **options: Any) -> HttpAgency: ...


class MakesClient(Protocol):
    def __call__(self, slug: str, **options: Any) -> HttpAgency: ...


@pytest.fixture(scope="session")
def sandbox_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxProcess]:
    sandbox = SandboxProcess(tmp_path_factory.mktemp("sandbox"), secret=SECRET)
    sandbox.start()
    yield sandbox
    sandbox.stop()


@pytest.fixture
def sandbox(sandbox_process: SandboxProcess) -> SandboxProcess:
    """The sandbox as if just started, knowing nothing."""
    sandbox_process.forget()
    Path(sandbox_process.truth).unlink(missing_ok=True)
    return sandbox_process


@pytest.fixture
def question() -> MakesQuestion:
    def make(**members: Any) -> Question:
        return Question(
            **{
                "request_id": uuid4(),
                "agency": "housing",
                "subject": Subject(identity_number=NUMBER, name="周明远"),
                "fact": "dwelling.tenure",
                "on": date(2026, 11, 22),
                **members,
            }
        )

    return make


@pytest.fixture
def client_of(sandbox: SandboxProcess) -> Iterator[MakesClient]:
    """Clients of any agency, closed at the end."""
    made: list[HttpAgency] = []

    def make(slug: str, **options: Any) -> HttpAgency:
        defaults: dict[str, Any] = {
            "url": f"{sandbox.url}/{slug}",
            "secret": SECRET,
            "callback_url": "http://127.0.0.1:9",
            "timeout": 2.0,
            "breaker": Breaker(slug, redis=None),
        }
        made.append(HttpAgency(slug, **defaults | options))
        return made[-1]

    yield make
    for client in made:
        client.close()


@pytest.fixture
def housing(client_of: MakesClient) -> MakesHousing:
    """Clients of the housing agency."""
    return partial(client_of, "housing")
