"""What every agency connector offers, whether it speaks HTTP or is a fake."""

from typing import Protocol

from .messages import Answer, Deferred, Question


class Agency(Protocol):
    """Another public body that can say whether a fact holds (部门)."""

    @property
    def slug(self) -> str:
        """The agency's name in the vocabulary."""
        ...

    def ask(self, question: Question) -> Answer | Deferred:
        """Ask, wait for a bounded time, and return a checked answer or the promise of one.

        Asking twice under one `request_id` is the same question: the receipt is the same.

        Raises:
            AgencyError: no usable answer came; `permanent` says whether to ask again.
        """
        ...

    def may_ask(self, most: int) -> int:
        """Return how many of `most` questions it makes sense to ask now."""
        ...

    def close(self) -> None:
        """Hang up."""
        ...
