"""The desks: how each behaves now, what it was asked, and the one answer it gives to each."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Final

from applications.connectors.asking import facts_of
from hukou.env import AGENCIES
from hukou.kernel import clock

from .truth import read_truth

DESKS: Final = AGENCIES


class Mode(StrEnum):
    """How a desk behaves: POST /control {"agency": "housing", "mode": "slow", "seconds": 3}."""

    OK = "ok"  # answers what is true
    SLOW = "slow"  # the same, after some seconds
    DOWN = "down"  # 503
    BUSY = "busy"  # 429, with the seconds to wait
    WRONG = "wrong"  # a value that the fact cannot have
    WRONG_PERSON = "wrong_person"  # an answer about somebody else
    GARBAGE = "garbage"  # JSON that breaks off
    SILENT = "silent"  # no answer for a long time
    CALLBACK = "callback"  # 202, and the signed answer some seconds later
    DUPLICATE = "duplicate"  # the same, three times
    OUT_OF_ORDER = "out_of_order"  # 202s, and then all answers at once, the last one first
    LATE = "late"  # 202, and the answer after minutes, or on {"agency": …, "deliver": true}
    FORGED = "forged"  # 202, and an answer signed with another secret


LATER: Final = frozenset({
    Mode.CALLBACK, Mode.DUPLICATE, Mode.OUT_OF_ORDER, Mode.LATE, Mode.FORGED,
})  # fmt: skip
SECONDS: Final[Mapping[Mode, float]] = {
    Mode.SLOW: 2, Mode.SILENT: 30, Mode.BUSY: 1, Mode.CALLBACK: 1, Mode.DUPLICATE: 1,
    Mode.OUT_OF_ORDER: 1, Mode.LATE: 120, Mode.FORGED: 1,
}  # fmt: skip
"""How long a desk that waits makes one wait, unless told otherwise."""


@dataclass(slots=True)
class Desk:
    """One played agency."""

    mode: Mode = Mode.OK
    seconds: float = 0
    calls: int = 0


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to one request: written once, the same for every repetition."""

    desk: str
    about: tuple[object, object, object]
    answer: Mapping[str, object]


class DifferentQuestion(Exception):
    """The request id was used for another question before."""


class NotOurs(Exception):
    """The fact is none that this desk keeps."""


@dataclass(slots=True)
class Office:
    """All desks together, with their memory."""

    truth: Path
    desks: dict[str, Desk] = field(default_factory=lambda: {slug: Desk() for slug in DESKS})
    answered: dict[str, Answered] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)
    callbacks: list[dict[str, object]] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def set_mode(self, slug: str, mode: Mode, seconds: float | None) -> None:
        with self.lock:
            for each in self.desks if slug == "*" else (slug,):
                self.desks[each].mode = mode
                self.desks[each].seconds = SECONDS.get(mode, 0) if seconds is None else seconds

    def forget(self) -> None:
        """Become as if just started."""
        with self.lock:
            self.desks.update({slug: Desk() for slug in DESKS})
            self.answered.clear()
            self.calls.clear()
            self.callbacks.clear()

    def answer(self, slug: str, question: Mapping[str, object]) -> Mapping[str, object]:
        """Return the one answer to this request, the same however often it is asked.

        Raises:
            DifferentQuestion: the id stands for another question already.
            NotOurs: another desk keeps such facts.
        """
        if question["fact"] not in facts_of(slug):
            raise NotOurs
        request_id = str(question["request_id"])
        subject, related = _number(question["subject"]), _number(question.get("related"))
        about = (subject, related, question["fact"])
        with self.lock:
            self.desks[slug].calls += 1
            self.calls[request_id] += 1
            known = self.answered.get(request_id)
            if known is None:
                known = Answered(slug, about, self._look_up(slug, request_id, about))
                self.answered[request_id] = known
        if known.about != about:
            raise DifferentQuestion
        return known.answer

    def as_json(self) -> dict[str, object]:
        with self.lock:
            return {
                "agencies": {
                    slug: {"mode": desk.mode, "seconds": desk.seconds, "calls": desk.calls}
                    for slug, desk in self.desks.items()
                },
                "requests": {
                    request_id: {
                        "agency": each.desk,
                        "calls": self.calls[request_id],
                        "receipt": each.answer["receipt"],
                    }
                    for request_id, each in self.answered.items()
                },
                "callbacks": list(self.callbacks),
            }

    def _look_up(
        self, slug: str, request_id: str, about: tuple[str, str, object]
    ) -> Mapping[str, object]:
        subject, related, fact = about
        value = read_truth(self.truth, subject, str(fact), related=related, desk=slug)
        return {
            "request_id": request_id,
            "subject": {"identity_number": subject},
            "fact": fact,
            "known": value is not None,
            "value": value,
            "answered_at": clock.now().isoformat(),
            "receipt": sha256(request_id.encode()).hexdigest()[:24],
        }


def distorted(answer: Mapping[str, object], mode: Mode) -> bytes:
    """Return the body that a desk in this mode sends instead of `answer`."""
    members = dict(answer)
    if mode is Mode.WRONG:
        members |= {"known": True, "value": {"no such": "value"}}
    if mode is Mode.WRONG_PERSON:
        members["subject"] = {"identity_number": "440199190001010002"}
    body = json.dumps(members, ensure_ascii=False).encode()
    return body[: len(body) // 2] if mode is Mode.GARBAGE else body


def _number(person: object) -> str:
    return str(person["identity_number"]).upper() if isinstance(person, Mapping) else ""
