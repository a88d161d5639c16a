"""A light HTTP client: a few connections kept busy by one process, so the server gets the cores."""

import re
import selectors
import socket
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from itertools import cycle
from typing import Final, NamedTuple

CONNECTIONS: Final = 8
BLOCK: Final = 65_536  # bytes
PATIENCE: Final = 30.0  # seconds until a silent server counts as broken
LENGTH: Final = re.compile(rb"^content-length: *(\d+)\r$", re.IGNORECASE | re.MULTILINE)


class Refused(Exception):
    """The server answered something else than 200: what follows would measure nothing."""


class Load(NamedTuple):
    """What a server did under load: requests a second, and milliseconds that 99 of 100 took."""

    rate: float
    p99: float


class Closed(Refused):
    """The server closed a kept-alive connection: its worker had served its share."""


class Answer(NamedTuple):
    """The start of an answer, and its body."""

    head: bytes
    body: bytes


def request(path: str, *, port: int, headers: Mapping[str, str]) -> bytes:
    """Return the bytes of a GET request."""
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode()


def ask(one: bytes, *, port: int) -> bytes:
    """Send one request and return the body of its answer."""
    with closing(_Connection(port, cycle([one]))) as connection:
        connection.send()
        while (answer := connection.take()) is None:
            pass
    return answer.body


def drive(requests: Sequence[bytes], *, port: int, seconds: float) -> Load:
    """Send the requests over and over for so many seconds, and count the answers."""
    endless = cycle(requests)
    taken: list[float] = []
    with ExitStack() as opened, selectors.DefaultSelector() as ready:
        for _ in range(CONNECTIONS):
            connection = opened.enter_context(closing(_Connection(port, endless)))
            ready.register(connection, selectors.EVENT_READ, connection)
            connection.send()
        started = time.perf_counter()
        while (passed := time.perf_counter() - started) < seconds:
            for key, _ in ready.select(PATIENCE):
                connection = key.data
                try:
                    answer = connection.take()
                except Closed:
                    ready.unregister(connection)
                    connection.reopen()
                    ready.register(connection, selectors.EVENT_READ, connection)
                    continue
                if answer is not None:
                    taken.append(connection.waited())
                    connection.send()
    return Load(len(taken) / passed, 1000 * statistics.quantiles(taken, n=100)[-1])


class _Connection:
    """One kept-alive connection with at most one request under way."""

    def __init__(self, port: int, requests: Iterator[bytes]) -> None:
        self.port = port
        self.requests = requests
        self.received = b""
        self.sent_at = 0.0
        self.socket = self._opened()

    def _opened(self) -> socket.socket:
        opened = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return opened

    def reopen(self) -> None:
        """Connect anew and send the next request."""
        self.socket.close()
        self.socket = self._opened()
        self.send()

    def fileno(self) -> int:
        return self.socket.fileno()

    def send(self) -> None:
        self.received = b""
        self.sent_at = time.perf_counter()
        self.socket.sendall(next(self.requests))

    def waited(self) -> float:
        return time.perf_counter() - self.sent_at

    def take(self) -> Answer | None:
        """Read what has come; return the answer once it is whole."""
        block = self.socket.recv(BLOCK)
        if not block:
            raise Closed("the server closed a connection")
        self.received += block
        head, found, body = self.received.partition(b"\r\n\r\n")
        length = LENGTH.search(head + b"\r\n") if found else None
        if found and (length is None or b" 200 " not in head[:20]):
            raise Refused(self.received.decode(errors="replace")[:600])
        return Answer(head, body) if length and len(body) >= int(length[1]) else None

    def close(self) -> None:
        self.socket.close()
