"""The worker and its children are killed in the middle of verification, and restarted."""

from collections.abc import Iterable

from hukou.stack.house import House
from tests.faults._stage import drill
from tests.measuring import Figure


def figures(house: House, *, large: bool) -> Iterable[Figure]:
    yield from drill(house, large=large, breaks=lambda stage: stage.kill("worker"))
