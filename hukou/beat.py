"""When beat wakes whom (定时任务): sweeps by the second, seals by the minute, checks by night."""

from datetime import timedelta
from typing import Any, Final

from celery.schedules import crontab

SCHEDULE: Final[dict[str, dict[str, Any]]] = {
    # A wake-up older than its interval is superseded by the next one.
    name: {
        "task": f"applications.tasks.{name}",
        "schedule": timedelta(seconds=seconds),
        "options": {"expires": seconds},
    }
    for name, seconds in {"sweep": 2, "escalate": 60, "exchange_files": 30}.items()
} | {
    "seal_journals": {
        "task": "registry.tasks.seal_journals",
        "schedule": timedelta(seconds=60),
        "options": {"expires": 60},
    },
    "draw_samples": {
        "task": "applications.tasks.draw_samples",
        "schedule": crontab(hour=1, minute=40),
        "options": {"expires": 3600},
    },
    "check_quality": {
        "task": "registry.tasks.check_quality",
        "schedule": crontab(hour=2, minute=20),
        "options": {"expires": 3600},
    },
}
