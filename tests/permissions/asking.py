"""Asking by every filter (筛选): which there are is learned by watching what a page reads."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from difflib import unified_diff
from typing import Any, Final

import django.core.handlers.wsgi
import django.http.request
import pytest
from django.core.cache import cache
from django.http import QueryDict
from django.test import Client

from tests.permissions.writes import undone

PASSING: Final = re.compile(
    r"(?i)(csrf[^\n]{0,40}?)[a-z0-9]{64}|nonce=\"[^\"]*\"|(name=\"key\" value=)\"[-0-9a-f]{36}\""
)
"""What differs from one answer to the next, and tells nothing."""
MOST_LINES: Final = 6


class Watched(QueryDict):
    """What came with a request; remembers which names were looked for."""

    looked_for: set[str] = set()

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - as Django has it
        self.looked_for.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.looked_for.add(str(key))
        return super().__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - as Django has it
        self.looked_for.add(key)
        return super().get(key, default)

    def getlist(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - as Django has it
        self.looked_for.add(key)
        return super().getlist(key, default)


Watching = Callable[[Callable[[], object]], set[str]]


@pytest.fixture
def watching(monkeypatch: pytest.MonkeyPatch) -> Watching:
    """Return a function that asks, and says which names of the query or form were looked for."""
    monkeypatch.setattr(django.core.handlers.wsgi, "QueryDict", Watched)
    monkeypatch.setattr(django.http.request, "QueryDict", Watched)

    def looked_for(ask: Callable[[], object]) -> set[str]:
        Watched.looked_for.clear()
        ask()
        return {each for each in Watched.looked_for if each and each != "csrfmiddlewaretoken"}

    return looked_for


@contextmanager
def as_if_first() -> Iterator[None]:
    """Forget what was cached or kept in a session meanwhile, and every row that was written."""
    with undone():
        yield
    cache.clear()


def told(client: Client, method: str, path: str, data: Mapping[str, str], **how: Any) -> str:
    """Return everything that an answer tells: its status, where it leads, what it says."""
    with as_if_first():
        return read(getattr(client, method.lower())(path, data, **how))


def read(answer: Any) -> str:  # noqa: ANN401 - with streaming or without
    """Return everything that an answer tells."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    led = [answer.headers.get("location", ""), *getattr(answer, "redirect_chain", [])]
    text = PASSING.sub(r"\1\2", content.decode(errors="replace"))
    return f"{answer.status_code} {led}\n{text}"


def difference(before: str, after: str) -> str:
    """Return the lines that are not the same in two answers, the first few."""
    lines = unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    told = [line.strip() for line in lines if not line.startswith(("---", "+++", "@@"))]
    return "\n      ".join(each[:200] for each in told[:MOST_LINES])
