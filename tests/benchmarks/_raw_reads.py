"""The same read without a web server: one psycopg connection in each of two processes."""

import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from itertools import cycle
from multiprocessing import get_context

import psycopg

from tests.benchmarks._sql import RESIDENT

PROCESSES = 2


def rate_of_psycopg(people: list[int], *, on: date, url: str, seconds: float) -> float:
    """Return reads a second of all processes together."""
    tasks = [(people[share::PROCESSES], on, url, seconds) for share in range(PROCESSES)]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        return sum(pool.map(_read_on, tasks))


def _read_on(task: tuple[list[int], date, str, float]) -> float:
    people, on, url, seconds = task
    endless = cycle(people)
    with psycopg.connect(url, autocommit=True) as connection:
        done, started = 0, time.perf_counter()
        while (passed := time.perf_counter() - started) < seconds:
            connection.execute(RESIDENT, {"person": next(endless), "on": on}).fetchone()
            done += 1
    return done / passed
