"""Why an agency gave no usable answer; every error says whether asking again can help."""

from typing import ClassVar


class AgencyError(Exception):
    """No usable answer came.

    `permanent`: asking the same question again cannot help, a person has to look.
    `retry_after`: seconds the agency wants to be left alone, where it said so.
    """

    permanent: ClassVar[bool] = False
    is_outage: ClassVar[bool] = True
    """Whether the circuit breaker counts it: the agency, not the question, is at fault."""

    def __init__(self, reason: str, *, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after


class AgencyUnreachable(AgencyError):
    """No connection, no answer in time, or a server error."""


class AgencyBusy(AgencyError):
    """The agency asks us to slow down; it is not broken."""

    is_outage: ClassVar[bool] = False


class CircuitOpen(AgencyError):
    """The agency failed so often just now that it is left alone for a while; nothing was sent."""

    is_outage = False


class AgencyFull(AgencyError):
    """The agency has as many of our calls as it may have just now; nothing was sent."""

    is_outage = False


class AnswerUnreadable(AgencyError):
    """What came back is not an answer at all: the agency's system is ill and may recover."""


class AnswerRefused(AgencyError):
    """The answer is about something else than was asked, or says what no fact can be."""

    permanent = True


class QuestionRefused(AgencyError):
    """The agency understood the question and will not answer it."""

    permanent = True
    is_outage = False
