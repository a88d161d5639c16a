"""The benchmark's own HTTP client: it counts whole answers, and stops at the first bad one."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.benchmarks._http import CONNECTIONS, Refused, ask, drive, request

BODY = b"x" * 100_000


class Handler(BaseHTTPRequestHandler):
    """Answers /good; hangs up after /last; knows nothing else."""

    protocol_version = "HTTP/1.1"
    answered = 0

    def do_GET(self) -> None:
        good = self.path in {"/good", "/last"}
        self.close_connection = self.path == "/last"
        body = BODY if good else b"no such thing"
        self.send_response(200 if good else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        type(self).answered += 1

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Let a client hang up in the middle, as ours does at the end of a measurement."""


@pytest.fixture
def port() -> Iterator[int]:
    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def test_an_answer_is_read_to_its_end(port: int) -> None:
    assert ask(request("/good", port=port, headers={}), port=port) == BODY


def test_every_connection_asks_over_and_over(port: int) -> None:
    Handler.answered = 0

    load = drive([request("/good", port=port, headers={})], port=port, seconds=0.3)

    assert Handler.answered > CONNECTIONS
    assert load.rate > 0


def test_a_connection_that_the_server_closed_is_opened_anew(port: int) -> None:
    Handler.answered = 0

    drive([request("/last", port=port, headers={})], port=port, seconds=0.3)

    assert Handler.answered > CONNECTIONS


def test_what_is_no_answer_ends_the_measurement(port: int) -> None:
    with pytest.raises(Refused, match="no such thing"):
        drive([request("/bad", port=port, headers={})], port=port, seconds=20)
