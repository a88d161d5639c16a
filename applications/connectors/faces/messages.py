"""What is sent to be compared and what may come back, checked at the border.

Two pictures go out, and nothing else: no name, no number, no file. What comes back names the
digests of the pictures it is about, so that advice on others is never taken.
"""

import hashlib
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Final
from uuid import UUID

from applications.connectors.errors import AnswerRefused, AnswerUnreadable
from applications.connectors.messages import read_instant, read_object, read_receipt

LONGEST_NAME: Final = 60
PLACES: Final = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on its way; its bytes stay out of every representation, so out of every log."""

    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceQuestion:
    """Two pictures: that of the paper, and that of whoever stands at the counter."""

    request_id: UUID
    of_paper: Picture
    of_visitor: Picture

    def as_json(self) -> dict[str, object]:
        pictures = [
            {"sha256": each.sha256, "content": b64encode(each.content).decode()}
            for each in (self.of_paper, self.of_visitor)
        ]
        return {"request_id": str(self.request_id), "pictures": pictures}


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceAdvice:
    """How alike the service finds two pictures (比对建议), from 0 to 1, and its own threshold."""

    request_id: UUID
    similarity: Decimal
    threshold: Decimal
    model: str
    version: str
    answered_at: datetime
    receipt: str

    @property
    def says_same(self) -> bool:
        """Whether the service takes them for one person."""
        return self.similarity >= self.threshold


def parse_advice(question: FaceQuestion, body: bytes) -> FaceAdvice:
    """Read what the service answered to `question`, believing nothing.

    Raises:
        AnswerUnreadable: not a JSON object with the members that advice has.
        AnswerRefused: about another request or other pictures, or no possible similarity.
    """
    members = read_object(body)
    if members.get("request_id") != str(question.request_id):
        raise AnswerRefused("the advice is to another request")
    if members.get("pictures") != [question.of_paper.sha256, question.of_visitor.sha256]:
        raise AnswerRefused("the advice is about other pictures")
    return FaceAdvice(
        request_id=question.request_id,
        similarity=_share(members.get("similarity"), "similarity"),
        threshold=_share(members.get("threshold"), "threshold"),
        model=_name(members.get("model"), "model"),
        version=_name(members.get("version"), "version"),
        answered_at=read_instant(members.get("answered_at")),
        receipt=read_receipt(members.get("receipt")),
    )


def _share(text: object, name: str) -> Decimal:
    """Return a decimal from 0 to 1 that was sent as text, to four places."""
    try:
        share = Decimal(text) if isinstance(text, str) else None
    except InvalidOperation:
        share = None
    if share is None or not share.is_finite():
        raise AnswerUnreadable(f"{name} is no decimal")
    if not 0 <= share <= 1:
        raise AnswerRefused(f"{name} is not between 0 and 1")
    return share.quantize(PLACES)


def _name(text: object, name: str) -> str:
    if not isinstance(text, str) or not 0 < len(text.strip()) <= LONGEST_NAME:
        raise AnswerUnreadable(f"{name} is missing or too long")
    return text.strip()
