"""Those who work while things break: they send over HTTP, wait, send again, and keep a book.

Every request carries an Idempotency-Key and is sent again under it until it is answered, as the
API asks of its callers. The book stands outside the database: what was promised can be held
against what is there.
"""

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from threading import Event, Lock
from typing import Any, Final
from uuid import UUID

import httpx2
from django.test import Client
from oauth2_provider.models import get_access_token_model, get_application_model

from hukou.kernel import clock
from registry.models import Account
from tests.signing_in import force_login

PAUSE: Final = 0.3  # seconds between two tries of one request
PATIENCE: Final = 15.0  # seconds until an answer is no longer waited for
TOKEN_LASTS: Final = timedelta(hours=12)
CSRF: Final = "a" * 32
HALL: Final = "demo-one-stop"
BUSY: Final = 429
FAULT: Final = 500


@dataclass
class Book:
    """What was sent, what was answered, and how long anybody waited."""

    told: set[tuple[UUID, str]] = field(default_factory=set)
    tries: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    under_way: dict[int, float] = field(default_factory=dict)
    heard_at: float = 0
    longest: float = 0
    tickets: Iterator[int] = field(default_factory=count)
    over: Event = field(default_factory=Event)
    lock: Lock = field(default_factory=Lock)

    def promise(self, application: UUID, action: str) -> None:
        """Note that the service said an act was done."""
        with self.lock:
            self.told.add((application, action))

    def count(self, outcome: str) -> None:
        with self.lock:
            self.tries[outcome] += 1

    def refuse(self, what: str) -> None:
        with self.lock:
            self.refusals[what] += 1

    def begin(self) -> int:
        """Note that a request is under way; return its ticket."""
        with self.lock:
            ticket = next(self.tickets)
            self.under_way[ticket] = time.monotonic()
        return ticket

    def end(self, ticket: int) -> None:
        with self.lock:
            self.heard_at = time.monotonic()
            self.longest = max(self.longest, self.heard_at - self.under_way.pop(ticket))

    def waiting_since(self, moment: float) -> bool:
        """Whether a request that was under way at a moment is still without an answer."""
        with self.lock:
            return any(began <= moment for began in self.under_way.values())


class Caller:
    """One program or browser that keeps sending until it is answered."""

    def __init__(self, address: str, book: Book, headers: Mapping[str, str]) -> None:
        self.book = book
        self.client = httpx2.Client(
            base_url=f"{address}/api/v1", headers=headers, timeout=PATIENCE, trust_env=False
        )

    def send(self, path: str, body: Mapping[str, Any], *, key: str) -> httpx2.Response | None:
        """Return the answer, however often it takes; None when everything is over."""
        ticket = self.book.begin()
        while not self.book.over.is_set():
            answer = self._try(path, body, key)
            if answer is not None:
                self.book.end(ticket)
                return answer
            self.book.over.wait(PAUSE)
        return None

    def _try(self, path: str, body: Mapping[str, Any], key: str) -> httpx2.Response | None:
        try:
            answer = self.client.post(path, json=body, headers={"Idempotency-Key": key})
        except httpx2.HTTPError as error:
            self.book.count(type(error).__name__)
            return None
        self.book.count(str(answer.status_code))
        asks_to_wait = answer.status_code >= FAULT or answer.status_code == BUSY
        return None if asks_to_wait or code_of(answer) == "request-in-progress" else answer


def code_of(answer: httpx2.Response) -> str:
    """Return the code of a problem; empty for anything else."""
    if answer.is_success:
        return ""
    try:
        return str(answer.json()["type"]).rpartition("/")[2]
    except (ValueError, KeyError, TypeError):
        return str(answer.status_code)


def hall(address: str, book: Book) -> Caller:
    """Return the program of the one-stop hall, which files what families want."""
    token, _ = get_access_token_model().objects.get_or_create(
        token="a-token-of-the-hall",
        defaults={
            "application": get_application_model().objects.get(client_id=HALL),
            "scope": "applications:write",
            "expires": clock.now() + TOKEN_LASTS,
        },
    )
    return Caller(address, book, {"Authorization": f"Bearer {token.token}"})


def officer(username: str, address: str, book: Book) -> Caller:
    """Return somebody at the counter, signed in."""
    browser = Client()
    account = Account.objects.get(username=username)
    force_login(browser, account)
    cookies = {"csrftoken": CSRF, "sessionid": browser.cookies["sessionid"].value}
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return Caller(address, book, {"Cookie": cookie, "X-CSRFToken": CSRF})
