"""A played identity card reader: what vendors' services answer on the officer's machine."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Self


class CardReader:
    """Answers with the card that lies on it; without one it answers 404."""

    def __init__(self) -> None:
        self.card: dict[str, str] | None = None
        reader = self

        class Answering(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200 if reader.card else 404)
                self.send_header("access-control-allow-origin", "*")
                self.end_headers()
                self.wfile.write(json.dumps(reader.card).encode())

            def log_message(self, *_arguments: object) -> None:
                """Say nothing: a card's number belongs in no log."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/card"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_failure: object) -> None:
        self._server.shutdown()
        self._server.server_close()
