"""Doing things at the very same moment, each in a thread and a connection of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Final

from django.db import connection

SECONDS: Final = 10.0


def at_once(*calls: Callable[[], object]) -> Sequence[object]:
    """Run the calls released together; return what each returned or raised, in their order."""
    start = Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        start.wait(timeout=SECONDS)
        try:
            return call()
        except Exception as problem:  # noqa: BLE001 - the test looks at it
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(run, call) for call in calls]]


def named(outcomes: Sequence[object]) -> list[str]:
    """Return the kinds of outcomes, sorted."""
    return sorted(type(outcome).__name__ for outcome in outcomes)
