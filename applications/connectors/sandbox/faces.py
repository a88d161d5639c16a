"""A service that compares faces, played (人像比对服务): equal pictures are alike, others chance."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

from hukou.kernel import clock

from .desks import SECONDS, Desk, Mode

SLUG: Final = "faces"
LARGEST: Final = 8 * 1024 * 1024  # bytes
THRESHOLD: Final = "0.8000"
MODES: Final = frozenset({
    Mode.OK, Mode.SLOW, Mode.DOWN, Mode.BUSY, Mode.WRONG, Mode.WRONG_PERSON, Mode.GARBAGE,
    Mode.SILENT,
})  # fmt: skip


class FaceDesk:
    """The played service with its behaviour; it keeps no picture."""

    def __init__(self) -> None:
        self.desk = Desk()

    def set_mode(self, mode: Mode, seconds: float | None) -> None:
        """Behave so from now on. Raises ValueError: it gives advice at once or not at all."""
        if mode not in MODES:
            raise ValueError(mode)
        self.desk.mode = mode
        self.desk.seconds = SECONDS.get(mode, 0) if seconds is None else seconds

    def forget(self) -> None:
        self.desk = Desk()

    def advice(self, question: Mapping[str, Any]) -> bytes:
        """Return the body that is sent in the present mode."""
        self.desk.calls += 1
        first, second = (str(each["sha256"]) for each in question["pictures"])
        members: dict[str, object] = {
            "request_id": str(question["request_id"]),
            "pictures": [first, second],
            "similarity": _similarity(first, second),
            "threshold": THRESHOLD,
            "model": "sandbox-face",
            "version": "2026.1",
            "answered_at": clock.now().isoformat(),
            "receipt": sha256(str(question["request_id"]).encode()).hexdigest()[:24],
        }
        if self.desk.mode is Mode.WRONG:
            members["similarity"] = "1.7"
        if self.desk.mode is Mode.WRONG_PERSON:
            members["pictures"] = [first, "0" * 64]
        body = json.dumps(members).encode()
        return body[: len(body) // 2] if self.desk.mode is Mode.GARBAGE else body


def _similarity(first: str, second: str) -> str:
    """Return 0.9900 of equal pictures, else something from 0.2 to 0.95 that stays the same."""
    if first == second:
        return "0.9900"
    drawn = int(sha256(f"{first}{second}".encode()).hexdigest()[:8], 16)
    return f"{0.2 + 0.75 * drawn / 0xFFFFFFFF:.4f}"
