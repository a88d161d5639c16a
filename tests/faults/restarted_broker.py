"""Valkey is killed in the middle of verification and comes back; the worker may exit over it."""

from collections.abc import Iterable

from hukou.stack.house import House
from tests.faults._stage import Stage, drill
from tests.measuring import Figure


def figures(house: House, *, large: bool) -> Iterable[Figure]:
    yield from drill(house, large=large, breaks=kill_valkey)


def kill_valkey(stage: Stage) -> None:
    """Kill it; the house notices at its next look and starts it again over the same data."""
    assert stage.house.services is not None
    server = stage.house.services.valkey.process
    assert server is not None
    server.kill()
    server.wait()
