"""Leaving an agency alone that fails again and again, so that its files do not fill the workers."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final, TypeVar

import pybreaker
from redis import Redis

from hukou.kernel import clock

from .errors import AgencyError, CircuitOpen
from .shared_state import SharedState

FAILURES: Final = 5  # in a row, by all workers together
REST: Final = 15.0  # seconds an agency is left alone before one trial

T = TypeVar("T")


class Breaker:
    """Lets calls to one agency through until it fails too often in a row."""

    def __init__(
        self, slug: str, *, redis: Redis | None, failures: int = FAILURES, rest: float = REST
    ) -> None:
        self.rest = rest
        self._state = SharedState(slug, redis)
        self._circuit = pybreaker.CircuitBreaker(
            fail_max=failures,
            reset_timeout=rest,
            exclude=[_is_no_outage],
            state_storage=self._state,
            name=slug,
            throw_new_error_on_trip=False,
        )

    def close(self) -> None:
        """Give back the connection to Redis."""
        self._state.close()

    @property
    def is_open(self) -> bool:
        return self._circuit.current_state == pybreaker.STATE_OPEN

    def may_pass(self, most: int) -> int:
        """Return how many of `most` calls it makes sense to try now: all, one trial, or none."""
        if self._circuit.current_state == pybreaker.STATE_CLOSED:
            return most
        return 0 if self._is_resting() else min(most, 1)

    def call(self, ask: Callable[[], T]) -> T:
        """Call `ask`, or refuse with CircuitOpen without calling it.

        After the rest one worker tries, and the others wait for what it finds.
        """
        if self._circuit.current_state == pybreaker.STATE_CLOSED:
            return self._pass(ask)
        if self._is_resting() or not self._state.take_trial():
            raise self._refusal()
        try:
            return self._pass(ask)
        finally:
            self._state.end_trial()

    def _pass(self, ask: Callable[[], T]) -> T:
        try:
            # Not `circuit.call`: that holds a lock of the process for as long as the agency takes.
            answer: T = self._circuit.state.call(ask)
        except pybreaker.CircuitBreakerError:  # another worker opened it just now
            raise self._refusal() from None
        return answer

    def _is_resting(self) -> bool:
        opened_at = self._state.opened_at
        rest = timedelta(seconds=self.rest)
        return self.is_open and opened_at is not None and clock.now() < opened_at + rest

    def _refusal(self) -> CircuitOpen:
        return CircuitOpen("the agency is left alone for a while", retry_after=self.rest)


def _is_no_outage(error: BaseException) -> bool:
    return isinstance(error, AgencyError) and not error.is_outage
