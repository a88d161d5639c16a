"""What a breaker knows, shared by every worker through Redis.

Redis only helps: while it is away each worker goes on with what it remembers itself, and nobody
waits for it.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import pybreaker
from redis import Redis
from redis.exceptions import RedisError

LONGEST_TRIAL: Final = 60  # seconds after which a worker that tries is taken for dead
REDIS_TIMEOUT: Final = 0.2  # seconds
REDIS_PAUSE: Final = 5.0  # seconds without Redis after it failed us


class SharedState(pybreaker.CircuitBreakerStorage):
    """The breaker's numbers in one Redis hash, each remembered here as well."""

    def __init__(self, slug: str, redis: Redis | None) -> None:
        super().__init__("shared")
        self._key = f"hukou:breaker:{slug}"
        self._trial = f"{self._key}:trial"
        self._redis = redis
        self._paused_until = 0.0
        self._own: dict[str, str] = {
            "state": pybreaker.STATE_CLOSED, "fails": "0", "successes": "0", "opened_at": "",
        }  # fmt: skip

    @property
    def state(self) -> str:
        return self._get("state")

    @state.setter
    def state(self, state: str) -> None:
        self._set("state", state)

    @property
    def counter(self) -> int:
        return int(self._get("fails"))

    def increment_counter(self) -> None:
        self._increment("fails")

    def reset_counter(self) -> None:
        self._set("fails", "0")

    @property
    def success_counter(self) -> int:
        return int(self._get("successes"))

    def increment_success_counter(self) -> None:
        self._increment("successes")

    def reset_success_counter(self) -> None:
        self._set("successes", "0")

    @property
    def opened_at(self) -> datetime | None:
        opened = self._get("opened_at")
        return datetime.fromtimestamp(float(opened), UTC) if opened else None

    @opened_at.setter
    def opened_at(self, instant: datetime) -> None:
        self._set("opened_at", str(instant.timestamp()))

    def take_trial(self) -> bool:
        """Whether this worker may try the agency; nobody else may until it ends its trial."""
        if self._tell(lambda redis: redis.set(self._trial, 1, nx=True, ex=LONGEST_TRIAL)):
            return True
        # Nobody to ask: better two trials than none.
        return not self._is_connected()

    def end_trial(self) -> None:
        self._tell(lambda redis: redis.delete(self._trial))

    def close(self) -> None:
        if self._redis is not None:
            self._redis.close()

    def _is_connected(self) -> bool:
        return self._redis is not None and time.monotonic() >= self._paused_until

    def _get(self, name: str) -> str:
        shared = self._tell(lambda redis: redis.hget(self._key, name))
        # A flushed Redis knows nothing; this worker still does.
        return shared.decode() if isinstance(shared, bytes) else self._own[name]

    def _set(self, name: str, value: str) -> None:
        self._own[name] = value
        self._tell(lambda redis: redis.hset(self._key, name, value))

    def _increment(self, name: str) -> None:
        self._own[name] = str(int(self._own[name]) + 1)
        shared = self._tell(lambda redis: redis.hincrby(self._key, name, 1))
        if isinstance(shared, int):
            self._own[name] = str(shared)

    def _tell(self, command: Callable[[Redis], object]) -> object | None:
        if self._redis is None or not self._is_connected():
            return None
        try:
            return command(self._redis)
        except RedisError:
            self._paused_until = time.monotonic() + REDIS_PAUSE
            return None


def connect(url: str) -> Redis:
    """Connect to Redis so that it is waited for a moment at most."""
    return Redis.from_url(url, socket_timeout=REDIS_TIMEOUT, socket_connect_timeout=REDIS_TIMEOUT)
