"""Everything in Valkey is deleted (FLUSHALL) in the middle of verification."""

from collections.abc import Iterable

from redis import Redis

from hukou.stack.house import House
from tests.faults._stage import Stage, drill
from tests.measuring import Figure


def figures(house: House, *, large: bool) -> Iterable[Figure]:
    yield from drill(house, large=large, breaks=flush)


def flush(stage: Stage) -> None:
    with Redis.from_url(stage.house.environment["REDIS_URL"]) as redis:
        redis.flushall()
