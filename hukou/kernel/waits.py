"""How long whatever failed waits before it is tried again (退避)."""

from datetime import timedelta
from typing import Final

_DOUBLINGS: Final = 20  # beyond any use; a count of any size is still a length of time


def doubled(first: timedelta, *, failures: int, longest: timedelta) -> timedelta:
    """Return the wait after so many failures in a row, counted from 1: twice as long each time."""
    times: int = 2 ** min(max(failures, 1) - 1, _DOUBLINGS)
    return min(first * times, longest)
