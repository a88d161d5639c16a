"""Every fault of the big drill: what breaks it, what mends it, and how long that stays broken."""

import os
import signal
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import httpx2
import redis

from applications.connectors import AGENCIES
from hukou.stack.house import House

MODES: Final = ("down", "slow", "silent", "garbage")
SLOW: Final = 0.05  # seconds per question in good times: long enough to be caught at work


@dataclass(frozen=True)
class Fault:
    """One thing that breaks; `agency` is empty where it is one of our own processes."""

    name: str
    breaks: Callable[[House], object]
    agency: str = ""


def faults(agencies: Collection[str], *, every: bool) -> Iterator[Fault]:
    """Yield the faults in turn: `every` agency in every mode, or each in one mode by turns.

    Agencies that nobody asks are left out.
    """
    for name in ("worker", "beat", "web"):
        yield Fault(f"{name}_killed", partial(kill, name=name))
    yield Fault("redis_flushed", flush)
    yield Fault("redis_killed", kill_valkey)
    yield Fault("postgres_restarted", restart_postgres)
    yield Fault("postgres_killed", kill_postgres)
    asked = [slug for slug in AGENCIES if slug in agencies]
    for turn, mode in enumerate(MODES):
        for slug in asked if every else asked[turn :: len(MODES)]:
            yield Fault(f"{slug}_{mode}", partial(play, agency=slug, mode=mode), slug)


def kill(house: House, name: str) -> None:
    """End a program and all its children at once, as a power cut would."""
    [watched] = [one for one in house.supervisor.watched if one.program.name == name]
    os.killpg(watched.process.pid, signal.SIGKILL)
    watched.process.wait()


def flush(house: House) -> None:
    with redis.Redis.from_url(house.environment["REDIS_URL"]) as client:
        client.flushall()


def kill_valkey(house: House) -> None:
    """Kill it; the house notices at its next look and starts it again over the same data."""
    assert house.services is not None
    server = house.services.valkey.process
    assert server is not None
    server.kill()
    server.wait()


def restart_postgres(house: House) -> None:
    """Shut it down fast, as an administrator does: sessions are cut; the house starts it again."""
    assert house.services is not None
    server = house.services.postgres.process
    assert server is not None
    server.send_signal(signal.SIGINT)
    server.wait()


def kill_postgres(house: House) -> None:
    """Kill it; what was committed is in its log, from which it recovers."""
    assert house.services is not None
    server = house.services.postgres.process
    assert server is not None
    server.kill()
    server.wait()


def play(house: House, agency: str, mode: str) -> None:
    """Have a played agency behave like this."""
    order: dict[str, Any] = {"agency": agency, "mode": mode}
    control(house, order)


def mend(house: House, agency: str) -> None:
    """Have it answer as in good times."""
    control(house, {"agency": agency, "mode": "slow", "seconds": SLOW})


def control(house: House, order: dict[str, Any]) -> None:
    httpx2.post(f"{house.environment['AGENCIES_URL']}/control", json=order).raise_for_status()


def seen_by_agencies(house: House) -> dict[str, Any]:
    """Return what the sandbox was asked."""
    seen: dict[str, Any] = httpx2.get(f"{house.environment['AGENCIES_URL']}/control").json()
    return seen
