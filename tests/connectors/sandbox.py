"""The agency sandbox as a real process, and its control panel."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import httpx2

from applications.connectors.sandbox import Truth, write_truth
from hukou.stack import processes

STARTS_WITHIN: Final = 30.0  # seconds
ROOT: Final = Path(__file__).parents[2]


class SandboxProcess:
    """One sandbox on a port of its own; `home` keeps its truth and its log."""

    def __init__(self, home: Path, *, secret: str) -> None:
        self.home = home
        self.secret = secret
        self.port = processes.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.truth = home / "truth.sqlite"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [
            sys.executable, "-m", "applications.connectors.sandbox",
            "--port", str(self.port), "--truth", str(self.truth),
        ]  # fmt: skip
        self.process = processes.spawn(
            command,
            log=self.home / "sandbox.log",
            environment={
                **os.environ, "AGENCIES_SECRET": self.secret, "PYTHONPATH": str(ROOT)
            },
        )  # fmt: skip
        assert processes.wait_until(self.answers, seconds=STARTS_WITHIN)

    def stop(self) -> None:
        if self.process is not None:
            processes.stop(self.process)
            self.process = None

    def answers(self) -> bool:
        try:
            self.seen()
        except httpx2.HTTPError:
            return False
        return True

    def plant(self, number: str, fact: str, value: object, *, related: str = "") -> None:
        write_truth(self.truth, [Truth(number, fact, value, related)])

    def behave(self, agency: str, mode: str, *, seconds: float | None = None) -> None:
        order = {"agency": agency, "mode": mode, "seconds": seconds}
        httpx2.post(f"{self.url}/control", json=order).raise_for_status()

    def deliver(self, agency: str) -> None:
        """Let the agency send at once what it promised."""
        order = {"agency": agency, "deliver": True}
        httpx2.post(f"{self.url}/control", json=order, timeout=30).raise_for_status()

    def forget(self) -> None:
        httpx2.delete(f"{self.url}/control").raise_for_status()

    def seen(self) -> Mapping[str, Any]:
        """Return what the agencies were asked and what they sent."""
        answer: Mapping[str, Any] = httpx2.get(f"{self.url}/control", timeout=5).json()
        return answer
