"""Rate limits for addresses that need no sign-in."""

from typing import Final

import structlog
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from hukou.kernel import clock

log = structlog.get_logger()
WINDOW: Final = 60
"""Seconds that one count lasts."""


class PublicRate(BaseThrottle):
    """At most `API_PUBLIC_RATE` requests a minute from one address.

    Counts stand in the cache, which only helps: when it is away, nobody is refused.
    """

    name = "open"

    def __init__(self) -> None:
        self.left = float(WINDOW)

    def most(self) -> int:
        """Return how many requests one address may send in a window."""
        return int(settings.API_PUBLIC_RATE)

    def allow_request(self, request: Request | HttpRequest, view: object) -> bool:  # noqa: ARG002
        window, into = divmod(clock.now().timestamp(), WINDOW)
        self.left = WINDOW - into
        address = self.get_ident(request)  # type: ignore[arg-type] # it reads META only
        return _count(f"rate:{self.name}:{address}:{window:.0f}") <= self.most()

    def wait(self) -> float:
        return self.left


class TokenRate(PublicRate):
    """At most `API_TOKEN_RATE` tries a minute at fetching a token, against guessing."""

    name = "token"

    def most(self) -> int:
        return int(settings.API_TOKEN_RATE)


class ForgeryRate(PublicRate):
    """At most sixty messages with a bad signature are written down a minute from one address."""

    name = "forged"

    def most(self) -> int:
        return 60


def _count(key: str) -> int:
    """Count one more request under `key` and return how many there were."""
    try:
        cache.add(key, 0, timeout=2 * WINDOW)
        return int(cache.incr(key))
    except (RedisError, ValueError) as away:  # ValueError: the key expired in between
        log.warning("rate_not_counted", error=type(away).__name__)
        return 0
