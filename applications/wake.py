"""Waking the workers (唤醒): a hint on the broker, after commit.

Rows are the truth: a sweep finds what a lost hint would have told, so nothing here may fail an
action.
"""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

import structlog
from celery import current_app
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from applications.connectors.shared_state import connect

VERIFY: Final = "applications.tasks.verify"
ASSESS: Final = "applications.tasks.assess"
COMPARE: Final = "applications.tasks.run_comparison"

QUEUE: Final = "celery"
"""The key of Celery's default queue."""

log = structlog.get_logger(__name__)


def wake_after_commit(task: str, ids: Iterable[UUID]) -> None:
    """Send one wake-up per id once the transaction has committed."""
    waking = [str(each) for each in ids]
    transaction.on_commit(lambda: _send(task, waking), robust=True)


def _send(task: str, ids: list[str]) -> None:
    try:
        for each in ids:
            current_app.send_task(task, args=[each], retry=False)
    except OperationalError as error:
        log.warning("wake_up_lost", task=task, ids=len(ids), error=type(error).__name__)


def wake_ups_waiting() -> int | None:
    """Return how many wake-ups lie on the broker (队列长度); None while it cannot be asked."""
    with connect(settings.REDIS_URL) as broker:
        try:
            return int(broker.llen(QUEUE))
        except RedisError:
            return None
