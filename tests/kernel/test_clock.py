"""The clock (时钟)."""

from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest

from hukou.kernel import clock


def test_a_day_begins_at_midnight_in_shanghai() -> None:
    with clock.frozen(datetime(2026, 5, 31, 16, 0, tzinfo=UTC)):
        assert clock.today() == date(2026, 6, 1)


def test_now_is_aware_and_in_the_zone_of_the_register() -> None:
    assert clock.now().utcoffset() == timedelta(hours=8)
    assert clock.now().tzinfo is clock.ZONE


def test_a_day_means_the_opening_of_the_counter() -> None:
    with clock.frozen(date(2018, 3, 1)) as at:
        assert clock.now() == at == datetime(2018, 3, 1, 9, 0, tzinfo=clock.ZONE)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"), clock.frozen(datetime(2018, 3, 1, 9)):  # noqa: DTZ001  the point
        pass


def test_the_clock_goes_on_after_the_block_even_after_an_error() -> None:
    with pytest.raises(KeyError), clock.frozen(date(2000, 1, 1)):
        raise KeyError

    assert clock.today() > date(2000, 1, 1)


def test_blocks_nest() -> None:
    with clock.frozen(date(2018, 3, 1)):
        with clock.frozen(date(2019, 3, 1)):
            assert clock.today() == date(2019, 3, 1)
        assert clock.today() == date(2018, 3, 1)


def test_another_thread_keeps_the_real_time() -> None:
    seen: list[date] = []
    with clock.frozen(date(2000, 1, 1)):
        thread = Thread(target=lambda: seen.append(clock.today()))
        thread.start()
        thread.join()

    assert seen[0] > date(2000, 1, 1)
