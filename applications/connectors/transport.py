"""Asking an agency over HTTP: one POST per question, bounded in time and in size."""

import time
from collections.abc import Iterator
from typing import Final

import httpx2
import structlog

from .asking import refuse_pointless
from .breaker import Breaker
from .errors import AgencyBusy, AgencyError, AgencyUnreachable, AnswerUnreadable, QuestionRefused
from .gate import Gate
from .messages import Answer, Deferred, Question, parse_answer

LARGEST_ANSWER: Final = 64 * 1024  # bytes
OK, ACCEPTED, REQUEST_TIMEOUT, TOO_EARLY, TOO_MANY = 200, 202, 408, 425, 429
SERVER_ERROR: Final = 500
LONGEST_REST: Final = 3600.0  # seconds; an agency that asks for more is asked again all the same

log = structlog.get_logger(__name__)


class HttpAgency:
    """The real client of the agency that `slug` names: its facts stand in the vocabulary.

    Follows no redirects (an answer comes from whom we asked), verifies certificates, ignores the
    proxies of the environment, and holds to `timeout` seconds in all, however slowly bytes drip.
    """

    def __init__(
        self,
        slug: str,
        *,
        url: str,
        secret: str,
        callback_url: str,
        timeout: float,
        breaker: Breaker,
        gate: Gate | None = None,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self.slug = slug
        self.url = f"{url.rstrip('/')}/v1/facts"
        self.callback_url = callback_url.rstrip("/")
        self.timeout = timeout
        self.breaker = breaker
        self.gate = gate or Gate(self.slug, rate=0, waiting=0, lasts=timeout)
        self._client = httpx2.Client(
            headers={"authorization": f"Bearer {secret}", "accept": "application/json"},
            timeout=timeout,
            follow_redirects=False,
            trust_env=False,
            transport=transport,
        )

    def ask(self, question: Question) -> Answer | Deferred:
        """Ask, unless the agency is being left alone.

        Raises:
            AgencyError: no usable answer came; `permanent` says whether to ask again.
        """
        refuse_pointless(self.slug, question)
        began = time.monotonic()
        outcome = "answered"
        try:
            with self.gate.passage():
                return self.breaker.call(lambda: self._ask(question))
        except AgencyError as error:
            outcome = error.reason
            raise
        finally:
            log.info(
                "agency_asked",
                agency=self.slug,
                fact=question.fact,
                request_id=str(question.request_id),
                outcome=outcome,
                milliseconds=round((time.monotonic() - began) * 1000),
            )

    def may_ask(self, most: int) -> int:
        """Return how many of `most` questions are not refused at once."""
        return 0 if self.gate.is_full() else self.breaker.may_pass(most)

    def close(self) -> None:
        """Give back the connections."""
        self._client.close()
        self.breaker.close()

    def _ask(self, question: Question) -> Answer | Deferred:
        reply_to = f"{self.callback_url}/api/v1/verifications/{question.request_id}/answer"
        deadline = time.monotonic() + self.timeout
        try:
            with self._client.stream(
                "POST", self.url, json=question.as_json(reply_to=reply_to)
            ) as response:
                refuse_failures(response)
                if response.status_code == ACCEPTED:
                    return Deferred(request_id=question.request_id)
                body = b"".join(bounded(response, deadline))
        except httpx2.TimeoutException:
            raise AgencyUnreachable(f"no answer within {self.timeout:g} s") from None
        except httpx2.DecodingError:
            raise AnswerUnreadable("the answer is not in the encoding it names") from None
        except httpx2.HTTPError as error:
            raise AgencyUnreachable(f"no connection ({type(error).__name__})") from None
        return parse_answer(question, body)


def refuse_failures(response: httpx2.Response) -> None:
    """Let 200 and 202 through; say of anything else whether asking again can help."""
    status = response.status_code
    if status in (OK, ACCEPTED):
        return
    if status == TOO_MANY:
        raise AgencyBusy("the agency asks to slow down", retry_after=_rest(response))
    if status >= SERVER_ERROR or status in (REQUEST_TIMEOUT, TOO_EARLY):
        raise AgencyUnreachable(f"the agency failed ({status})", retry_after=_rest(response))
    raise QuestionRefused(f"the agency refuses the question ({status})")


def _rest(response: httpx2.Response) -> float | None:
    """Read Retry-After in seconds; its other form, a date, is nobody's here."""
    text = response.headers.get("retry-after", "")
    return min(float(text), LONGEST_REST) if text.isascii() and text.isdigit() else None


def bounded(response: httpx2.Response, deadline: float) -> Iterator[bytes]:
    size = 0
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > LARGEST_ANSWER:
            raise AnswerUnreadable("the answer is larger than any answer is")
        if time.monotonic() > deadline:
            raise AgencyUnreachable("the answer comes too slowly")
        yield chunk
