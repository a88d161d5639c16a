"""Answers that a desk sends later, signed: once, twice, out of order, or with the wrong secret."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock, Timer
from typing import Final

import httpx2

from applications.connectors.signatures import sign
from hukou.kernel import clock

from .desks import Mode, Office

TIMEOUT: Final = 10.0  # seconds
TIMES: Final = {Mode.DUPLICATE: 3}


@dataclass(frozen=True, slots=True)
class Promise:
    """An answer that somebody was promised."""

    desk: str
    mode: Mode
    reply_to: str
    answer: Mapping[str, object]


@dataclass(slots=True)
class Postbox:
    """Keeps promises after their time, or at once when told to."""

    office: Office
    secret: str
    held: list[Promise] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def promise(self, promise: Promise, *, seconds: float) -> None:
        """Send the answer after `seconds`; those out of order go together, the last one first."""
        with self.lock:
            self.held.append(promise)
        timer = Timer(seconds, self.deliver, [promise])
        timer.daemon = True
        timer.start()

    def deliver(self, promise: Promise) -> None:
        """Send one promised answer, unless it was sent by the way; out of order, all of them."""
        for each in self._due(promise):
            self._send(each)

    def deliver_all(self, desk: str) -> None:
        """Send at once everything this desk owes."""
        with self.lock:
            due = [each for each in self.held if desk in (each.desk, "*")]
        for promise in due:
            self.deliver(promise)

    def forget(self) -> None:
        with self.lock:
            self.held.clear()

    def _due(self, promise: Promise) -> list[Promise]:
        with self.lock:
            due = [
                each
                for each in self.held
                if each is promise
                or (promise.mode is each.mode is Mode.OUT_OF_ORDER and promise.desk == each.desk)
            ]
            if promise not in due:
                return []
            self.held = [each for each in self.held if each not in due]
        return due[::-1]

    def _send(self, promise: Promise) -> None:
        body = json.dumps(promise.answer, ensure_ascii=False).encode()
        secret = "not-" + self.secret if promise.mode is Mode.FORGED else self.secret
        request_id = str(promise.answer["request_id"])
        for _ in range(TIMES.get(promise.mode, 1)):
            headers = sign(body, message_id=f"msg_{request_id}", secret=secret, at=clock.now())
            status = _post(promise.reply_to, body, headers)
            with self.office.lock:
                self.office.callbacks.append(
                    {"agency": promise.desk, "request_id": request_id, "status": status}
                )


def _post(address: str, body: bytes, headers: Mapping[str, str]) -> int | None:
    """Return the status, or None when nobody was there."""
    try:
        return httpx2.post(
            address,
            content=body,
            headers={**headers, "content-type": "application/json"},
            timeout=TIMEOUT,
            trust_env=False,
        ).status_code
    except httpx2.HTTPError:
        return None
