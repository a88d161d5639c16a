"""An agency without a network, for tests and rehearsals; production refuses to start with one."""

from collections.abc import Callable
from hashlib import sha256

from hukou.kernel import clock

from .asking import refuse_pointless
from .errors import AgencyError
from .messages import Answer, Deferred, Question


class FakeAgency:
    """Answers from what it was told; passes the same contract tests as the real client.

    `truth` maps (identity number, fact) to a value. `trouble`, when set, is raised instead;
    `defers` makes it promise an answer for later.
    """

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.truth: dict[tuple[str, str], object] = {}
        self.asked: list[Question] = []
        self.trouble: Callable[[], AgencyError] | None = None
        self.defers = False

    def close(self) -> None:
        """Nothing is open."""

    def may_ask(self, most: int) -> int:
        return most

    def ask(self, question: Question) -> Answer | Deferred:
        refuse_pointless(self.slug, question)
        self.asked.append(question)
        if self.trouble is not None:
            raise self.trouble()
        if self.defers:
            return Deferred(request_id=question.request_id)
        value = self.truth.get((question.subject.identity_number, question.fact))
        return Answer(
            request_id=question.request_id,
            fact=question.fact,
            known=value is not None,
            value=value,
            answered_at=clock.now(),
            receipt=f"fake-{sha256(question.request_id.bytes).hexdigest()[:16]}",
        )
