"""What a service that compares faces offers, whether it speaks HTTP or is a fake."""

from typing import Protocol

from .messages import FaceAdvice, FaceQuestion


class FaceService(Protocol):
    """A service that says how much two pictures look like one person (人像比对服务)."""

    def compare(self, question: FaceQuestion) -> FaceAdvice:
        """Send both pictures, wait for a bounded time, and return its checked advice.

        Raises:
            AgencyError: no usable advice came; `permanent` says whether to ask again.
        """
        ...

    def close(self) -> None:
        """Hang up."""
        ...
