"""Who races, and what holds two of them until both have read."""

from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest

from tests.cast import Family, Station, family, station


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


@pytest.fixture
def both_have_read() -> Callable[[], None]:
    """Hold each of two until the other has read as well; if only one comes, let it go on."""
    barrier = Barrier(2)

    def wait() -> None:
        with suppress(BrokenBarrierError):
            barrier.wait(timeout=2)

    return wait
