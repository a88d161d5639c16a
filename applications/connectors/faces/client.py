"""Asking the service over HTTP: one POST for two pictures, bounded in time and in size."""

import time
from typing import Final

import httpx2
import structlog

from applications.connectors.breaker import Breaker
from applications.connectors.errors import AgencyError, AgencyUnreachable, AnswerUnreadable
from applications.connectors.transport import ACCEPTED, bounded, refuse_failures

from .messages import FaceAdvice, FaceQuestion, parse_advice

SLUG: Final = "faces"

log = structlog.get_logger(__name__)


class HttpFaceService:
    """The real client: no redirects, no proxies of the environment, `timeout` seconds in all."""

    def __init__(
        self,
        *,
        url: str,
        secret: str,
        timeout: float,
        breaker: Breaker,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self.url = f"{url.rstrip('/')}/v1/compare"
        self.timeout = timeout
        self.breaker = breaker
        self._client = httpx2.Client(
            headers={"authorization": f"Bearer {secret}", "accept": "application/json"},
            timeout=timeout,
            follow_redirects=False,
            trust_env=False,
            transport=transport,
        )

    def compare(self, question: FaceQuestion) -> FaceAdvice:
        """Send both pictures, unless the service is being left alone. Raises AgencyError."""
        began = time.monotonic()
        outcome = "answered"
        try:
            return self.breaker.call(lambda: self._compare(question))
        except AgencyError as error:
            outcome = error.reason
            raise
        finally:
            log.info(
                "faces_compared",
                request_id=str(question.request_id),
                outcome=outcome,
                milliseconds=round((time.monotonic() - began) * 1000),
            )

    def close(self) -> None:
        """Give back the connections."""
        self._client.close()
        self.breaker.close()

    def _compare(self, question: FaceQuestion) -> FaceAdvice:
        deadline = time.monotonic() + self.timeout
        try:
            with self._client.stream("POST", self.url, json=question.as_json()) as response:
                refuse_failures(response)
                if response.status_code == ACCEPTED:
                    raise AnswerUnreadable("advice is given at once or not at all")
                body = b"".join(bounded(response, deadline))
        except httpx2.TimeoutException:
            raise AgencyUnreachable(f"no answer within {self.timeout:g} s") from None
        except httpx2.DecodingError:
            raise AnswerUnreadable("the answer is not in the encoding it names") from None
        except httpx2.HTTPError as error:
            raise AgencyUnreachable(f"no connection ({type(error).__name__})") from None
        return parse_advice(question, body)
