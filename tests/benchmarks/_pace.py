"""Rates of things done side by side: alternating rounds and medians, so noise hits all alike."""

import statistics
import time
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

Doer: TypeAlias = Callable[[], int]
"""Does a little of the work and returns how much, in whatever unit is counted."""

ROUNDS: Final = 3


def rates(*doers: Doer, seconds: float = 1.5, rounds: int = ROUNDS) -> list[float]:
    """Return the median rate a second of each, measured in alternating rounds."""
    for doer in doers:
        doer()  # caches, connections and plans are made before the clock runs
    measured: list[list[float]] = [[] for _ in doers]
    for _ in range(rounds):
        for doer, found in zip(doers, measured, strict=True):
            found.append(_rate(doer, seconds))
    return medians(measured)


def medians(measured: Sequence[Sequence[float]]) -> list[float]:
    """Return the median of each."""
    return [statistics.median(found) for found in measured]


def stopwatch(work: Callable[[], object]) -> float:
    """Return how many seconds it took."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _rate(doer: Doer, seconds: float) -> float:
    done, started = 0, time.perf_counter()
    while (passed := time.perf_counter() - started) < seconds:
        done += doer()
    return done / passed
