"""Who looked at whom on which page (查询日志): one row per page that is opened."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

import structlog
from django.core.cache import cache
from redis.exceptions import RedisError

from registry.actions import note_disclosure
from registry.web.access import DeskRequest

log = structlog.get_logger()
AN_HOUR: Final = 3600


def note_reading(
    request: DeskRequest,
    kind: str,
    *,
    people: Collection[int],
    fields: Collection[str],
    household: int | None = None,
    application: UUID | None = None,
) -> None:
    """Note that a page showed these people's data.

    What a page asks for again by itself, and a form that comes back, is noted once an hour.
    """
    subject = application or household or "-".join(map(str, sorted(people)))
    anew = _first(f"noted:{request.user.pk}:{kind}:{subject}")
    if anew or (request.method == "GET" and "HX-Request" not in request.headers):
        note_disclosure(
            scope=request.scope,
            kind=kind,
            people=people,
            fields=fields,
            purpose="counter page",
            household=household,
            application=application,
        )


def _first(key: str) -> bool:
    """Whether this is the first time in an hour; without the cache, every time is."""
    try:
        return cache.add(key, 1, timeout=AN_HOUR)
    except RedisError as away:
        log.warning("readings_not_counted", error=type(away).__name__)
        return True
