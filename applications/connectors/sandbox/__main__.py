"""`python -m applications.connectors.sandbox [--port N] [--truth FILE.sqlite]`."""

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from gunicorn.app.base import BaseApplication

from applications.connectors.sandbox.desks import Office
from applications.connectors.sandbox.service import Sandbox
from hukou import env

THREADS: Final = 64  # a silent desk must not keep the others waiting


class Server(BaseApplication):
    """One process with many threads: its memory is the desks' memory."""

    def __init__(self, *, bind: str, sandbox: Sandbox) -> None:
        self.bind = bind
        self.sandbox = sandbox
        super().__init__()

    def load_config(self) -> None:
        for name, value in {
            "bind": self.bind,
            "workers": 1,
            "worker_class": "gthread",
            "threads": THREADS,
            "graceful_timeout": 1,
            "timeout": 0,
            "keepalive": 75,
            "control_socket_disable": True,
            "proc_name": "hukou-sandbox",
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Iterable[bytes]]:
        return self.sandbox


def main() -> None:
    parser = argparse.ArgumentParser(prog="sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=env.number("SANDBOX_PORT"))
    parser.add_argument("--truth", type=Path, default=Path(env.text("HUKOU_DATA")) / "truth.sqlite")
    options = parser.parse_args()
    sandbox = Sandbox(Office(options.truth), secret=env.text("AGENCIES_SECRET"))
    Server(bind=f"{options.host}:{options.port}", sandbox=sandbox).run()


if __name__ == "__main__":
    main()
