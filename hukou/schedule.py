"""What runs by the clock (定时任务), in Asia/Shanghai."""

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
    for name, seconds in {"sweep": 5, "escalate": 60}.items()
} | {
    "check_quality": {
        "task": "registry.tasks.check_quality",
        "schedule": crontab(hour=2, minute=20),
        "options": {"expires": 3600},
    },
}
