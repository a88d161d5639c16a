"""A service without a network, for tests; passes the same contract tests as the real client."""

from collections.abc import Callable
from decimal import Decimal
from hashlib import sha256

from applications.connectors.errors import AgencyError
from hukou.kernel import clock

from .messages import FaceAdvice, FaceQuestion


class FakeFaceService:
    """Finds equal pictures alike and others not, unless `similarity` says so.

    `trouble`, when set, is raised instead.
    """

    def __init__(self) -> None:
        self.similarity: Decimal | None = None
        self.asked: list[FaceQuestion] = []
        self.trouble: Callable[[], AgencyError] | None = None

    def close(self) -> None:
        """Nothing is open."""

    def compare(self, question: FaceQuestion) -> FaceAdvice:
        self.asked.append(question)
        if self.trouble is not None:
            raise self.trouble()
        alike = question.of_paper.sha256 == question.of_visitor.sha256
        return FaceAdvice(
            request_id=question.request_id,
            similarity=self.similarity or Decimal("0.9900" if alike else "0.1000"),
            threshold=Decimal("0.8000"),
            model="fake",
            version="1",
            answered_at=clock.now(),
            receipt=f"fake-{sha256(question.request_id.bytes).hexdigest()[:16]}",
        )
