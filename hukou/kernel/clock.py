"""The only clock (时钟): what time it is where the register is kept, Asia/Shanghai."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

ZONE: Final = ZoneInfo("Asia/Shanghai")
OPENING: Final = time(9, 0)

_held: ContextVar[datetime | None] = ContextVar("held", default=None)


def now() -> datetime:
    """Return this instant, aware, in Asia/Shanghai."""
    return _held.get() or datetime.now(ZONE)  # noqa: TID251  this is the clock


def start_of(day: date) -> datetime:
    """Return the first instant of a day, as people here count days."""
    return datetime.combine(day, time.min, tzinfo=ZONE)


def end_of(day: date) -> datetime:
    """Return the midnight at which a day has passed: the first instant of the next."""
    return start_of(day + timedelta(days=1))


def today() -> date:
    """Return the calendar day in Asia/Shanghai: a day begins at 00:00 there, not in UTC."""
    return now().date()


@contextmanager
def frozen(at: datetime | date) -> Iterator[datetime]:
    """Hold the clock still inside the block, for tests and rehearsals; a day means 09:00 on it.

    Holds for this thread or task only: another thread goes on with the real time.

    Raises:
        ValueError: the instant has no zone.
    """
    if not isinstance(at, datetime):
        at = datetime.combine(at, OPENING, tzinfo=ZONE)
    if at.utcoffset() is None:
        message = "an instant without a zone could be any of 24 hours"
        raise ValueError(message)
    token = _held.set(at.astimezone(ZONE))
    try:
        yield at.astimezone(ZONE)
    finally:
        _held.reset(token)
