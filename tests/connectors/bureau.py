"""The housing bureau as it is asked by files, and what we see of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from pytest_django.fixtures import Settings

from applications import tasks
from applications.connectors import AGENCIES, Drop, reconnect
from applications.connectors.sandbox import Truth, write_truth
from applications.connectors.sandbox.desks import Office
from applications.connectors.sandbox.files import answer_files
from applications.models import (
    ReceivedMessage,
    Verification,
)
from tests.connectors.conftest import NUMBER, SECRET
from tests.connectors.files import waiting

OTHER: Final = "440199199001010011"


class Bureau:
    """The housing bureau as it is asked by files, and what it knows."""

    def __init__(self, root: Path) -> None:
        self.root = root / "housing"
        self.drop = Drop(self.root)
        self.office = Office(root / "truth.sqlite")
        write_truth(
            self.office.truth,
            [Truth(NUMBER, "dwelling.tenure", "owned"), Truth(OTHER, "dwelling.tenure", "leased")],
        )

    def answers(self) -> list[Path]:
        """Let the bureau answer what lies there; return what it dropped."""
        return answer_files(self.root, self.office, slug="housing", secret=SECRET)

    def drops(self, content: bytes, name: str = "again.jsonl") -> None:
        self.drop.put(name, content, folder="answers")

    def in_folder(self, name: str) -> list[Path]:
        return sorted((self.root / name).glob("[!.]*.jsonl"))


@pytest.fixture
def bureau(settings: Settings, tmp_path: Path) -> Iterator[Bureau]:
    settings.AGENCIES = {
        slug: {"url": "http://127.0.0.1:9", "secret": SECRET} for slug in AGENCIES
    } | {"housing": {"url": f"file://{tmp_path}/housing", "secret": SECRET}}
    yield Bureau(tmp_path)
    reconnect()


def exchange() -> None:
    tasks.exchange_with("housing")


def now(row: Verification) -> tuple[str, object]:
    row.refresh_from_db()
    return row.status, row.value


def logged() -> list[tuple[str, str]]:
    return list(ReceivedMessage.objects.order_by("id").values_list("outcome", "problem"))


def asked(*, people: tuple[str, ...] = (NUMBER, OTHER)) -> list[Verification]:
    """Drop the questions about these people; return them."""
    rows = [waiting(number=number) for number in people]
    exchange()
    return rows
