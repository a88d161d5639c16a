"""When beat wakes whom (定时任务): sweeps by the second, seals by the minute, checks by night.

They have a queue of their own, which workers serve by turns with the other: behind a long backlog
a sweep would outlive its time, and what a dead worker had in hand would wait for the backlog.
"""

from datetime import timedelta
from typing import Any, Final

from celery.schedules import crontab
from kombu import Queue

QUEUE: Final = "sweeps"
QUEUES: Final = [Queue(name, routing_key=name) for name in ("celery", QUEUE)]

SCHEDULE: Final[dict[str, dict[str, Any]]] = {
    # A wake-up older than its interval is superseded by the next one.
    name: {
        "task": f"applications.tasks.{name}",
        "schedule": timedelta(seconds=seconds),
        "options": {"expires": seconds, "queue": QUEUE},
    }
    for name, seconds in {"sweep": 3, "escalate": 60, "exchange_files": 30}.items()
} | {
    "seal_journals": {
        "task": "registry.tasks.seal_journals",
        "schedule": timedelta(seconds=60),
        "options": {"expires": 60, "queue": QUEUE},
    },
    "draw_samples": {
        "task": "applications.tasks.draw_samples",
        "schedule": crontab(hour=1, minute=40),
        "options": {"expires": 3600, "queue": QUEUE},
    },
    "free_reversed_places": {
        "task": "applications.tasks.free_reversed_places",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 600, "queue": QUEUE},
    },
    "check_quality": {
        "task": "registry.tasks.check_quality",
        "schedule": crontab(hour=2, minute=20),
        "options": {"expires": 3600, "queue": QUEUE},
    },
}
