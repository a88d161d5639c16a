"""Is the process alive, and can it do its work? Every check is named here, none is guessed."""

from collections.abc import Callable
from typing import Final

import redis
import structlog
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.backoff import NoBackoff
from redis.retry import Retry

log = structlog.get_logger()
PATIENCE: Final = 2  # seconds


def database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select 1")


def broker() -> None:
    with redis.Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=PATIENCE,
        socket_connect_timeout=PATIENCE,
        retry=Retry(NoBackoff(), 0),
    ) as client:
        client.ping()


CHECKS: Final[dict[str, Callable[[], None]]] = {"database": database, "broker": broker}


@require_safe
@never_cache
def livez(_request: HttpRequest) -> JsonResponse:
    """Answer that this process serves requests; it asks nobody else."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(_request: HttpRequest) -> JsonResponse:
    """Answer 503 and name what is missing when PostgreSQL or the broker does not answer."""
    results = {name: _passes(name, check) for name, check in CHECKS.items()}
    ready = all(result == "ok" for result in results.values())
    body = {"status": "ok" if ready else "unavailable", "checks": results}
    return JsonResponse(body, status=200 if ready else 503)


def _passes(name: str, check: Callable[[], None]) -> str:
    try:
        check()
    except (DatabaseError, redis.RedisError) as failure:
        log.warning("not_ready", check=name, error=type(failure).__name__)
        return "unavailable"
    return "ok"
