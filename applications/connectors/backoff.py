"""How long a question that found no answer waits before it is asked again."""

import random
from datetime import timedelta
from typing import Final

from hukou.kernel.waits import doubled

FIRST: Final = timedelta(seconds=2)
LONGEST: Final = timedelta(minutes=5)
"""Nobody gives up silently: a file whose agency stays away is asked about for ever, this often,
and is listed under "waiting for agencies" all the while."""

_jitter: Final = random.Random()  # noqa: S311 - spreads load, protects nothing


def wait_after(attempts: int, *, retry_after: float | None = None) -> timedelta:
    """Return the wait after the `attempts`-th failure in a row, counted from 1.

    It doubles, up to five minutes, and is shortened by chance to as little as half, so that files
    do not come back all at once.

    `retry_after`, in seconds, is what the agency or the breaker asked for: never less than that.
    """
    wait = doubled(FIRST, failures=attempts, longest=LONGEST) * _jitter.uniform(0.5, 1.0)
    return max(wait, min(timedelta(seconds=retry_after or 0), LONGEST))
