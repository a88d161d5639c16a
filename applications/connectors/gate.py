"""How much of us one agency may take (限流): calls a second, and workers that wait for it.

An agency that answers slowly, yet answers, never trips the breaker; it would in time have every
worker wait for it. One that falls silent would have them all at once, before a call of it is slow:
so no more are let in beside those that may wait than it has answered lately, and one to find out.
Redis counts for all workers together; while it is away nobody is held back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final
from uuid import uuid4

import structlog
from redis import Redis
from redis.exceptions import RedisError

from .errors import AgencyFull

SLOW: Final = 1.0
"""Seconds after which a call counts as one that keeps a worker waiting, and an answer as past."""
HELD: Final = 2.0
"""Seconds a question waits that came while too many workers waited."""

FULL: Final = """
local clock = redis.call('TIME')
local now = clock[1] + clock[2] / 1000000
local slow, most, lasts = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - lasts)
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - slow)
if redis.call('ZCOUNT', KEYS[1], '-inf', now - slow) >= most then return '-1' end
if redis.call('ZCARD', KEYS[1]) > most + redis.call('ZCARD', KEYS[2]) then return '-1' end
"""
ENTER: Final = f"""{FULL}
local rate = tonumber(ARGV[5])
local bucket = redis.call('HMGET', KEYS[3], 'left', 'at')
local full = math.max(rate, 1)
local since = now - (tonumber(bucket[2]) or now)
local left = math.min(full, (tonumber(bucket[1]) or full) + since * rate)
if left < 1 then return tostring((1 - left) / rate) end
redis.call('HSET', KEYS[3], 'left', tostring(left - 1), 'at', tostring(now))
redis.call('EXPIRE', KEYS[3], 60)
redis.call('ZADD', KEYS[1], now, ARGV[4])
redis.call('EXPIRE', KEYS[1], math.ceil(lasts) + 1)
return '0'
"""
"""Returns 0 and lets in, or the seconds until the next call is due, or -1: too many are waiting.

The clock is that of Redis, so that no worker's own clock counts.
"""
LOOK: Final = f"{FULL} return '0'"
"""Returns -1 where too many are waiting, and lets nobody in."""
LEAVE: Final = """
local clock = redis.call('TIME')
if redis.call('ZREM', KEYS[1], ARGV[1]) == 1 then
    redis.call('ZADD', KEYS[2], clock[1] + clock[2] / 1000000, ARGV[1])
    redis.call('EXPIRE', KEYS[2], 60)
end
return '0'
"""
GIVE_UP: Final = """
redis.call('ZREM', KEYS[1], ARGV[1])
return '0'
"""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Gate:
    """One agency's: at most `rate` calls a second, and `waiting` calls slower than a second.

    A call that does not leave by itself, because its worker was killed, is forgotten after
    `lasts` seconds, which no call exceeds.
    """

    slug: str
    rate: float
    waiting: int
    lasts: float
    redis: Redis | None = field(repr=False, default=None)

    @contextmanager
    def passage(self) -> Iterator[None]:
        """Let one call through.

        Raises AgencyFull: nothing was sent, and there is room after `retry_after` seconds.
        """
        ticket = uuid4().hex
        wait = self._enter(ticket)
        if wait < 0:
            raise AgencyFull("too many workers wait for the agency", retry_after=HELD)
        if wait > 0:
            raise AgencyFull("the agency has had its calls of this second", retry_after=wait)
        answered = False
        try:
            yield
            answered = True
        finally:
            self._leave(ticket, answered=answered)

    def is_full(self) -> bool:
        """Whether too many workers wait for the agency for another to try."""
        return self._count(LOOK, SLOW, self.waiting, self.lasts) < 0

    def _enter(self, ticket: str) -> float:
        return self._count(ENTER, SLOW, self.waiting, self.lasts, ticket, self.rate)

    def _leave(self, ticket: str, *, answered: bool) -> None:
        self._count(LEAVE if answered else GIVE_UP, ticket)

    def _count(self, script: str, *told: object) -> float:
        if self.redis is None:
            return 0.0
        inside = f"hukou:gate:{self.slug}"
        keys = (inside, f"{inside}:answered", f"{inside}:rate")
        try:
            return float(self.redis.eval(script, len(keys), *keys, *map(str, told)))
        except RedisError as away:
            log.warning("gate_not_counted", agency=self.slug, error=type(away).__name__)
            return 0.0
